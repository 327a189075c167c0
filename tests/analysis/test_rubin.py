"""Rubin's rules, by hand and against R's mice."""

import json
import math
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.estimates import NotEstimable
from registry.analysis.imputation_results import PooledEstimate
from registry.analysis.rubin import pool

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
POOLED: dict[str, list[dict[str, Any]]] = json.loads(
    (GOLDEN / "imputation.json").read_text("utf-8")
)


def pooled(
    estimates: list[float], variances: list[float], complete: float | None = None
) -> PooledEstimate:
    found = pool(
        estimates,
        variances,
        complete_degrees_of_freedom=math.inf if complete is None else complete,
        confidence_level=0.95,
    )
    assert isinstance(found, PooledEstimate)
    return found


@pytest.mark.parametrize(
    "mice",
    POOLED["scalar"] + POOLED["regression"],
    ids=lambda mice: f"{mice['estimate']:.2f}, {mice['complete_degrees_of_freedom']}",
)
def test_every_part_of_the_rules_against_R_mice(mice: dict[str, Any]) -> None:
    found = pooled(mice["q"], mice["u"], mice["complete_degrees_of_freedom"])
    assert found.imputations == len(mice["q"])
    assert found.estimate == pytest.approx(mice["estimate"], rel=1e-8)
    assert found.within == pytest.approx(mice["within"], rel=1e-8)
    assert found.between == pytest.approx(mice["between"], rel=1e-8)
    assert found.total_variance == pytest.approx(mice["total"], rel=1e-8)
    assert found.degrees_of_freedom == pytest.approx(mice["df"], rel=1e-8)
    assert found.relative_increase == pytest.approx(mice["r"], rel=1e-8)
    assert found.missing_share == pytest.approx(mice["lambda"], rel=1e-8)
    assert found.missing_information == pytest.approx(mice["fmi"], rel=1e-8)


@pytest.mark.parametrize("mice", POOLED["regression"], ids=["intercept", "age", "bmi"])
def test_the_interval_of_a_pooled_regression_against_R_mice(mice: dict[str, Any]) -> None:
    found = pooled(mice["q"], mice["u"], mice["complete_degrees_of_freedom"])
    assert found.standard_error == pytest.approx(mice["standard_error"], rel=1e-8)
    assert found.interval.lower == pytest.approx(mice["lower"], rel=1e-8)
    assert found.interval.upper == pytest.approx(mice["upper"], rel=1e-8)
    assert found.interval.level == 0.95


def test_three_imputations_by_hand() -> None:
    # U = 5, B = (4 + 0 + 4) / 2 = 4, T = 5 + 4/3 × 4 = 31/3, λ = (16/3) / (31/3) = 16/31;
    # old df 2 / λ² = 7.5078125, observed df 30/32 × 29 × 15/31 = 13.1552..., together 4.7798...
    found = pooled([20, 22, 24], [4, 5, 6], 29)
    assert (found.estimate, found.within, found.between) == (22, 5, 4)
    assert found.total_variance == pytest.approx(31 / 3)
    assert found.missing_share == pytest.approx(16 / 31)
    assert found.relative_increase == pytest.approx(16 / 15)
    old, observed = 2 * (31 / 16) ** 2, 30 / 32 * 29 * 15 / 31
    assert found.degrees_of_freedom == pytest.approx(old * observed / (old + observed))


def test_imputations_that_agree_are_the_complete_analysis() -> None:
    found = pooled([0.1, 0.1, 0.1], [0.7, 0.7, 0.7], 29)
    assert (found.estimate, found.between, found.missing_information) == (0.1, 0, 0)
    assert found.total_variance == 0.7
    assert found.degrees_of_freedom == 29


def test_imputations_that_agree_on_a_constant_have_no_width() -> None:
    found = pooled([12, 12], [0, 0], 5)
    assert (found.interval.lower, found.interval.upper) == (12, 12)


def test_a_difference_too_small_to_count_leaves_the_normal_interval() -> None:
    found = pooled([1, 1 + 1e-15], [1e200, 1e200])
    assert found.degrees_of_freedom == math.inf
    assert found.interval.upper == pytest.approx(1.959963984540054e100)


@pytest.mark.parametrize("estimates", [[], [3.0]], ids=["none", "one"])
def test_below_two_imputations_nothing_can_be_pooled(estimates: list[float]) -> None:
    found = pool(estimates, estimates, confidence_level=0.95)
    assert found == NotEstimable(
        reason="the spread between imputations needs two of them", n=len(estimates), minimum=2
    )


def test_imputations_that_differ_without_a_variance_cannot_be_pooled() -> None:
    found = pool([1, 2], [0, 0], confidence_level=0.95)
    assert found == NotEstimable(reason="no imputation has a variance", n=0, minimum=1)


estimate_lists = st.lists(st.floats(-100, 100), min_size=2, max_size=20)


@given(
    estimates=estimate_lists,
    variance=st.floats(0.01, 100),
    complete=st.floats(1, 1e6),
    order=st.randoms(use_true_random=False),
)
def test_order_changes_nothing_and_missing_scores_never_add_information(
    estimates: list[float], variance: float, complete: float, order: Random
) -> None:
    variances = [variance * (1 + place / 10) for place in range(len(estimates))]
    found = pooled(estimates, variances, complete)
    shuffled = list(zip(estimates, variances, strict=True))
    order.shuffle(shuffled)
    again = pooled([one for one, _ in shuffled], [square for _, square in shuffled], complete)
    assert again.interval.lower == pytest.approx(found.interval.lower, rel=1e-6, abs=1e-6)
    assert found.interval.lower <= found.estimate <= found.interval.upper
    assert 0 <= found.missing_share <= 1
    assert found.degrees_of_freedom <= complete
    assert found.total_variance >= found.within
