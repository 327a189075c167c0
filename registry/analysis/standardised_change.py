"""Mean change in units of a standard deviation, for whoever compares instruments."""

import math

from scipy.special import gammaln

from registry.analysis.estimates import (
    MeanChange,
    NotEstimable,
    StandardisedChange,
    StandardisedValue,
)
from registry.analysis.intervals import interval_around

_MINIMUM_PAIRS = 3


def standardised_change(
    change: MeanChange | NotEstimable, *, confidence_level: float
) -> StandardisedChange | NotEstimable:
    """Standardise a mean change by the spread of the changes, and by that of the baselines.

    Parameters
    ----------
    change
        The change of patients with both scores, as `mean_change` estimates it.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    StandardisedChange or NotEstimable
        Without unit; positive = improvement. ``NotEstimable`` below three pairs, and where all
        changes or all baselines are equal, so that there is no unit.

    Notes
    -----
    Estimand: the standardised response mean is mean change ÷ SD of the changes; Hedges' g is mean
    change ÷ SD at baseline, which does not grow with the correlation of the two scores. Both are
    freed of their bias by the exact J = Γ(m/2) ÷ (√(m/2) Γ((m − 1)/2)), m = n − 1. Variances
    1/n + d²/2n and 2(1 − r)/n + g²/2n, as metafor's ``escalc`` for SMCC and SMCR; normal intervals.
    Missing scores: as in the mean change.

    References
    ----------
    Becker BJ (1988). Synthesizing standardized mean-change measures. Br J Math Stat Psychol
    41:257-278. Gibbons RD, Hedeker DR, Davis JM (1993). J Educ Stat 18:271-279.
    """
    if isinstance(change, NotEstimable) or change.n < _MINIMUM_PAIRS:
        reason = "a standardised change needs patients with both scores"
        return NotEstimable(reason=reason, n=change.n, minimum=_MINIMUM_PAIRS)
    of_changes = change.change_standard_deviation
    before, after = change.baseline_standard_deviation, change.follow_up_standard_deviation
    if of_changes == 0 or before == 0:
        reason = "all changes or all baselines are equal"
        return NotEstimable(reason=reason, n=change.n, minimum=change.n)
    n, freedom = change.n, change.n - 1
    unbiased = math.exp(gammaln(freedom / 2) - gammaln((freedom - 1) / 2)) / math.sqrt(freedom / 2)
    shared = before**2 + after**2 - of_changes**2
    correlation = shared / (2 * before * after) if after else 0.0
    return StandardisedChange(
        n=n,
        response_mean=_value(
            unbiased * change.change_mean / of_changes, 1 / n, n, confidence_level
        ),
        hedges_g=_value(
            unbiased * change.change_mean / before,
            2 * (1 - correlation) / n,
            n,
            confidence_level,
        ),
    )


def _value(estimate: float, sampling: float, n: int, confidence_level: float) -> StandardisedValue:
    error = math.sqrt(sampling + estimate**2 / (2 * n))
    return StandardisedValue(
        value=estimate,
        standard_error=error,
        interval=interval_around(estimate, error, None, level=confidence_level, method="normal"),
    )
