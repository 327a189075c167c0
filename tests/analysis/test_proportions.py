"""Shares with their intervals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.estimates import NotEstimable, Proportion
from registry.analysis.proportions import clopper_pearson, wilson


def test_wilson_against_R_prop_test(estimates: dict[str, Any]) -> None:
    for row in estimates["wilson"]:
        share = wilson(row["count"], row["denominator"], confidence_level=0.95)
        assert isinstance(share, Proportion)
        bounds = [share.interval.lower, share.interval.upper]
        assert bounds == pytest.approx([row["lower"], row["upper"]], rel=1e-8, abs=1e-15)


def test_clopper_pearson_against_R_binom_test(estimates: dict[str, Any]) -> None:
    for row in estimates["clopper_pearson"]:
        share = clopper_pearson(row["count"], row["denominator"], confidence_level=0.95)
        assert isinstance(share, Proportion)
        bounds = [share.interval.lower, share.interval.upper]
        assert bounds == pytest.approx([row["lower"], row["upper"]], rel=1e-8)


@given(counts=st.tuples(st.integers(0, 300), st.integers(0, 300)))
def test_the_exact_interval_holds_the_estimate_and_both_stay_between_0_and_1(
    counts: tuple[int, int],
) -> None:
    count, without = counts
    for estimator in (wilson, clopper_pearson):
        share = estimator(count, count + without, confidence_level=0.95)
        if count + without == 0:
            assert isinstance(share, NotEstimable)
        else:
            assert isinstance(share, Proportion)
            assert 0 <= share.interval.lower <= share.value <= share.interval.upper <= 1
