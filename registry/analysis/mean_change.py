"""Mean score and mean change of a score, with t intervals."""

import math

import numpy as np
import numpy.typing as npt

from registry.analysis.estimates import Interval, MeanChange, NotEstimable
from registry.analysis.intervals import interval_around
from registry.analysis.results import VisitMean

_MINIMUM = 2


def mean_change(
    baseline: npt.ArrayLike, follow_up: npt.ArrayLike, *, confidence_level: float
) -> MeanChange | NotEstimable:
    """Estimate the mean of baseline − follow-up among patients who have both scores.

    Parameters
    ----------
    baseline, follow_up
        Scores 0-100 (0 best), one per patient in the same order; NaN is missing.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    MeanChange or NotEstimable
        Positive is improvement; ``NotEstimable`` below two pairs.

    Notes
    -----
    Estimand: the mean change of patients who answered both times, whatever was done in between.
    The interval is Student's t on n − 1 degrees of freedom. Nothing is imputed.

    References
    ----------
    Student (1908). The probable error of a mean. Biometrika 6:1-25.

    Examples
    --------
    >>> course = mean_change([70, 60, 80, 75], [40, 50, 30, 60], confidence_level=0.95)
    >>> course.n, course.change_mean, round(course.interval.lower, 2)
    (4, 26.25, -2.34)
    """
    before, after = np.asarray(baseline, dtype=float), np.asarray(follow_up, dtype=float)
    paired = ~(np.isnan(before) | np.isnan(after))
    before, after = before[paired], after[paired]
    if before.size < _MINIMUM:
        reason = "a change needs patients with both scores"
        return NotEstimable(reason=reason, n=before.size, minimum=_MINIMUM)
    change = before - after
    return MeanChange(
        n=change.size,
        baseline_mean=float(before.mean()),
        baseline_standard_deviation=float(before.std(ddof=1)),
        follow_up_mean=float(after.mean()),
        follow_up_standard_deviation=float(after.std(ddof=1)),
        change_mean=float(change.mean()),
        change_standard_deviation=float(change.std(ddof=1)),
        standard_error=_standard_error(change),
        interval=_t_interval(change, confidence_level),
    )


def visit_mean(values: npt.ArrayLike, *, months: int, confidence_level: float) -> VisitMean | None:
    """Estimate the mean score at one time point of the trajectory.

    Parameters
    ----------
    values
        Scores 0-100 at that time point, one per patient who answered.
    months
        The time point in months after treatment; 0 is baseline.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    VisitMean or None
        None where nobody answered; the interval needs two answers.

    Notes
    -----
    Estimand: the mean score of all who answered then, with or without a score at another time
    point. Two points of a trajectory may rest on different patients: their difference is not
    the mean change.

    Examples
    --------
    >>> point = visit_mean([40.0, 50.0], months=12, confidence_level=0.95)
    >>> point.n, point.mean, str(visit_mean([], months=24, confidence_level=0.95))
    (2, 45.0, 'None')
    """
    known = np.asarray(values, dtype=float)
    if known.size == 0:
        return None
    interval: Interval | NotEstimable = (
        _t_interval(known, confidence_level)
        if known.size >= _MINIMUM
        else NotEstimable(reason="one score has no spread", n=known.size, minimum=_MINIMUM)
    )
    return VisitMean(months=months, n=known.size, mean=float(known.mean()), interval=interval)


def _standard_error(values: npt.NDArray[np.float64]) -> float:
    """Return the standard error of the mean."""
    return float(values.std(ddof=1)) / math.sqrt(values.size)


def _t_interval(values: npt.NDArray[np.float64], confidence_level: float) -> Interval:
    """Return Student's t interval of the mean."""
    mean, error = float(values.mean()), _standard_error(values)
    return interval_around(mean, error, values.size - 1, level=confidence_level, method="t")
