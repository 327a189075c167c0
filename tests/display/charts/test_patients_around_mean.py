"""Single courses, the mean with its band and the minimal important change."""

from dataclasses import replace

import pytest
from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine

from registry.analysis.estimates import Interval
from registry.analysis.results import IndividualCourses, InstrumentCourse
from registry.display.charts.important_change import important_line
from registry.display.charts.patients_around_mean import TITLE, patients_around_mean
from registry.display.palette import ODI, PREDICTION
from registry.domain.instruments.instrument import InstrumentCode
from tests.display.charts.geometry import strings, words
from tests.factories.courses import MIC_ODI, course, responders
from tests.factories.estimates import NOBODY, interval
from tests.factories.results import cohort_summary, empty_cohort_summary

COURSE = course(InstrumentCode.ODI, 50, 20, answered={3: 120, 12: 80})
MIC = [responders(MIC_ODI, 12, 40, 80)]


def drawn(*courses: InstrumentCourse) -> Drawing:
    return patients_around_mean(courses, MIC, width=480, height=230).drawing


def single_courses(drawing: Drawing) -> list[PolyLine]:
    return [
        shape
        for shape in drawing.contents
        if isinstance(shape, PolyLine) and shape.strokeColor == PREDICTION.colour
    ]


def bands(drawing: Drawing) -> list[Polygon]:
    return [each for each in drawing.contents if isinstance(each, Polygon) and each.fillOpacity]


def score_at(drawing: Drawing, height: float) -> float:
    """Return the score that a height stands for, from the lines of the axis."""
    labels = {each.text: each.y + 2.4 for each in strings(drawing) if each.text in {"0", "100"}}
    grid = [line.y1 for line in drawing.contents if isinstance(line, Line) and line.y1 == line.y2]
    assert labels["100"] == pytest.approx(max(grid))
    lowest = min(grid)
    return 100 * (height - lowest) / (labels["100"] - lowest)


def test_every_patient_is_a_line_through_the_scores_there_are() -> None:
    found = single_courses(drawn(COURSE))
    assert len(found) == 40
    expected = [
        [score for score in scores if score is not None] for scores in COURSE.individuals.drawn
    ]
    assert [len(line.points) // 2 for line in found] == [len(scores) for scores in expected]
    heights = [score_at(drawn(COURSE), y) for line in found for y in line.points[1::2]]
    assert heights == pytest.approx([score for scores in expected for score in scores])


def test_the_band_goes_up_the_upper_and_back_down_the_lower_ends() -> None:
    drawing = drawn(COURSE)
    (band,) = bands(drawing)
    intervals = [mean.interval for mean in COURSE.means if isinstance(mean.interval, Interval)]
    assert len(intervals) == 3
    ends = [
        *(interval.upper for interval in intervals),
        *(interval.lower for interval in reversed(intervals)),
    ]
    assert [score_at(drawing, y) for y in band.points[1::2]] == pytest.approx(ends)


def test_the_dotted_line_lies_the_minimal_important_change_below_the_mean_at_baseline() -> None:
    drawing = drawn(COURSE)
    dashes = important_line(InstrumentCode.ODI, 0, 1, 0).strokeDashArray
    (dotted,) = (
        line
        for line in drawing.contents
        if isinstance(line, Line) and line.strokeColor == ODI.colour
    )
    assert dotted.strokeDashArray == dashes
    assert score_at(drawing, dotted.y1) == pytest.approx(COURSE.means[0].mean - 10)


def test_without_a_baseline_or_a_threshold_there_is_no_dotted_line() -> None:
    later = IndividualCourses(patients=1, months=(3, 12), drawn=((50.0, 40.0),))
    late = replace(COURSE, means=COURSE.means[1:], individuals=later)
    for drawing in (drawn(late), patients_around_mean([COURSE], [], width=480, height=230).drawing):
        lines = [shape for shape in drawing.contents if isinstance(shape, Line)]
        assert all(line.strokeColor != ODI.colour for line in lines)


def test_a_band_needs_two_intervals_and_stays_on_the_scale() -> None:
    one = replace(
        COURSE, means=(COURSE.means[0], *(replace(m, interval=NOBODY) for m in COURSE.means[1:]))
    )
    assert not bands(drawn(one))
    around_all = interval(-40, 180)
    wide = replace(COURSE, means=tuple(replace(mean, interval=around_all) for mean in COURSE.means))
    drawing = drawn(wide)
    (band,) = bands(drawing)
    assert {round(score_at(drawing, y), 6) for y in band.points[1::2]} == {0, 100}


def test_patients_stand_below_and_the_description_says_whose_courses_are_drawn() -> None:
    chart = patients_around_mean([COURSE], MIC, width=480, height=230)
    assert {"296", "120", "80", "ODI"} <= set(words(chart.drawing))
    assert chart.description == (
        "ODI: courses of 40 of 290 patients with two scores or more; "
        "dotted line 10 points below the mean at baseline."
    )


def test_a_panel_for_each_instrument_with_a_course() -> None:
    drawing = patients_around_mean(cohort_summary().courses, MIC, width=480, height=230).drawing
    titles = [each.text for each in strings(drawing) if each.fontName.endswith("Semibold")]
    assert titles == ["VAS back", "VAS leg", "ODI"]


def test_a_cohort_without_courses_gets_a_sentence() -> None:
    chart = patients_around_mean(empty_cohort_summary().courses, [], width=480, height=230)
    assert (chart.title, words(chart.drawing)) == (TITLE, [chart.description])
