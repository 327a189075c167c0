"""The variance between studies, by the estimators that are in use."""

from typing import assert_never

import numpy as np
from scipy.optimize import brentq

from registry.analysis.meta_analysis.likelihood import maximise_likelihood
from registry.analysis.meta_analysis.results import Floats, TauMethod
from registry.analysis.meta_analysis.weighting import residual_information, weighted_squares


def estimate_tau_squared(estimates: Floats, variances: Floats, *, method: TauMethod) -> float:
    """Estimate the variance of the true effects, never below 0.

    Parameters
    ----------
    estimates, variances
        Of at least two studies.
    method
        Which estimator. Empirical Bayes has no code of its own: its equation is Paule–Mandel's.

    Returns
    -------
    float
        τ², in the squared unit of the effect; 0 where all estimates are equal.

    Notes
    -----
    Estimand: the variance of the true effects. The moment estimators are closed and cut at 0;
    Paule–Mandel is the τ² at which the generalised Q equals k − 1; the likelihoods are in
    `maximise_likelihood`. No interval is made; no study is without a variance.

    References
    ----------
    Veroniki AA et al. (2016). Methods to estimate the between-study variance and its uncertainty
    in meta-analysis. Res Synth Methods 7:55-79.

    Examples
    --------
    >>> estimates, variances = np.array([0.0, 4.0]), np.array([1.0, 1.0])
    >>> estimate_tau_squared(estimates, variances, method=TauMethod.DERSIMONIAN_LAIRD)
    7.0
    """
    if np.ptp(estimates) == 0:
        return 0.0
    match method:
        case TauMethod.DERSIMONIAN_LAIRD:
            found = _dersimonian_laird(estimates, variances)
        case TauMethod.RESTRICTED_MAXIMUM_LIKELIHOOD:
            found = maximise_likelihood(estimates, variances, restricted=True)
        case TauMethod.PAULE_MANDEL:
            found = _paule_mandel(estimates, variances)
        case TauMethod.MAXIMUM_LIKELIHOOD:
            found = maximise_likelihood(estimates, variances, restricted=False)
        case TauMethod.HEDGES:
            found = float(estimates.var(ddof=1) - variances.mean())
        case TauMethod.HUNTER_SCHMIDT:
            found = _hunter_schmidt(estimates, variances)
        case TauMethod.SIDIK_JONKMAN:
            found = _sidik_jonkman(estimates, variances)
        case _:
            assert_never(method)
    return max(0.0, found)


def _dersimonian_laird(estimates: Floats, variances: Floats) -> float:
    weights = 1 / variances
    excess = weighted_squares(estimates, weights) - (estimates.size - 1)
    return excess / residual_information(weights)


def _hunter_schmidt(estimates: Floats, variances: Floats) -> float:
    weights = 1 / variances
    return (weighted_squares(estimates, weights) - estimates.size) / float(weights.sum())


def _sidik_jonkman(estimates: Floats, variances: Floats) -> float:
    """Start at the variance of the estimates, which is above 0, and correct it once."""
    start = float(estimates.var())
    squares = weighted_squares(estimates, 1 / (variances + start))
    return start * squares / (estimates.size - 1)


def _paule_mandel(estimates: Floats, variances: Floats) -> float:
    """Solve Q(τ²) = k − 1; Q falls in τ² and is at most the squares about the mean ÷ τ²."""
    freedom = estimates.size - 1

    def excess(tau_squared: float) -> float:
        return weighted_squares(estimates, 1 / (variances + tau_squared)) - freedom

    if excess(0.0) <= 0:
        return 0.0
    upper = weighted_squares(estimates, np.ones_like(estimates)) / freedom
    return float(brentq(excess, 0.0, upper, xtol=1e-14 * upper))
