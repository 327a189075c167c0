"""Dates known to the day, the month or the year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.codes import DatePrecision
from registry.domain.partial_date import PartialDate

DAY = PartialDate(date(2026, 2, 14), DatePrecision.DAY)
MONTH = PartialDate(date(2026, 2, 1), DatePrecision.MONTH)
YEAR = PartialDate(date(2026, 1, 1), DatePrecision.YEAR)


@pytest.mark.parametrize(
    ("partial", "last_day"),
    [(DAY, date(2026, 2, 14)), (MONTH, date(2026, 2, 28)), (YEAR, date(2026, 12, 31))],
)
def test_the_last_possible_day_follows_from_the_precision(
    partial: PartialDate, last_day: date
) -> None:
    assert partial.last_day == last_day


@pytest.mark.parametrize(
    ("partial", "treated_on", "taken"),
    [
        (DAY, date(2026, 2, 20), date(2026, 2, 14)),
        (DAY, date(2026, 2, 14), date(2026, 2, 14)),
        (MONTH, date(2026, 2, 20), date(2026, 2, 20)),
        (MONTH, date(2026, 3, 1), date(2026, 2, 1)),
        (MONTH, date(2026, 1, 20), date(2026, 2, 1)),
        (YEAR, date(2026, 12, 31), date(2026, 12, 31)),
        (YEAR, date(2027, 1, 1), date(2026, 1, 1)),
    ],
)
def test_the_earliest_date_not_before_treatment_is_taken(
    partial: PartialDate, treated_on: date, taken: date
) -> None:
    assert partial.earliest_not_before(treated_on) == taken


@given(
    first=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    precision=st.sampled_from(DatePrecision),
    day=st.dates(date(2000, 1, 1), date(2060, 1, 1)),
)
def test_what_is_taken_is_always_possible(first: date, precision: DatePrecision, day: date) -> None:
    partial = PartialDate(first, precision)
    assert partial.first_day <= partial.earliest_not_before(day) <= partial.last_day
