"""Mean changes beside the minimal important change."""

from reportlab.graphics.shapes import Line

from registry.display.charts.change_by_visit import change_by_visit
from registry.display.palette import ODI, VAS_BACK
from tests.display.charts.geometry import words
from tests.factories.results import cohort_summary, empty_cohort_summary

SUMMARY = cohort_summary()


def test_the_minimal_important_change_of_each_instrument_is_a_dotted_line() -> None:
    drawing = change_by_visit(SUMMARY.courses, SUMMARY.responders, width=480, height=250).drawing
    dotted = [
        shape
        for shape in drawing.contents
        if isinstance(shape, Line) and getattr(shape, "strokeDashArray", None)
    ]
    named = [word for word in words(drawing) if word.startswith("MIC")]
    assert len(dotted) == len(named) > 0
    assert {line.strokeColor for line in dotted} <= {VAS_BACK.colour, ODI.colour}


def test_the_description_says_each_change_with_its_interval() -> None:
    chart = change_by_visit(SUMMARY.courses, SUMMARY.responders, width=480, height=250)
    assert "VAS back, mean improvement: " in chart.description
    assert "at 12 months " in chart.description
    assert "N = 201" in chart.description


def test_nobody_has_a_sentence() -> None:
    nobody = empty_cohort_summary()
    chart = change_by_visit(nobody.courses, nobody.responders, width=480, height=250)
    assert chart.description.startswith("No change yet")
