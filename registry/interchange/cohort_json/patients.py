"""Who the cohort is: flow, table 1, completeness."""

from collections.abc import Iterable, Iterator
from dataclasses import fields

from registry.analysis.catalogue import (
    BASELINE,
    FOLLOW_UP,
    LOST_PATIENTS,
    RECRUITMENT,
    SITE_COMPLETENESS,
)
from registry.analysis.patient_results import (
    FollowUp,
    PatientFlow,
    SiteCompleteness,
    StandardisedDifference,
)
from registry.analysis.recruitment_results import Recruitment
from registry.analysis.results import BaselineVariable
from registry.interchange.cohort_json.figure import (
    Figure,
    Unit,
    counted,
    distribution,
    estimated,
    share,
)

_UNITS: dict[str, Unit] = {
    "age_years": "years",
    "body_mass_index": "kg_per_m2",
    "symptom_duration_months": "months",
    "levels_treated": "levels",
    "highest_pfirrmann": "grade",
}
_STAGES_AT_A_VISIT = (
    "due",
    "answered",
    "not_answered",
    "no_longer_asked",
    "not_yet_due",
    "answered_undue",
)


def flow_figures(flow: PatientFlow) -> Iterator[Figure]:
    """Yield how many patients reached each stage."""
    for each in fields(flow):
        if each.name != "visits":
            yield counted(f"flow.{each.name}", getattr(flow, each.name))
    for visit in flow.visits:
        for stage in _STAGES_AT_A_VISIT:
            yield counted(f"flow.{visit.visit}.{stage}", getattr(visit, stage), n=flow.treated)


def baseline_figures(variables: Iterable[BaselineVariable]) -> Iterator[Figure]:
    """Yield table 1: distributions, or counts of each code."""
    for row in variables:
        key = f"baseline.{row.variable}"
        yield counted(f"{key}.n", row.n)
        if row.distribution is not None:
            unit = _UNITS.get(row.variable, "points_0_100")
            yield from distribution(key, row.distribution, unit, BASELINE)
            continue
        yield counted(f"{key}.missing", row.missing)
        for category in row.categories:
            at = f"{key}.{category.code}"
            yield counted(at, category.count, n=row.n)
            if category.count is not None and row.n:
                value = category.count / row.n
                yield estimated(f"{at}.share", value, "proportion", estimator=BASELINE, n=row.n)


def follow_up_figures(visits: Iterable[FollowUp]) -> Iterator[Figure]:
    """Yield completeness at each planned visit."""
    for row in visits:
        key = f"follow_up.{row.visit}"
        yield counted(f"{key}.treated", row.treated)
        yield counted(f"{key}.due", row.due, n=row.treated)
        yield counted(f"{key}.answered", row.answered, n=row.treated)
        yield from share(f"{key}.answered_of_due", row.answered_of_due, FOLLOW_UP)
        yield from share(f"{key}.answered_of_treated", row.answered_of_treated, FOLLOW_UP)


def recruitment_figures(found: Recruitment) -> Iterator[Figure]:
    """Yield patients by month and year of treatment, and the days until they were entered."""
    for month in found.months:
        key = f"recruitment.{month.first_day:%Y-%m}"
        yield counted(f"{key}.treated", month.treated)
        yield counted(f"{key}.cumulative", month.cumulative)
    for year in found.years:
        key = f"recruitment.{year.first_day:%Y}"
        yield counted(f"{key}.treated", year.treated)
        yield counted(f"{key}.cumulative", year.cumulative)
        yield from distribution(f"{key}.delay", year.delay_days, "days", RECRUITMENT)
    yield from distribution("recruitment.delay", found.delay_days, "days", RECRUITMENT)


def site_completeness_figures(sites: Iterable[SiteCompleteness]) -> Iterator[Figure]:
    """Yield completeness at each site and planned visit."""
    for site in sites:
        yield counted(f"site_completeness.{site.site_code}.treated", site.treated)
        for row in site.visits:
            key = f"site_completeness.{site.site_code}.{row.visit}"
            yield counted(f"{key}.due", row.due, n=site.treated)
            yield counted(f"{key}.answered", row.answered, n=row.due)
            yield estimated(key, row.share, "proportion", estimator=SITE_COMPLETENESS, n=row.due)


def lost_figures(rows: Iterable[StandardisedDifference]) -> Iterator[Figure]:
    """Yield the baseline of the followed and of the lost, and how far they are apart."""
    for row in rows:
        key = ".".join(("followed_and_lost", row.variable, *([row.code] if row.code else [])))
        unit: Unit = "proportion" if row.code else _UNITS.get(row.variable, "points_0_100")
        for name, group in (("followed", row.followed), ("lost", row.lost)):
            yield counted(f"{key}.{name}.n", group.n)
            for what in ("mean", "standard_deviation"):
                value: float | None = getattr(group, what)
                if value is not None:
                    yield estimated(
                        f"{key}.{name}.{what}", value, unit, estimator=LOST_PATIENTS, n=group.n
                    )
        yield estimated(
            f"{key}.difference", row.difference, "standard_deviations", estimator=LOST_PATIENTS
        )
