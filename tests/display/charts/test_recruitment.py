"""Patients treated month by month."""

from reportlab.graphics.shapes import Polygon

from registry.display.charts.recruitment import recruitment_chart, shown_periods
from registry.display.palette import ACCENT
from tests.display.charts.geometry import shapes, words
from tests.factories.recruitment import recruitment
from tests.factories.results import empty_cohort_summary


def heights(counts: tuple[int, ...]) -> list[float]:
    drawing = recruitment_chart(recruitment(counts), width=480, height=230).drawing
    bars = [shape for shape in shapes(drawing.contents) if isinstance(shape, Polygon)]
    return [
        max(bar.points[1::2]) - min(bar.points[1::2]) for bar in bars if bar.fillColor == ACCENT
    ]


def test_a_bar_is_as_high_as_its_count_and_a_month_without_patients_has_none() -> None:
    one, two = heights((4, 0, 8))
    assert abs(two - 2 * one) < 1e-9


def test_up_to_six_years_stand_month_by_month_and_more_year_by_year() -> None:
    assert len(shown_periods(recruitment((1,) * 72))) == 72
    assert len(shown_periods(recruitment((1,) * 73))) == 7


def test_every_bar_carries_its_number_where_there_is_room() -> None:
    said = words(recruitment_chart(recruitment((3, 7, 5)), width=480, height=230).drawing)
    assert {"3", "7", "M", "A", "2022"} <= set(said)
    crowded = recruitment_chart(recruitment((3456, 7890) * 18), width=300, height=220).drawing
    assert "3,456" not in words(crowded)


def test_the_description_says_all_treated_and_the_busiest_month() -> None:
    chart = recruitment_chart(recruitment((3, 7, 5)), width=480, height=230)
    assert chart.description == "15 patients treated in 3 months; most in April 2022, 7."


def test_nobody_treated_is_a_sentence() -> None:
    chart = recruitment_chart(empty_cohort_summary().recruitment, width=480, height=60)
    assert words(chart.drawing) == [chart.description]
