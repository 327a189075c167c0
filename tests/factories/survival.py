"""Reoperations of 300 synthetic patients."""

from math import sqrt

from registry.analysis.estimates import (
    CumulativeIncidence,
    IncidenceDifference,
    KaplanMeier,
    NotEstimable,
    Rate,
    RestrictedMean,
    RiskTableColumn,
    ShareReoperated,
    SurvivalStep,
)
from registry.analysis.results import Reoperation
from registry.analysis.time_units import DAYS_PER_MONTH
from registry.domain.codes import EventDefinition
from tests.factories.estimates import NOBODY, interval, proportion

LATE_MONTHS = 60


def kaplan_meier(*, events: int = 24) -> KaplanMeier:
    """Return an estimate with ``events`` operations, about evenly spread over 40 months."""
    survival, steps = 1.0, [SurvivalStep(days=0, survival=1.0, lower=1.0, upper=1.0)]
    for event in range(1, events + 1):
        days = round(event * 40 * DAYS_PER_MONTH / events)
        at_risk = 300 - round(290 * days / 1470)
        survival *= 1 - 1 / at_risk
        spread = 0.03 * sqrt(event / events)
        upper = min(1.0, survival + 0.7 * spread)
        steps.append(
            SurvivalStep(days=days, survival=survival, lower=survival - spread, upper=upper)
        )
    return KaplanMeier(
        n=300,
        events=events,
        person_years=498.6,
        steps=tuple(steps),
        risk_table=tuple(_risk_column(months, events) for months in range(0, 61, 12)),
        shares=tuple(_share(months, steps) for months in (12, 24, 36, 60)),
        median_days=None,
        stopped_at_days=1461,
        minimum_at_risk=10,
    )


def _risk_column(months: int, events: int) -> RiskTableColumn:
    at_risk = max(0, 300 - 6 * months)
    happened = round(events * min(months, 40) / 40)
    return RiskTableColumn(
        months=months, at_risk=at_risk, events=happened, censored=300 - at_risk - happened
    )


def _share(months: int, steps: list[SurvivalStep]) -> ShareReoperated:
    at_risk = max(0, 300 - 6 * months)
    if at_risk < 10:
        few = NotEstimable(reason="too few at risk", n=at_risk, minimum=10)
        return ShareReoperated(months=months, at_risk=at_risk, share=few, interval=few)
    last = [step for step in steps if step.days <= months * DAYS_PER_MONTH][-1]
    return ShareReoperated(
        months=months,
        at_risk=at_risk,
        share=1 - last.survival,
        interval=interval(1 - last.upper, 1 - last.lower, "log-log"),
    )


def reoperation(*, events: int = 24) -> Reoperation:
    """Return reoperations of 300 patients."""
    return Reoperation(
        event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
        crude=proportion(events, 300, "Clopper–Pearson"),
        rate=Rate(
            events=events,
            person_years=498.6,
            per_100_person_years=events / 4.986,
            interval=interval(3.08, 7.16, "exact Poisson"),
        ),
        kaplan_meier=kaplan_meier(events=events),
        cumulative_incidence=CumulativeIncidence(
            n=300,
            events=events,
            deaths=1,
            shares=tuple(
                ShareReoperated(
                    months=months,
                    at_risk=at_risk,
                    share=0.04 + months / 1000,
                    interval=interval(0.02 + months / 1000, 0.09 + months / 1000, "log-log"),
                )
                for months, at_risk in ((12, 228), (24, 156), (36, 84))
            ),
        ),
        time_free=RestrictedMean(
            horizon_days=730,
            days=701.5,
            standard_error=6.25,
            interval=interval(689.25, 713.75, "normal"),
        ),
    )


def product_differences() -> tuple[IncidenceDifference, ...]:
    """Return the difference of bone-marrow concentrate from expanded cells, not yet known late."""
    few = NotEstimable(reason="too few patients of a group were followed", n=4, minimum=10)
    return tuple(
        IncidenceDifference(
            group="bone_marrow_concentrate",
            reference="expanded_msc",
            months=months,
            difference=0.021 if months < LATE_MONTHS else few,
            interval=interval(-0.05, 0.092, "normal") if months < LATE_MONTHS else few,
        )
        for months in (12, 24, 36, 60)
    )


def nobody_reoperated() -> Reoperation:
    """Return what is said of operations where nobody was treated."""
    return Reoperation(
        event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
        crude=NOBODY,
        rate=NOBODY,
        kaplan_meier=NOBODY,
        cumulative_incidence=NOBODY,
        time_free=NOBODY,
    )
