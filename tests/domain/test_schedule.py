"""Planned visits: whatever the dates, a score belongs to one analysis visit or to none."""

import calendar
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.schedule import PlannedVisit, Schedule, add_months
from registry.settings import PROJECT_FOLDER, load_schedule

SCHEDULE = load_schedule(PROJECT_FOLDER / "config" / "schedule.toml")
TREATMENT_DATES = st.dates(date(2000, 1, 1), date(2060, 12, 31))
DAYS_AFTER = st.integers(-400, 4000)


def analysis_visits(schedule: Schedule, days: int) -> list[PlannedVisit]:
    return [
        visit
        for visit in schedule.visits
        if visit.analyse_from_days <= days <= visit.analyse_to_days
    ]


@given(treated_on=TREATMENT_DATES, days=DAYS_AFTER)
def test_any_contact_belongs_to_exactly_one_analysis_visit_or_none(
    treated_on: date, days: int
) -> None:
    contact = treated_on + timedelta(days=days)
    since_treatment = (contact - treated_on).days
    holding = analysis_visits(SCHEDULE, since_treatment)
    first, last = SCHEDULE.visits[0], SCHEDULE.visits[-1]
    inside = first.analyse_from_days <= since_treatment <= last.analyse_to_days
    assert len(holding) == int(inside)


@given(treated_on=TREATMENT_DATES)
def test_the_target_of_each_visit_lies_in_its_own_two_windows(treated_on: date) -> None:
    for visit in SCHEDULE.visits:
        target = visit.target(treated_on)
        assert analysis_visits(SCHEDULE, (target - treated_on).days) == [visit]
        assert SCHEDULE.collection_visit(treated_on, target) == visit


@given(treated_on=TREATMENT_DATES)
def test_collection_windows_never_overlap(treated_on: date) -> None:
    for earlier, later in pairwise(SCHEDULE.visits):
        assert earlier.closes(treated_on) < later.opens(treated_on)


@given(treated_on=TREATMENT_DATES, days=st.integers(1, 3000))
def test_a_contact_in_a_collection_window_is_analysed_with_that_visit(
    treated_on: date, days: int
) -> None:
    contact = treated_on + timedelta(days=days)
    collected = SCHEDULE.collection_visit(treated_on, contact)
    if collected is not None:
        assert analysis_visits(SCHEDULE, days) == [collected]


@given(day=TREATMENT_DATES, months=st.integers(0, 120))
def test_months_later_keep_the_day_or_take_the_months_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    last = calendar.monthrange(later.year, later.month)[1]
    assert later.day == min(day.day, last)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_leap_days_and_month_ends_have_a_target(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def test_the_day_of_treatment_belongs_to_no_follow_up() -> None:
    assert analysis_visits(SCHEDULE, 0) == []
    assert analysis_visits(SCHEDULE, 1) == [SCHEDULE.visits[0]]


@pytest.mark.parametrize("shift", [-1, 1])
def test_analysis_windows_with_an_overlap_or_a_gap_are_refused(shift: int) -> None:
    one, two, *_ = SCHEDULE.visits
    moved = replace(two, analyse_from_days=two.analyse_from_days + shift)
    with pytest.raises(ValueError, match="the analysis window of m3 must begin on day 61"):
        Schedule(baseline_max_age_days=90, visits=(one, moved))


def test_one_month_is_singular() -> None:
    assert [visit.label for visit in SCHEDULE.visits[:2]] == ["1 month", "3 months"]
