"""Events per time under observation."""

from scipy.special import gammaincinv

from registry.analysis.estimates import Interval, NotEstimable, Rate


def poisson_rate(
    events: int, person_years: float, *, confidence_level: float
) -> Rate | NotEstimable:
    """Estimate a rate per 100 patient-years with the exact Poisson interval.

    Parameters
    ----------
    events
        Events, repeated ones of a patient included.
    person_years
        Time under observation of all patients together, in years.
    confidence_level
        Such as 0.95; two-sided, half of the rest in each tail.

    Returns
    -------
    Rate or NotEstimable
        ``NotEstimable`` where nobody was observed for a day.

    Notes
    -----
    Estimand: the mean number of events in 100 patient-years. The interval takes events as
    independent: too narrow where a few patients have most of them. Time ends with observation.

    References
    ----------
    Garwood F (1936). Fiducial limits for the Poisson distribution. Biometrika 28:437-442.

    Examples
    --------
    >>> rate = poisson_rate(3, 60.0, confidence_level=0.95)
    >>> rate.per_100_person_years, round(rate.interval.lower, 3), round(rate.interval.upper, 3)
    (5.0, 1.031, 14.612)
    """
    if person_years <= 0:
        return NotEstimable(reason="no patient-time was observed", n=0, minimum=1)
    tail = (1 - confidence_level) / 2
    per_100 = 100 / person_years
    interval = Interval(
        lower=per_100 * float(gammaincinv(events, tail)) if events > 0 else 0.0,
        upper=per_100 * float(gammaincinv(events + 1, 1 - tail)),
        level=confidence_level,
        method="exact Poisson",
    )
    return Rate(
        events=events,
        person_years=person_years,
        per_100_person_years=per_100 * events,
        interval=interval,
    )
