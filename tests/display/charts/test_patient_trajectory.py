"""One patient's course."""

from reportlab.graphics.shapes import Line, Polygon

from registry.display.charts.patient_trajectory import (
    PatientCourse,
    ScorePoint,
    patient_trajectory,
)
from registry.display.palette import EVENTS
from registry.domain.instruments.instrument import InstrumentCode
from tests.display.charts.geometry import shapes, words

SCORES = [
    ScorePoint(instrument=InstrumentCode.ODI, months=12.2, value=22),
    ScorePoint(instrument=InstrumentCode.ODI, months=-0.5, value=48),
]


def test_events_and_operations_are_counted_in_words() -> None:
    course = PatientCourse(scores=SCORES, adverse_events=(1.0,))
    drawing = patient_trajectory(course, width=480, height=250).drawing
    assert {"1 adverse event", "no operations"} <= set(words(drawing))


def test_each_adverse_event_is_a_triangle() -> None:
    course = PatientCourse(scores=SCORES, adverse_events=(1.0, 4.5))
    drawing = patient_trajectory(course, width=480, height=250).drawing
    triangles = [
        shape
        for shape in shapes(drawing.contents)
        if isinstance(shape, Polygon) and shape.fillColor == EVENTS.colour
    ]
    assert len(triangles) == 2


def test_only_instruments_with_scores_are_named() -> None:
    drawing = patient_trajectory(PatientCourse(scores=SCORES), width=480, height=250).drawing
    assert "ODI" in words(drawing)
    assert "VAS back" not in words(drawing)


def test_repeated_treatments_are_drawn_and_counted() -> None:
    def upright_lines(course: PatientCourse) -> int:
        drawing = patient_trajectory(course, width=480, height=250).drawing
        lines = [shape for shape in drawing.contents if isinstance(shape, Line)]
        return sum(line.x1 == line.x2 and line.y2 - line.y1 > 50 for line in lines)

    repeated = PatientCourse(scores=SCORES, repeat_treatments=(6.0, 9.0))
    assert upright_lines(PatientCourse(scores=SCORES)) == 1
    assert upright_lines(repeated) == 3
    assert "3 treatments" in words(patient_trajectory(repeated, width=480, height=250).drawing)


def test_the_description_puts_scores_in_order_of_time() -> None:
    chart = patient_trajectory(PatientCourse(scores=SCORES), width=480, height=250)
    assert chart.description == (
        "ODI 48.0 first and 22.0 at 12.2 months; no adverse events; no operations."
    )


def test_a_patient_without_scores_is_told_how_to_begin() -> None:
    chart = patient_trajectory(PatientCourse(scores=()), width=480, height=250)
    assert "No scores yet: enter the baseline visit." in words(chart.drawing)
