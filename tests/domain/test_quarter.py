from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from registry.domain.quarter import Quarter, not_locked, quarter_is_over
from registry.domain.rules import require
from tests.refusals import refused


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_each_day_lies_in_exactly_one_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert Quarter.of(quarter.last_day + timedelta(days=1)) == quarter.following
    assert quarter < quarter.following


def test_a_quarter_is_locked_only_when_it_is_over() -> None:
    quarter = Quarter(2026, 1)
    assert not list(quarter_is_over(quarter, today=date(2026, 4, 1)))
    with refused("amendment_reason", "Q1 2026 ends on 31 March 2026. Lock it when it is over."):
        require(quarter_is_over(quarter, today=date(2026, 3, 31)))


def test_a_date_in_a_locked_quarter_is_refused_with_the_way_on() -> None:
    locked = frozenset({Quarter(2026, 1)})
    sentence = (
        "10 March 2026 lies in Q1 2026, which is locked for site BER. A physician or an "
        "administrator can unlock it, with a reason."
    )
    with refused("visited_on", sentence):
        require(not_locked("visited_on", date(2026, 3, 10), locked=locked, site_code="BER"))
    assert not list(not_locked("visited_on", date(2026, 4, 1), locked=locked, site_code="BER"))
