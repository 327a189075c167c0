"""Share with the event by a time, where death takes patients out of reach of it."""

import numpy as np
import pandas as pd
from scipy.special import ndtri

from registry.analysis.day_counts import SHARE_MONTHS, DayCounts, count_by_day
from registry.analysis.estimates import (
    CumulativeIncidence,
    Interval,
    NotEstimable,
    ShareReoperated,
)
from registry.analysis.time_units import days_after


def cumulative_incidence(
    time_to_event: pd.DataFrame, *, minimum_at_risk: int, confidence_level: float
) -> CumulativeIncidence | NotEstimable:
    """Estimate the share with the event by each time, death competing (Aalen–Johansen).

    Parameters
    ----------
    time_to_event
        A frame that meets ``TIME_TO_EVENT``; ``died_first`` marks a death at ``duration_days``
        before any event.
    minimum_at_risk
        Where fewer patients are at risk at a time, its share is not estimable; at least 1.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    CumulativeIncidence or NotEstimable
        ``NotEstimable`` for nobody. A share without an event by then has no interval.

    Raises
    ------
    FrameError
        A duration is negative.

    Notes
    -----
    Estimand: the probability of the event by a time, in a world in which patients die. Exact under
    ties: the estimate is the product-limit sum over distinct days. The variance is the
    infinitesimal jackknife, as R's survfit gives it for multi-state data; the interval is the
    log-log one of the share free of the event, that of Kaplan–Meier where nobody dies: it covers
    better than R's, which is that of the share itself (docs/statistics/coverage.md). Censoring is
    taken to be independent of both event and death. The cost is that of the distinct days, not of
    the patients.

    References
    ----------
    Aalen OO, Johansen S (1978). An empirical transition matrix for non-homogeneous Markov chains
    based on censored observations. Scand J Stat 5:141-150.
    """
    if time_to_event.empty:
        return NotEstimable(reason="nobody was treated", n=0, minimum=1)
    counts = count_by_day(time_to_event)
    return CumulativeIncidence(
        n=len(time_to_event),
        events=int(counts.events.sum()),
        deaths=int(counts.deaths.sum()),
        shares=tuple(
            _share(counts, months, minimum_at_risk, confidence_level) for months in SHARE_MONTHS
        ),
    )


def incidence_at(counts: DayCounts, days: int) -> tuple[float, float]:
    """Return the share by a day, and the root of its infinitesimal jackknife variance."""
    upto = counts.days <= days
    at_risk = counts.at_risk[upto]
    events, deaths = counts.events[upto], counts.deaths[upto]
    if not events.any():
        return 0.0, 0.0
    hazard_event, hazard = events / at_risk, (events + deaths) / at_risk
    survival = np.cumprod(1 - hazard)
    before = np.concatenate([[1.0], survival[:-1]])
    incidence = np.cumsum(before * hazard_event)
    share = float(incidence[-1])
    rest = share - incidence
    left = np.where(hazard < 1, rest / np.where(hazard < 1, 1 - hazard, 1), 0.0)
    drift = np.cumsum((before * hazard_event - left * hazard) / at_risk)
    of_event = (before - left) / at_risk - drift
    of_death = -left / at_risk - drift
    alive = counts.censored[upto] - deaths
    later = at_risk[-1] - (events + deaths + alive)[-1]
    variance = (
        np.sum(events * of_event**2)
        + np.sum(deaths * of_death**2)
        + np.sum(alive * drift**2)
        + later * drift[-1] ** 2
    )
    return share, float(np.sqrt(variance))


def _share(
    counts: DayCounts, months: int, minimum_at_risk: int, confidence_level: float
) -> ShareReoperated:
    day = days_after(months)
    at_risk = counts.at_risk_on(day)
    if at_risk < minimum_at_risk:
        too_few = NotEstimable(
            reason=f"too few patients were followed for {months} months",
            n=at_risk,
            minimum=minimum_at_risk,
        )
        return ShareReoperated(months=months, at_risk=at_risk, share=too_few, interval=too_few)
    share, error = incidence_at(counts, day)
    return ShareReoperated(
        months=months,
        at_risk=at_risk,
        share=share,
        interval=log_log_interval(share, error, confidence_level=confidence_level),
    )


def log_log_interval(
    share: float, standard_error: float, *, confidence_level: float
) -> Interval | NotEstimable:
    """Return the interval that is symmetric in log(−log(1 − share)); 0 < share < 1.

    Examples
    --------
    >>> interval = log_log_interval(0.1, 0.03, confidence_level=0.95)
    >>> round(interval.lower, 4), round(interval.upper, 4)
    (0.0551, 0.1779)
    """
    if not 0 < share < 1:
        reason = "the log-log interval needs some with the event and some without"
        return NotEstimable(reason=reason, n=0, minimum=1)
    free = 1 - share
    spread = ndtri((1 + confidence_level) / 2) * standard_error / abs(free * np.log(free))
    ends = free ** np.exp([-spread, spread])
    return Interval(
        lower=float(1 - ends[0]), upper=float(1 - ends[1]), level=confidence_level, method="log-log"
    )
