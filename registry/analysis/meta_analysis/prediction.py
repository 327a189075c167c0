"""Where the true effect of a new study is expected."""

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.intervals import interval_around
from registry.analysis.meta_analysis.results import PredictionIntervals

_MINIMUM_FOR_T_ON_K_MINUS_2 = 3


def prediction_intervals(
    estimate: float, error: float, *, studies: int, degrees_of_freedom: int | None, level: float
) -> PredictionIntervals:
    """Put both prediction intervals around a random-effects estimate.

    Parameters
    ----------
    estimate, error
        The pooled effect, and √(τ² + SE²).
    studies
        How many were pooled, k.
    degrees_of_freedom
        Of the interval of the estimate: k − 1, or None where it is normal.
    level
        Such as 0.95; two-sided.

    Returns
    -------
    PredictionIntervals
        The one on t with k − 2 is not estimable below three studies.

    Notes
    -----
    Estimand: the true effect in a new study of the same kind. See `random_effects`.
    """
    higgins: Interval | NotEstimable
    if studies < _MINIMUM_FOR_T_ON_K_MINUS_2:
        reason = "t on k − 2 degrees of freedom needs three studies"
        higgins = NotEstimable(reason=reason, n=studies, minimum=_MINIMUM_FOR_T_ON_K_MINUS_2)
    else:
        higgins = interval_around(estimate, error, studies - 2, level=level, method="t on k − 2")
    method = "normal" if degrees_of_freedom is None else "t on k − 1"
    return PredictionIntervals(
        as_interval=interval_around(
            estimate, error, degrees_of_freedom, level=level, method=method
        ),
        higgins_thompson_spiegelhalter=higgins,
    )
