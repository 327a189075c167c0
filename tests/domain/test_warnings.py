from collections.abc import Mapping
from datetime import date

import pytest

from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.instruments.odi import OdiSection
from registry.domain.schedule import PlannedVisit, Schedule
from registry.domain.warnings import (
    Answer,
    EnteredVisit,
    RaisedWarning,
    VisitAnswers,
    unexplained,
    visit_warnings,
)
from tests.people import TREATED_ON

BACK, LEG, ODI = InstrumentCode.VAS_BACK, InstrumentCode.VAS_LEG, InstrumentCode.ODI
SCHEDULE = Schedule(
    baseline_max_age_days=90,
    visits=(
        PlannedVisit(
            code="m12",
            months=12,
            collect_before_days=45,
            collect_after_days=45,
            analyse_from_days=1,
            analyse_to_days=700,
        ),
    ),
)
IN_WINDOW, EARLIER = date(2026, 3, 10), date(2025, 9, 4)


def answers(
    values: Mapping[Answer, float | None], on: date = IN_WINDOW, planned: str | None = "m12"
) -> VisitAnswers:
    return VisitAnswers(visited_on=on, planned_visit=planned, values=values)


def warned(entered: VisitAnswers, *others: VisitAnswers) -> list[RaisedWarning]:
    visit = EnteredVisit(answers=entered, others=others, schedule=SCHEDULE, index_date=TREATED_ON)
    return list(visit_warnings(visit))


def before(values: Mapping[Answer, float | None]) -> VisitAnswers:
    return answers(values, EARLIER, None)


@pytest.mark.parametrize("day", [date(2026, 1, 18), date(2026, 4, 18), TREATED_ON])
def test_a_visit_on_the_edge_of_its_window_raises_nothing(day: date) -> None:
    assert warned(answers({BACK: 31}, day)) == []


@pytest.mark.parametrize("day", [date(2026, 1, 17), date(2026, 4, 19)])
def test_a_visit_a_day_outside_its_window_is_warned_of(day: date) -> None:
    (found,) = warned(answers({BACK: 31}, day))
    assert found.rule == "outside_collection_window"
    assert found.sentence.endswith(
        " is outside the window of the visit at 12 months (18 January 2026 to 18 April 2026)."
    )


def test_a_visit_in_no_window_is_warned_of() -> None:
    (found,) = warned(answers({BACK: 31}, EARLIER, None))
    assert found.sentence == "4 September 2025 lies in no collection window."


def test_a_jump_of_50_points_is_usual_and_of_51_is_warned_of_in_both_directions() -> None:
    assert warned(answers({BACK: 30}), before({BACK: 80})) == []
    (better,) = warned(answers({BACK: 29, LEG: 10}), before({BACK: 80, LEG: 20}))
    assert better.rule == "large_jump"
    assert better.sentence == "More than 50 points since 4 September 2025: VAS back was 80, now 29."
    assert warned(answers({ODI: 80}), before({ODI: 29}))[0].rule == "large_jump"


def test_a_jump_is_measured_from_the_last_earlier_visit() -> None:
    later = answers({BACK: 10}, date(2026, 5, 1), None)
    assert warned(answers({BACK: 80}), before({BACK: 70}), later) == []


def test_no_pain_with_an_odi_above_60_is_warned_of_and_of_60_is_not() -> None:
    assert warned(answers({BACK: 0, ODI: 60})) == []
    (found,) = warned(answers({BACK: 0, ODI: 62}))
    assert (found.rule, found.sentence) == (
        "no_pain_but_disabled",
        "VAS back is 0 while the ODI is 62.",
    )


def test_a_pain_score_that_was_not_given_is_not_zero() -> None:
    assert warned(answers({BACK: None, ODI: 62})) == []


def test_exactly_the_same_answers_are_warned_of_and_one_alone_is_not() -> None:
    sections = dict.fromkeys(OdiSection, 2.0) | {ODI: 40.0}
    (found,) = warned(answers(sections), before(sections))
    assert found.rule == "same_answers_again"
    assert found.sentence == "All answers are exactly those of 4 September 2025."
    assert warned(answers(sections | {OdiSection.WALKING: 3}), before(sections)) == []
    assert warned(answers({BACK: 31}), before({BACK: 31})) == []


def test_the_same_planned_visit_twice_is_warned_of() -> None:
    (found,) = warned(answers({BACK: 31}), answers({BACK: 40}, date(2026, 3, 1)))
    assert found.rule == "planned_visit_twice"
    assert found.sentence == "The visit at 12 months is recorded already, on 1 March 2026."


def test_each_warning_is_asked_about_until_a_reason_is_given() -> None:
    raised = [RaisedWarning(rule="large_jump", sentence="More than 50 points.")]
    assert [asked.rule for asked in unexplained(raised, None)] == ["More than 50 points."]
    assert list(unexplained(raised, "He fell down the stairs.")) == []
