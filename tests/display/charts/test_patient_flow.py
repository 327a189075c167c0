"""The way of the patients in boxes."""

from dataclasses import replace

from reportlab.graphics.shapes import Polygon

from registry.display.charts.patient_flow import patient_flow_chart
from tests.display.charts.geometry import box, strings, words
from tests.factories.results import cohort_summary, empty_cohort_summary

FLOW = cohort_summary().flow


def test_every_stage_has_its_count_in_a_box() -> None:
    said = words(patient_flow_chart(FLOW, width=480).drawing)
    assert said[:3] == ["318 enrolled", "18 not treated", "300 treated"]
    assert {"1 died", "7 withdrew", "21 lost to follow-up", "3 transferred"} <= set(said)
    start = said.index("236 due")
    assert said[start : start + 6] == [
        "236 due",
        "at 12 months",
        "11 no longer asked",
        "53 not yet due",
        "201 answered",
        "35 did not answer",
    ]


def test_patients_of_other_groups_leave_before_the_visits() -> None:
    said = words(patient_flow_chart(replace(FLOW, treated=120), width=480).drawing)
    assert said.index("300 treated") < said.index("180 in other groups")
    assert said.index("180 in other groups") < said.index("120 in the groups")


def test_all_words_stand_inside_boxes_even_of_a_hundred_thousand_patients() -> None:
    visits = tuple(
        replace(visit, due=100_000, answered=100_000, not_answered=100_000, not_yet_due=100_000)
        for visit in FLOW.visits
    )
    drawing = patient_flow_chart(
        replace(FLOW, enrolled=200_000, treated_at_sites=112_345, lost=100_000, visits=visits),
        width=300,
    ).drawing
    boxes = [box(shape) for shape in drawing.contents if isinstance(shape, Polygon)]
    for string in strings(drawing):
        left, bottom, right, top = box(string)
        assert "…" not in string.text
        assert any(
            place[0] <= left and right <= place[2] and place[1] <= bottom and top <= place[3]
            for place in boxes
        ), string.text


def test_the_description_says_every_stage() -> None:
    assert patient_flow_chart(FLOW, width=480).description.startswith(
        "318 enrolled, 300 treated. By the cut-off: 1 died, 7 withdrew, 21 lost to follow-up, "
        "3 transferred. At 3 months: 288 due, 268 answered."
    )


def test_nobody_enrolled_is_a_sentence() -> None:
    chart = patient_flow_chart(empty_cohort_summary().flow, width=480)
    assert words(chart.drawing) == [chart.description]
