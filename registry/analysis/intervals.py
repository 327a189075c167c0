"""Intervals and p values of an estimate with its standard error, normal or of t."""

from scipy.special import ndtr, ndtri, stdtr, stdtrit

from registry.analysis.estimates import Interval


def interval_around(
    estimate: float, error: float, degrees_of_freedom: float | None, *, level: float, method: str
) -> Interval:
    """Put an interval around an estimate: normal, or of t where there are degrees of freedom.

    Examples
    --------
    >>> found = interval_around(0.0, 1.0, None, level=0.95, method="normal")
    >>> round(found.upper, 4)
    1.96
    """
    tail = (1 + level) / 2
    quantile = ndtri(tail) if degrees_of_freedom is None else stdtrit(degrees_of_freedom, tail)
    half_width = float(quantile) * error
    return Interval(
        lower=estimate - half_width, upper=estimate + half_width, level=level, method=str(method)
    )


def two_sided_p_value(statistic: float, degrees_of_freedom: float | None) -> float:
    """Return the probability of a statistic as far from 0, normal or of t.

    Examples
    --------
    >>> two_sided_p_value(0.0, 5)
    1.0
    """
    below = -abs(statistic)
    return 2 * float(
        ndtr(below) if degrees_of_freedom is None else stdtr(degrees_of_freedom, below)
    )
