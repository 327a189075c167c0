"""A share of patients with its interval."""

import math

from scipy.special import betaincinv, ndtri

from registry.analysis.estimates import Interval, NotEstimable, Proportion


def wilson(count: int, denominator: int, *, confidence_level: float) -> Proportion | NotEstimable:
    """Estimate a proportion with the Wilson score interval.

    Parameters
    ----------
    count
        Patients who have the property, 0 to ``denominator``.
    denominator
        Patients who could have it.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    Proportion or NotEstimable
        ``NotEstimable`` where the denominator is 0.

    Notes
    -----
    Estimand: the probability of the property among patients like those counted. The interval
    inverts the score test without continuity correction. Missing patients are the caller's
    to count: they are in neither number.

    References
    ----------
    Wilson EB (1927). Probable inference. J Am Stat Assoc 22:209-212.

    Examples
    --------
    >>> half = wilson(5, 10, confidence_level=0.95)
    >>> round(half.interval.lower, 4), round(half.interval.upper, 4)
    (0.2366, 0.7634)
    """
    if denominator == 0:
        return _nobody()
    share = count / denominator
    z = float(ndtri((1 + confidence_level) / 2))
    shrink = 1 + z**2 / denominator
    centre = (share + z**2 / (2 * denominator)) / shrink
    spread = share * (1 - share) / denominator + z**2 / (4 * denominator**2)
    half_width = z * math.sqrt(spread) / shrink
    interval = Interval(
        lower=max(0.0, centre - half_width) if count > 0 else 0.0,
        upper=min(1.0, centre + half_width) if count < denominator else 1.0,
        level=confidence_level,
        method="Wilson",
    )
    return Proportion(count=count, denominator=denominator, value=share, interval=interval)


def clopper_pearson(
    count: int, denominator: int, *, confidence_level: float
) -> Proportion | NotEstimable:
    """Estimate a proportion with the exact binomial interval.

    Parameters
    ----------
    count
        Patients who have the property, 0 to ``denominator``.
    denominator
        Patients who could have it.
    confidence_level
        Such as 0.95; two-sided, half of the rest in each tail.

    Returns
    -------
    Proportion or NotEstimable
        ``NotEstimable`` where the denominator is 0.

    Notes
    -----
    Estimand as in `wilson`. The interval covers at least its level at every true value, so it
    is wider than Wilson's.

    References
    ----------
    Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits. Biometrika
    26:404-413.

    Examples
    --------
    >>> none = clopper_pearson(0, 10, confidence_level=0.95)
    >>> none.interval.lower, round(none.interval.upper, 4)
    (0.0, 0.3085)
    """
    if denominator == 0:
        return _nobody()
    tail = (1 - confidence_level) / 2
    without = denominator - count
    interval = Interval(
        lower=float(betaincinv(count, without + 1, tail)) if count > 0 else 0.0,
        upper=float(betaincinv(count + 1, without, 1 - tail)) if without > 0 else 1.0,
        level=confidence_level,
        method="Clopper–Pearson",
    )
    return Proportion(
        count=count, denominator=denominator, value=count / denominator, interval=interval
    )


def _nobody() -> NotEstimable:
    """Say that there is nobody to take a share of."""
    return NotEstimable(reason="there is no patient to count", n=0, minimum=1)
