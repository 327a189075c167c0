"""Adverse events and reoperations."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from registry.analysis.catalogue import (
    ADVERSE_EVENTS,
    CUMULATIVE_INCIDENCE,
    INCIDENCE_DIFFERENCE,
    KAPLAN_MEIER,
    LOG_RANK,
    PROPORTIONS,
    RATES,
    RESTRICTED_MEAN,
)
from registry.analysis.estimates import (
    CumulativeIncidence,
    IncidenceDifference,
    KaplanMeier,
    LogRank,
    NotEstimable,
    RestrictedMean,
)
from registry.analysis.results import Reoperation
from registry.analysis.safety_results import AdverseEventCount, Safety
from registry.interchange.cohort_json.figure import (
    Figure,
    Unit,
    counted,
    estimated,
    not_estimable,
    rate,
    share,
)


def safety_figures(safety: Safety) -> Iterator[Figure]:
    """Yield counts by category, shares of patients and the rate."""
    yield counted("safety.treated", safety.treated)
    yield counted("safety.deaths", safety.deaths, n=safety.treated)
    for row in (safety.total, *safety.categories):
        yield from _event_counts(row, safety.treated)
    yield from share("safety.patients_with_event", safety.patients_with_event, ADVERSE_EVENTS)
    yield from share(
        "safety.patients_with_serious_event", safety.patients_with_serious_event, ADVERSE_EVENTS
    )
    yield from rate("safety.event_rate", safety.event_rate, RATES)


def reoperation_figures(reoperation: Reoperation, *, key: str = "reoperation") -> Iterator[Figure]:
    """Yield the crude share, the rate and the estimate at fixed times."""
    yield from share(f"{key}.crude", reoperation.crude, PROPORTIONS)
    yield from rate(f"{key}.rate", reoperation.rate, RATES)
    curve = reoperation.kaplan_meier
    if isinstance(curve, NotEstimable):
        yield not_estimable(f"{key}.kaplan_meier", curve, "proportion", KAPLAN_MEIER)
    else:
        yield from _curve(f"{key}.kaplan_meier", curve)
    yield from _incidence(f"{key}.cumulative_incidence", reoperation.cumulative_incidence)
    yield from _time_free(f"{key}.time_free", reoperation.time_free)


def product_figures(found: LogRank | NotEstimable) -> Iterator[Figure]:
    """Yield the comparison of reoperation by product type, within sites."""
    key = "reoperation.by_product"
    if isinstance(found, NotEstimable):
        yield not_estimable(f"{key}.p_value", found, "proportion", LOG_RANK)
        return
    for group, observed, expected in zip(found.groups, found.observed, found.expected, strict=True):
        yield counted(f"{key}.{group}.observed", int(observed), "events")
        yield Figure(
            key=f"{key}.{group}.expected", value=expected, unit="events", estimator=LOG_RANK
        )
    yield Figure(
        key=f"{key}.chi_square", value=found.chi_square, unit="statistic", estimator=LOG_RANK
    )
    yield counted(f"{key}.degrees_of_freedom", found.degrees_of_freedom, "degrees")
    yield Figure(key=f"{key}.p_value", value=found.p_value, unit="proportion", estimator=LOG_RANK)


def product_difference_figures(found: Iterable[IncidenceDifference]) -> Iterator[Figure]:
    """Yield the difference of each product type from the one given most."""
    for each in found:
        yield estimated(
            f"reoperation.by_product.{each.group}.difference.month_{each.months}",
            each.difference,
            "proportion",
            estimator=INCIDENCE_DIFFERENCE,
            interval=each.interval,
        )


def _event_counts(row: AdverseEventCount, treated: int) -> Iterator[Figure]:
    key = f"safety.{row.category.value if row.category else 'any'}"
    for each in fields(row):
        if each.name != "category":
            of_patients = each.name.endswith("patients")
            unit: Unit = "patients" if of_patients else "events"
            n = treated if of_patients else None
            yield counted(f"{key}.{each.name}", getattr(row, each.name), unit, n=n)


def _curve(key: str, curve: KaplanMeier) -> Iterator[Figure]:
    yield counted(f"{key}.n", curve.n)
    yield counted(f"{key}.events", curve.events, "events", n=curve.n)
    yield Figure(key=f"{key}.person_time", value=curve.person_years, unit="patient_years")
    yield Figure(
        key=f"{key}.median",
        value=curve.median_days,
        unit="days",
        n=curve.n,
        reason=None if curve.median_days is not None else "not reached",
        estimator=KAPLAN_MEIER,
    )
    yield counted(f"{key}.stopped_at", curve.stopped_at_days, "days")
    for column in curve.risk_table:
        for name in ("at_risk", "events", "censored"):
            unit: Unit = "events" if name == "events" else "patients"
            at = f"{key}.month_{column.months}.{name}"
            yield counted(at, getattr(column, name), unit, n=curve.n)
    for share_at in curve.shares:
        yield estimated(
            f"{key}.month_{share_at.months}.share",
            share_at.share,
            "proportion",
            estimator=KAPLAN_MEIER,
            n=share_at.at_risk,
            interval=share_at.interval,
        )
    for step in curve.steps:
        for name in ("survival", "lower", "upper"):
            yield Figure(
                key=f"{key}.day_{step.days}.{name}",
                value=getattr(step, name),
                unit="proportion",
                estimator=KAPLAN_MEIER,
            )


def _incidence(key: str, found: CumulativeIncidence | NotEstimable) -> Iterator[Figure]:
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, "proportion", CUMULATIVE_INCIDENCE)
        return
    yield counted(f"{key}.n", found.n)
    yield counted(f"{key}.events", found.events, "events", n=found.n)
    yield counted(f"{key}.deaths", found.deaths, n=found.n)
    for at in found.shares:
        yield estimated(
            f"{key}.month_{at.months}.share",
            at.share,
            "proportion",
            estimator=CUMULATIVE_INCIDENCE,
            n=at.at_risk,
            interval=at.interval,
        )


def _time_free(key: str, found: RestrictedMean | NotEstimable) -> Iterator[Figure]:
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, "days", RESTRICTED_MEAN)
        return
    yield counted(f"{key}.horizon", found.horizon_days, "days")
    yield Figure(
        key=f"{key}.standard_error",
        value=found.standard_error,
        unit="days",
        estimator=RESTRICTED_MEAN,
    )
    yield estimated(key, found.days, "days", estimator=RESTRICTED_MEAN, interval=found.interval)
