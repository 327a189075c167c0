from datetime import date

import pytest

from registry.domain.schedule import PlannedVisit, Schedule
from registry.domain.visit_state import VisitState, expected_visits

INDEX = date(2025, 3, 4)
ENDED = date(2026, 3, 1)
TWELVE = Schedule(
    baseline_max_age_days=90,
    visits=(
        PlannedVisit(
            code="m12",
            months=12,
            collect_before_days=45,
            collect_after_days=45,
            analyse_from_days=1,
            analyse_to_days=547,
        ),
    ),
)


def state(
    today: date, *, answered_on: date | None = None, ended_on: date | None = None
) -> VisitState:
    answered = {"m12": answered_on} if answered_on else {}
    (visit,) = expected_visits(TWELVE, INDEX, answered=answered, ended_on=ended_on, today=today)
    return visit.state


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 1, 17), VisitState.UPCOMING),
        (date(2026, 1, 18), VisitState.DUE),
        (date(2026, 3, 4), VisitState.DUE),
        (date(2026, 3, 5), VisitState.OVERDUE),
        (date(2026, 4, 18), VisitState.OVERDUE),
        (date(2026, 4, 19), VisitState.MISSED),
    ],
)
def test_a_visit_that_was_not_answered_goes_from_upcoming_to_missed(
    today: date, expected: VisitState
) -> None:
    assert state(today) is expected


@pytest.mark.parametrize(
    ("answered_on", "expected"),
    [
        (date(2026, 1, 17), VisitState.DONE_EARLY),
        (date(2026, 1, 18), VisitState.DONE),
        (date(2026, 4, 18), VisitState.DONE),
        (date(2026, 4, 19), VisitState.DONE_LATE),
    ],
)
def test_an_answered_visit_is_early_in_the_window_or_late(
    answered_on: date, expected: VisitState
) -> None:
    assert state(date(2027, 1, 1), answered_on=answered_on) is expected


def test_nothing_is_expected_after_follow_up_ended() -> None:
    assert state(date(2026, 6, 1), ended_on=ENDED) is VisitState.NOT_EXPECTED
    assert state(date(2026, 6, 1), ended_on=date(2026, 4, 19)) is VisitState.MISSED


def test_what_was_answered_before_the_end_stays_done() -> None:
    answered_on = date(2026, 2, 1)
    assert state(ENDED, answered_on=answered_on, ended_on=ENDED) is VisitState.DONE
