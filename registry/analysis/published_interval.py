"""The interval of a published result: as printed, or derived from what is printed."""

import math
from dataclasses import replace

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.intervals import interval_around
from registry.analysis.proportions import clopper_pearson
from registry.domain.benchmark import PlusMinus, PublishedResult


def published_interval(published: PublishedResult, *, confidence_level: float) -> Interval | None:
    """Return the interval of a published estimate, None where nothing gives one.

    Parameters
    ----------
    published
        Points of 0-100 or a proportion 0-1.
    confidence_level
        Of an interval that is derived, such as 0.95; one that is printed keeps its own.

    Returns
    -------
    Interval or None
        ``method`` begins with "derived" where the authors do not print it.

    Notes
    -----
    Derived, in this order: Clopper–Pearson from events and patients; Student's t from a standard
    deviation and the number of patients; normal from a standard error. What is printed after ±
    without a name gives none.

    References
    ----------
    Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits. Biometrika 26:404-413.

    Examples
    --------
    >>> from registry.domain.benchmark import Outcome, Scale
    >>> surgery = PublishedResult(
    ...     outcome=Outcome.REOPERATION, measure="share operated on", scale=Scale.PROPORTION,
    ...     time_point="12 months", months=12, estimate=2 / 26, events=2, patients=26,
    ... )
    >>> found = published_interval(surgery, confidence_level=0.95)
    >>> round(found.lower, 4), round(found.upper, 4), found.method
    (0.0095, 0.2513, 'derived: Clopper–Pearson')
    """
    printed = printed_interval(published)
    if printed is not None:
        return printed
    if published.events is not None and published.patients is not None:
        exact = clopper_pearson(
            published.events, published.patients, confidence_level=confidence_level
        )
        return None if isinstance(exact, NotEstimable) else _derived(exact.interval)
    if published.plus_minus is None:
        return None
    return _around(published, published.plus_minus, confidence_level)


def printed_interval(published: PublishedResult) -> Interval | None:
    """Return the interval as published, None where only the estimate is printed."""
    if published.lower is None or published.upper is None:
        return None
    return Interval(
        lower=published.lower,
        upper=published.upper,
        level=published.level,
        method="as published",
    )


def _around(published: PublishedResult, spread: float, level: float) -> Interval | None:
    """Put an interval around a mean with its standard error or standard deviation."""
    mean, patients = published.estimate, published.patients or 0
    if published.plus_minus_is is PlusMinus.STANDARD_ERROR:
        return _derived(interval_around(mean, spread, None, level=level, method="normal"))
    if published.plus_minus_is is PlusMinus.STANDARD_DEVIATION and patients > 1:
        error = spread / math.sqrt(patients)
        return _derived(interval_around(mean, error, patients - 1, level=level, method="t"))
    return None


def _derived(interval: Interval) -> Interval:
    return replace(interval, method=f"derived: {interval.method}")
