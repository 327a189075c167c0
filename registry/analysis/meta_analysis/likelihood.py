"""The variance between studies at the maximum of the (restricted) likelihood."""

import math

import numpy as np
from scipy.optimize import brentq

from registry.analysis.meta_analysis.results import Floats
from registry.analysis.meta_analysis.weighting import (
    residual_information,
    weighted_mean,
    weighted_squares,
)

_GRID = 200
_SMALLEST = -10
"""The grid starts at the upper bound × 10^this."""


def maximise_likelihood(estimates: Floats, variances: Floats, *, restricted: bool) -> float:
    """Estimate τ² by (restricted) maximum likelihood under normal effects.

    Parameters
    ----------
    estimates, variances
        Of at least two studies that are not all equal.
    restricted
        Whether the likelihood is that of the differences between studies (REML).

    Returns
    -------
    float
        The τ² of the highest likelihood; 0 where it is highest at the border.

    Notes
    -----
    Estimand: the variance of the true effects. The score is negative above the root t of
    t² (k − 1) = S (v + t), S being the squares about the mean and v the largest variance, so
    that each maximum lies below it. The roots between are bracketed on a grid, refined, and
    compared by their likelihood: no start value decides between two maxima.

    References
    ----------
    Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the
    random-effects model. J Educ Behav Stat 30:261-293.

    Examples
    --------
    >>> found = maximise_likelihood(np.array([0.0, 4.0]), np.array([1.0, 1.0]), restricted=True)
    >>> round(found, 10)
    7.0
    """

    def score(tau_squared: float) -> float:
        return _score(tau_squared, estimates, variances, restricted=restricted)

    def log_likelihood(tau_squared: float) -> float:
        return _log_likelihood(tau_squared, estimates, variances, restricted=restricted)

    upper = _upper_bound(estimates, variances)
    grid = [0.0, *(upper * np.logspace(_SMALLEST, 0, _GRID)).tolist()]
    signs = [score(each) > 0 for each in grid]
    maxima = [0.0]
    for place in range(len(grid) - 1):
        if signs[place] and not signs[place + 1]:
            low, high = grid[place], grid[place + 1]
            maxima.append(float(brentq(score, low, high, xtol=1e-14 * high)))
    return max(maxima, key=log_likelihood)


def _upper_bound(estimates: Floats, variances: Floats) -> float:
    """Return a τ² above which the score is negative."""
    squares = weighted_squares(estimates, np.ones_like(estimates))
    freedom = estimates.size - 1
    root = math.sqrt(squares**2 + 4 * freedom * squares * float(variances.max()))
    return (squares + root) / (2 * freedom)


def _score(tau_squared: float, estimates: Floats, variances: Floats, *, restricted: bool) -> float:
    """Return twice the derivative of the log-likelihood."""
    weights = 1 / (variances + tau_squared)
    squares = float(weights**2 @ (estimates - weighted_mean(estimates, weights)) ** 2)
    return squares - (residual_information(weights) if restricted else float(weights.sum()))


def _log_likelihood(
    tau_squared: float, estimates: Floats, variances: Floats, *, restricted: bool
) -> float:
    """Return twice the log-likelihood, without its constant."""
    weights = 1 / (variances + tau_squared)
    penalty = math.log(weights.sum()) if restricted else 0.0
    return float(np.log(weights).sum()) - penalty - weighted_squares(estimates, weights)
