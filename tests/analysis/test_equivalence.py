"""Two one-sided tests of a difference against a margin."""

from statistics import NormalDist
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.equivalence import equivalence


@pytest.mark.parametrize("place", range(4))
def test_p_values_and_intervals_against_R_pnorm(estimates: dict[str, Any], place: int) -> None:
    expected = estimates["equivalence"]
    found = equivalence(
        expected["difference"][place],
        expected["standard_error"][place],
        margin=expected["margin"][place],
        confidence_level=0.95,
    )
    assert found.p_value == pytest.approx(expected["p_value"][place], rel=1e-8)
    ends = (found.interval.lower, found.interval.upper)
    assert ends == pytest.approx((expected["lower"][place], expected["upper"][place]), rel=1e-8)
    assert found.shown is (expected["p_value"][place] <= 0.05)


@given(
    difference=st.floats(-60, 60),
    error=st.floats(0.01, 40),
    margin=st.floats(0.5, 40),
)
def test_it_is_shown_exactly_where_the_interval_lies_within_the_margin(
    difference: float, error: float, margin: float
) -> None:
    found = equivalence(difference, error, margin=margin, confidence_level=0.95)
    within = -margin <= found.interval.lower and found.interval.upper <= margin
    near = min(margin - found.interval.upper, found.interval.lower + margin)
    assert found.shown is within or abs(near) < 1e-9
    other = equivalence(-difference, error, margin=margin, confidence_level=0.95)
    assert other.p_value == found.p_value
    larger = max(
        NormalDist().cdf((difference - margin) / error),
        1 - NormalDist().cdf((difference + margin) / error),
    )
    assert found.p_value == pytest.approx(larger, abs=1e-9)


@pytest.mark.parametrize(("difference", "shown"), [(14.0, True), (15.0, False), (-20.0, False)])
def test_a_difference_without_spread_is_within_or_not(difference: float, shown: object) -> None:
    found = equivalence(difference, 0.0, margin=15.0, confidence_level=0.95)
    assert found.shown is shown
