"""Time from the index treatment to the event, by lifelines."""

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter

from registry.analysis.day_counts import SHARE_MONTHS, DayCounts, count_by_day
from registry.analysis.estimates import (
    Interval,
    KaplanMeier,
    NotEstimable,
    RiskTableColumn,
    ShareReoperated,
    SurvivalStep,
)
from registry.analysis.time_units import DAYS_PER_YEAR, days_after

_RISK_TABLE_EVERY_MONTHS = 6
_HALF = 0.5 + 1e-9  # a survival of one half may be computed as 0.5000000000000001


def kaplan_meier(
    time_to_event: pd.DataFrame, *, minimum_at_risk: int, confidence_level: float
) -> KaplanMeier | NotEstimable:
    """Estimate the survival function of the time to the first event.

    Parameters
    ----------
    time_to_event
        A frame that meets ``TIME_TO_EVENT``: one row per treated patient, days from time zero.
    minimum_at_risk
        Where fewer are at risk nothing is estimated; at least 1.
    confidence_level
        Such as 0.95; two-sided, pointwise.

    Returns
    -------
    KaplanMeier or NotEstimable
        ``NotEstimable`` only where there is nobody. The first step is day 0 with survival 1;
        the last lies on or before ``stopped_at_days``, the last day on which at least
        ``minimum_at_risk`` are at risk. ``median_days`` is None ("not reached") where survival
        is above one half there; on a flat at one half it is the first day, where R gives the
        middle. ``shares`` are 1 − S at 12, 24, 36 and 60 months; the risk
        table counts those at risk just before each time, events and censorings up to and with
        it.

    Raises
    ------
    FrameError
        A duration is negative.

    Notes
    -----
    Estimand: the probability of no event by t, had nobody been censored; censoring is taken as
    independent of the event, and death censors. Interval: log-log of Greenwood's variance, as
    R's ``survfit(conf.type = "log-log")``. It does not exist before the first event, where the
    share says so and the curve has no width, nor at survival 0, where the curve keeps the
    upper bound of the step before. Durations are counted by day before the fit, so its cost
    is in distinct days.

    References
    ----------
    Kaplan EL, Meier P (1958). Nonparametric estimation from incomplete observations. J Am Stat
    Assoc 53:457-481.
    Kalbfleisch JD, Prentice RL (2002). The statistical analysis of failure time data, 2nd ed.

    Examples
    --------
    >>> followed = {"duration_days": [400, 500, 600], "event_observed": [False, True, False]}
    >>> alive = pd.DataFrame(followed).assign(died_first=False)
    >>> km = kaplan_meier(alive, minimum_at_risk=1, confidence_level=0.95)
    >>> [(step.days, step.survival) for step in km.steps], km.median_days
    ([(0, 1.0), (500, 0.5)], 500.0)
    """
    if time_to_event.empty:
        return NotEstimable(reason="nobody was treated", n=0, minimum=1)
    counts = count_by_day(time_to_event)
    steps = _steps(counts, minimum_at_risk=minimum_at_risk, confidence_level=confidence_level)
    return KaplanMeier(
        n=len(time_to_event),
        events=int(counts.events.sum()),
        person_years=float(time_to_event["duration_days"].sum()) / DAYS_PER_YEAR,
        steps=steps,
        risk_table=_risk_table(counts),
        shares=tuple(
            _share(
                months,
                counts.at_risk_on(days_after(months)),
                steps,
                minimum_at_risk,
                confidence_level,
            )
            for months in SHARE_MONTHS
        ),
        median_days=next((float(step.days) for step in steps if step.survival <= _HALF), None),
        stopped_at_days=int(counts.days[counts.at_risk >= minimum_at_risk].max(initial=0)),
        minimum_at_risk=minimum_at_risk,
    )


def _steps(
    counts: DayCounts, *, minimum_at_risk: int, confidence_level: float
) -> tuple[SurvivalStep, ...]:
    """Fit the curve on the counts and keep its steps up to where it stops."""
    weights = np.concatenate([counts.events, counts.censored])
    fitted = KaplanMeierFitter(alpha=1 - confidence_level).fit(
        np.tile(counts.days, 2)[weights > 0],
        np.repeat([True, False], counts.days.size)[weights > 0],
        weights=weights[weights > 0],
    )
    curve = fitted.survival_function_.join(fitted.confidence_interval_)
    curve.columns = pd.Index(["survival", "lower", "upper"])
    extinct = curve["survival"] == 0
    curve["lower"] = curve["lower"].mask(extinct, 0.0)
    curve["upper"] = curve["upper"].mask(extinct).ffill().fillna(1.0)
    drawn = curve.loc[counts.days[(counts.events > 0) & (counts.at_risk >= minimum_at_risk)]]
    return (
        SurvivalStep(days=0, survival=1.0, lower=1.0, upper=1.0),
        *(
            SurvivalStep(
                days=int(day), survival=float(survival), lower=float(lower), upper=float(upper)
            )
            for day, survival, lower, upper in drawn.itertuples()
        ),
    )


def _risk_table(counts: DayCounts) -> tuple[RiskTableColumn, ...]:
    """Count those at risk every six months as long as anybody was followed."""
    columns = []
    months = 0
    while (day := days_after(months)) <= counts.days[-1]:
        until = counts.days <= day
        columns.append(
            RiskTableColumn(
                months=months,
                at_risk=counts.at_risk_on(day),
                events=int(counts.events[until].sum()),
                censored=int(counts.censored[until].sum()),
            )
        )
        months += _RISK_TABLE_EVERY_MONTHS
    return tuple(columns)


def _share(
    months: int,
    at_risk: int,
    steps: tuple[SurvivalStep, ...],
    minimum_at_risk: int,
    confidence_level: float,
) -> ShareReoperated:
    """Read 1 − S off the steps, where enough patients are still at risk."""
    if at_risk < minimum_at_risk:
        too_few = NotEstimable(
            reason=f"too few patients were followed for {months} months",
            n=at_risk,
            minimum=minimum_at_risk,
        )
        return ShareReoperated(months=months, at_risk=at_risk, share=too_few, interval=too_few)
    step = [step for step in steps if step.days <= days_after(months)][-1]
    return ShareReoperated(
        months=months,
        at_risk=at_risk,
        share=1 - step.survival,
        interval=_interval_of_share(step, confidence_level),
    )


def _interval_of_share(step: SurvivalStep, confidence_level: float) -> Interval | NotEstimable:
    """Turn the interval of S into that of 1 − S."""
    if step.survival == 1:
        reason = "the log-log interval needs an event by then"
        return NotEstimable(reason=reason, n=0, minimum=1)
    return Interval(
        lower=1 - step.upper, upper=1 - step.lower, level=confidence_level, method="log-log"
    )
