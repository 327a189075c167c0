"""Intervals of a count that the report does not use, to hold beside those it does."""

from scipy.optimize import brentq
from scipy.special import bdtr, betainc

from registry.analysis.estimates import Interval
from tests.simulation.coverage import LEVEL

_TAIL = (1 - LEVEL) / 2


def mid_p(count: int, denominator: int) -> Interval:
    """Return Clopper–Pearson's interval with half the probability of the count itself.

    References
    ----------
    Lancaster HO (1961). Significance tests in discrete distributions. J Am Stat Assoc 56:223-234.
    """

    def at_most(share: float) -> float:
        """Return P(fewer) + P(as many) ÷ 2; it falls with the share."""
        fewer = float(bdtr(count - 1, denominator, share)) if count else 0.0
        return (fewer + float(bdtr(count, denominator, share))) / 2

    return Interval(
        lower=float(brentq(lambda share: at_most(share) - 1 + _TAIL, 0, 1)) if count else 0.0,
        upper=float(brentq(lambda share: at_most(share) - _TAIL, 0, 1))
        if count < denominator
        else 1.0,
        level=LEVEL,
        method="mid-P",
    )


def of_beta_mixture(first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Return the quantiles of an equal mixture of two beta distributions."""

    def share_below(value: float) -> float:
        return (float(betainc(*first, value)) + float(betainc(*second, value))) / 2

    return (
        float(brentq(lambda value: share_below(value) - _TAIL, 0, 1)),
        float(brentq(lambda value: share_below(value) - 1 + _TAIL, 0, 1)),
    )
