"""The cohort's means over time."""

from dataclasses import replace

from reportlab.graphics.shapes import Line, PolyLine

from registry.display.charts.cohort_trajectory import cohort_trajectory
from registry.display.palette import VAS_BACK
from registry.domain.instruments.instrument import InstrumentCode
from tests.display.charts.geometry import strings, words
from tests.factories.courses import course
from tests.factories.estimates import NOBODY, interval
from tests.factories.results import cohort_summary, empty_cohort_summary

COURSE = course(InstrumentCode.VAS_BACK, 70, 30, answered={12: 51})


def whiskers(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.strokeColor == VAS_BACK.colour]


def test_every_series_has_its_patients_under_each_visit() -> None:
    drawing = cohort_trajectory(cohort_summary().courses, width=480, height=250).drawing
    assert words(drawing).count("296") == 3
    ticks = [string.x for string in strings(drawing) if string.text == "12"]
    counts = [string.x for string in strings(drawing) if string.text == "201"]
    assert counts == ticks * 3


def test_a_mean_without_an_interval_is_not_drawn_beside_those_that_have_one() -> None:
    means = (COURSE.means[0], replace(COURSE.means[1], interval=NOBODY))
    chart = cohort_trajectory([replace(COURSE, means=means)], width=480, height=250)
    lines = [shape for shape in chart.drawing.contents if isinstance(shape, Line)]
    assert len(whiskers(lines)) == 1
    assert "51" in words(chart.drawing)
    assert chart.description == "VAS back: at baseline 70.0 (95\u202f% CI 67.5 to 72.5), N = 296."


def test_one_patient_is_drawn_without_whiskers() -> None:
    means = tuple(replace(mean, interval=NOBODY) for mean in COURSE.means)
    drawing = cohort_trajectory([replace(COURSE, means=means)], width=480, height=250).drawing
    lines = [shape for shape in drawing.contents if isinstance(shape, Line)]
    assert not whiskers(lines)
    assert any(isinstance(shape, PolyLine) for shape in drawing.contents)


def test_a_whisker_stays_on_the_scale() -> None:
    means = (replace(COURSE.means[0], interval=interval(-40, 180)),)
    drawing = cohort_trajectory([replace(COURSE, means=means)], width=480, height=250).drawing
    lines = [shape for shape in drawing.contents if isinstance(shape, Line)]
    grid = [line.y1 for line in lines if line.y1 == line.y2]
    (whisker,) = whiskers(lines)
    assert (whisker.y1, whisker.y2) == (min(grid), max(grid))


def test_the_description_says_first_and_last_mean_with_interval_and_patients() -> None:
    chart = cohort_trajectory([COURSE], width=480, height=250)
    assert chart.description == (
        "VAS back: at baseline 70.0 (95\u202f% CI 67.5 to 72.5), N = 296; "
        "at 12 months 40.1 (95\u202f% CI 34.0 to 46.1), N = 51."
    )


def test_a_cohort_without_scores_gets_a_sentence() -> None:
    chart = cohort_trajectory(empty_cohort_summary().courses, width=480, height=250)
    assert words(chart.drawing) == [chart.description]
