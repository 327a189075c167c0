"""Rubin's rules: one estimate and its interval from several completed data sets."""

import math

import numpy as np
import numpy.typing as npt

from registry.analysis.estimates import NotEstimable
from registry.analysis.imputation_results import PooledEstimate
from registry.analysis.intervals import interval_around

_MINIMUM = 2


def pool(
    estimates: npt.ArrayLike,
    variances: npt.ArrayLike,
    *,
    complete_degrees_of_freedom: float = math.inf,
    confidence_level: float,
) -> PooledEstimate | NotEstimable:
    """Pool one estimate over imputations.

    Parameters
    ----------
    estimates, variances
        The estimate and its squared standard error in each completed data set, any unit.
    complete_degrees_of_freedom
        Those of the analysis were nothing missing, such as n − 1; infinite by default.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    PooledEstimate or NotEstimable
        ``NotEstimable`` below two imputations, or where the imputations differ although none of
        them has a variance of its own.

    Notes
    -----
    Estimand: that of the analysis which was repeated. The interval is Student's t with the
    degrees of freedom of Barnard and Rubin. Where all imputations agree, nothing was missing
    that mattered: the degrees of freedom are then those of the complete analysis (the formula
    would take (df + 1) / (df + 3) of them) and no information is missing, so that the interval
    is the complete one.

    References
    ----------
    Rubin DB (1987). Multiple Imputation for Nonresponse in Surveys. Wiley, section 3.3.
    Barnard J, Rubin DB (1999). Small-sample degrees of freedom with multiple imputation.
    Biometrika 86:948-955.
    van Buuren S (2018). Flexible Imputation of Missing Data, 2nd ed. CRC Press, section 2.4.

    Examples
    --------
    >>> change = pool([20, 22, 24], [4, 5, 6], confidence_level=0.95)
    >>> change.estimate, change.between, round(change.total_variance, 3)
    (22.0, 4.0, 10.333)
    >>> round(change.degrees_of_freedom, 3), round(change.missing_share, 3)
    (7.508, 0.516)
    """
    values, squares = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
    if values.size < _MINIMUM:
        reason = "the spread between imputations needs two of them"
        return NotEstimable(reason=reason, n=values.size, minimum=_MINIMUM)
    differ = bool(np.any(values != values[0]))
    if differ and not squares.any():
        return NotEstimable(reason="no imputation has a variance", n=0, minimum=1)
    return combine(
        values,
        squares,
        complete_degrees_of_freedom=complete_degrees_of_freedom,
        confidence_level=confidence_level,
    )


def combine(
    estimates: npt.NDArray[np.float64],
    variances: npt.NDArray[np.float64],
    *,
    complete_degrees_of_freedom: float,
    confidence_level: float,
) -> PooledEstimate:
    """Pool what `pool` has found fit for it; see there."""
    count = estimates.size
    differ = bool(np.any(estimates != estimates[0]))
    estimate = float(estimates.mean() if differ else estimates[0])
    within = float(variances.mean() if np.any(variances != variances[0]) else variances[0])
    between = float(estimates.var(ddof=1)) if differ else 0.0
    added = (1 + 1 / count) * between
    total = within + added
    increase, share = (added / within, added / total) if differ else (0.0, 0.0)
    freedom, information = complete_degrees_of_freedom, 0.0
    if differ:
        freedom = _barnard_rubin(share, count, complete_degrees_of_freedom)
        information = (increase + 2 / (freedom + 3)) / (increase + 1)
    error = math.sqrt(total)
    return PooledEstimate(
        imputations=count,
        estimate=estimate,
        within=within,
        between=between,
        total_variance=total,
        standard_error=error,
        degrees_of_freedom=freedom,
        relative_increase=increase,
        missing_share=share,
        missing_information=information,
        interval=interval_around(
            estimate, error, freedom, level=confidence_level, method="t, Barnard–Rubin"
        ),
    )


def _barnard_rubin(share: float, count: int, complete: float) -> float:
    """Return the degrees of freedom where a share λ of the variance is due to missing scores."""
    by_old = share**2 / (count - 1)
    if math.isinf(complete):
        return math.inf if by_old == 0 else 1 / by_old
    observed = (complete + 1) / (complete + 3) * complete * (1 - share)
    return 1 / (by_old + 1 / observed)
