from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.planned_visit import still_expected
from registry.domain.visit_state import ExpectedVisit, VisitState
from tests.people import SCHEDULE

TWELVE = next(visit for visit in SCHEDULE.visits if visit.code == "m12")
INDEX = date(2025, 3, 4)
ENDED = date(2026, 3, 1)
TREATMENT_DATES = st.dates(date(2000, 1, 1), date(2060, 12, 31))
DAYS = st.integers(-400, 4000)


def visit(
    index: date,
    *,
    answered_on: date | None = None,
    ended_on: date | None = None,
) -> ExpectedVisit:
    closes = TWELVE.closes(index)
    return ExpectedVisit(
        code=TWELVE.code,
        label=TWELVE.label,
        target=TWELVE.target(index),
        opens=TWELVE.opens(index),
        closes=closes,
        expected=still_expected(closes, ended_on),
        answered_on=answered_on,
    )


def state(
    today: date, *, answered_on: date | None = None, ended_on: date | None = None
) -> VisitState:
    return visit(INDEX, answered_on=answered_on, ended_on=ended_on).state(today)


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
    assert state(date(2026, 6, 1), answered_on=answered_on) is expected


def test_nothing_is_expected_after_follow_up_ended() -> None:
    assert state(date(2026, 6, 1), ended_on=ENDED) is VisitState.NOT_EXPECTED
    assert state(date(2026, 6, 1), ended_on=date(2026, 4, 17)) is VisitState.NOT_EXPECTED


def test_a_window_that_closed_by_the_end_of_follow_up_was_missed() -> None:
    assert state(date(2026, 6, 1), ended_on=date(2026, 4, 18)) is VisitState.MISSED


def test_what_was_answered_before_the_end_stays_done() -> None:
    answered_on = date(2026, 2, 1)
    assert state(ENDED, answered_on=answered_on, ended_on=ENDED) is VisitState.DONE


@given(index=TREATMENT_DATES, days=DAYS, answered=st.none() | DAYS, ended=st.none() | DAYS)
def test_states_partition_every_planned_visit(
    index: date, days: int, answered: int | None, ended: int | None
) -> None:
    today = index + timedelta(days)
    answered_on = None if answered is None else index + timedelta(answered)
    ended_on = None if ended is None else index + timedelta(ended)
    one = visit(index, answered_on=answered_on, ended_on=ended_on)
    conditions = {
        VisitState.DONE_EARLY: answered_on is not None and answered_on < one.opens,
        VisitState.DONE: answered_on is not None and one.opens <= answered_on <= one.closes,
        VisitState.DONE_LATE: answered_on is not None and answered_on > one.closes,
    }
    if answered_on is None:
        conditions |= {
            VisitState.NOT_EXPECTED: not one.expected,
            VisitState.UPCOMING: one.expected and today < one.opens,
            VisitState.DUE: one.expected and one.opens <= today <= one.target,
            VisitState.OVERDUE: one.expected and one.target < today <= one.closes,
            VisitState.MISSED: one.expected and today > one.closes,
        }
    assert [each for each, holds in conditions.items() if holds] == [one.state(today)]
