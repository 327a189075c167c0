"""Location and spread."""

from typing import Any

import pytest

from registry.analysis.distributions import describe
from registry.analysis.estimates import Distribution, NotEstimable


def test_quartiles_and_spread_against_R_quantile_type_7(estimates: dict[str, Any]) -> None:
    expected = estimates["distribution"]
    described = describe(expected["values"])
    assert isinstance(described, Distribution)
    assert described.mean == pytest.approx(expected["mean"], rel=1e-12)
    assert described.standard_deviation == pytest.approx(expected["sd"], rel=1e-12)
    quartiles = [described.quartile_1, described.median, described.quartile_3]
    assert quartiles == pytest.approx(expected["quartiles"], rel=1e-12)


def test_missing_values_are_counted_and_left_out() -> None:
    described = describe([1.0, float("nan"), 3.0])
    assert isinstance(described, Distribution)
    assert (described.n, described.missing, described.mean) == (2, 1, 2.0)


def test_one_value_has_no_spread() -> None:
    described = describe([5.0])
    assert isinstance(described, Distribution)
    assert isinstance(described.standard_deviation, NotEstimable)
    assert described.median == 5.0


def test_nothing_known_cannot_be_described() -> None:
    assert describe([float("nan")]) == NotEstimable(reason="no value is known", n=0, minimum=1)
