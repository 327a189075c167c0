"""Single estimates with intervals of about the right width."""

from math import sqrt

from registry.analysis.estimates import (
    Distribution,
    Interval,
    MeanChange,
    NotEstimable,
    Precision,
    Proportion,
)

NOBODY = NotEstimable(reason="nobody was treated", n=0, minimum=1)


def interval(lower: float, upper: float, method: str = "t") -> Interval:
    """Return a 95 % interval."""
    return Interval(lower=lower, upper=upper, level=0.95, method=method)


def around(value: float, standard_error: float, method: str = "t") -> Interval:
    """Return a symmetric 95 % interval."""
    return interval(value - 1.96 * standard_error, value + 1.96 * standard_error, method)


def proportion(count: int, denominator: int, method: str = "Wilson") -> Proportion | NotEstimable:
    """Return a share with an interval of about the right width."""
    if not denominator:
        return NOBODY
    value = count / denominator
    spread = 1.96 * sqrt(value * (1 - value) / denominator)
    bounds = interval(max(0.0, value - spread), min(1.0, value + spread), method)
    return Proportion(count=count, denominator=denominator, value=value, interval=bounds)


def distribution(mean: float, sd: float, n: int = 300, missing: int = 0) -> Distribution:
    """Return a symmetric distribution."""
    return Distribution(
        n=n,
        missing=missing,
        mean=mean,
        standard_deviation=sd,
        median=mean,
        quartile_1=mean - 0.67 * sd,
        quartile_3=mean + 0.67 * sd,
    )


def mean_change(baseline: float, follow_up: float, n: int, sd: float = 22.0) -> MeanChange:
    """Return baseline − follow-up of ``n`` pairs."""
    change = baseline - follow_up
    return MeanChange(
        n=n,
        baseline_mean=baseline,
        baseline_standard_deviation=14.2,
        follow_up_mean=follow_up,
        follow_up_standard_deviation=21.7,
        change_mean=change,
        change_standard_deviation=sd,
        standard_error=sd / sqrt(n),
        interval=around(change, sd / sqrt(n)),
    )


def odi_precision() -> Precision:
    """Return how precisely the change of ODI is known from 190 pairs."""
    return Precision(
        headline="odi_change", n=190, half_width=2.01, more=81, expected_half_width=1.68
    )
