"""How far studies differ beyond what sampling explains."""

import math

from scipy.special import chdtrc

from registry.analysis.estimates import NotEstimable
from registry.analysis.meta_analysis.results import Heterogeneity, StudyEffects, TauMethod
from registry.analysis.meta_analysis.tau_squared import estimate_tau_squared
from registry.analysis.meta_analysis.weighting import residual_information, weighted_squares

_MINIMUM_STUDIES = 2


def heterogeneity(effects: StudyEffects, *, method: TauMethod) -> Heterogeneity | NotEstimable:
    """Estimate the heterogeneity of the studies.

    Parameters
    ----------
    effects
        The studies, on one scale.
    method
        Of the variance between studies.

    Returns
    -------
    Heterogeneity or NotEstimable
        ``NotEstimable`` below two studies.

    Notes
    -----
    Estimand: the variance τ² of the true effects. Q is Cochran's, with inverse-variance weights,
    chi-square on k − 1 where τ² is 0. I² = τ² ÷ (τ² + v) and H² = (τ² + v) ÷ v with the typical
    variance v of Higgins and Thompson, as metafor has them: they depend on the method, and equal
    1 − (k − 1) ÷ Q and Q ÷ (k − 1) only with DerSimonian–Laird. No interval is made; no study is
    without a variance.

    References
    ----------
    Higgins JPT, Thompson SG (2002). Quantifying heterogeneity in a meta-analysis. Stat Med
    21:1539-1558.

    Examples
    --------
    >>> from registry.analysis.meta_analysis.results import Study
    >>> low = Study(label="A", estimate=0, variance=1)
    >>> high = Study(label="B", estimate=4, variance=1)
    >>> both = StudyEffects(studies=(low, high))
    >>> found = heterogeneity(both, method=TauMethod.DERSIMONIAN_LAIRD)
    >>> found.q, found.tau_squared, found.i_squared_percent
    (8.0, 7.0, 87.5)
    """
    estimates, variances = effects.estimates, effects.variances
    if estimates.size < _MINIMUM_STUDIES:
        reason = "the spread between studies needs two of them"
        return NotEstimable(reason=reason, n=estimates.size, minimum=_MINIMUM_STUDIES)
    weights = 1 / variances
    freedom = estimates.size - 1
    q = weighted_squares(estimates, weights)
    tau_squared = estimate_tau_squared(estimates, variances, method=method)
    typical = freedom / residual_information(weights)
    return Heterogeneity(
        q=q,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, q)),
        i_squared_percent=100 * tau_squared / (tau_squared + typical),
        h_squared=(tau_squared + typical) / typical,
        tau_squared=tau_squared,
        tau=math.sqrt(tau_squared),
        method=method,
    )
