"""Results of a cohort that nobody lived: 300 synthetic patients, or none."""

from dataclasses import replace
from datetime import date
from typing import Any

from registry.analysis.cox_results import HazardModel
from registry.analysis.estimates import (
    LogRank,
    NotEstimable,
    Rate,
    ShareReoperated,
)
from registry.analysis.patient_results import PatientFlow
from registry.analysis.recruitment_results import Recruitment
from registry.analysis.results import (
    BaselineVariable,
    CategoryCount,
    CohortSummary,
    IndividualCourses,
    InstrumentCourse,
    LastObservationChange,
    Responders,
    SiteOrigin,
)
from registry.analysis.safety_results import AdverseEventCount, Safety
from registry.analysis.subgroup_results import Subgroup, SubgroupTable
from registry.domain.benchmark import Verdict
from registry.domain.codes import AdverseEventCategory, DataOrigin, EventDefinition, Sex
from registry.domain.cohort import CohortDefinition
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.subgroup import GroupVariable
from tests.factories.benchmarks import COMPARED, comparison, evidence
from tests.factories.courses import (
    MIC_ODI,
    MIC_VAS_BACK,
    MONTHS_ANSWERED,
    course,
    follow_up,
    responders,
    site_completeness,
    visit_flow,
)
from tests.factories.estimates import (
    NOBODY,
    distribution,
    interval,
    mean_change,
    odi_precision,
    proportion,
)
from tests.factories.hazards import hazards
from tests.factories.lost_patients import followed_and_lost
from tests.factories.monitoring import contrasts, monitoring, nothing_monitored
from tests.factories.recruitment import recruitment
from tests.factories.sensitivity import sensitivity
from tests.factories.spreads import change_spread
from tests.factories.survival import nobody_reoperated, product_differences, reoperation

CUT_OFF = date(2026, 9, 30)


def event_count(
    category: AdverseEventCategory | None, events: int, serious: int = 0
) -> AdverseEventCount:
    """Return one row of the safety table; each patient has one event."""
    return AdverseEventCount(
        category=category,
        events=events,
        patients=events,
        serious_events=serious,
        serious_patients=serious,
        severe_events=serious,
        related_events=events // 2,
    )


def safety() -> Safety:
    """Return 61 events, three of them serious."""
    return Safety(
        treated=300,
        total=event_count(None, 61, 3),
        categories=(
            event_count(AdverseEventCategory.PROCEDURE_PAIN, 34),
            event_count(AdverseEventCategory.BACK_PAIN_FLARE, 21),
            event_count(AdverseEventCategory.NEW_RADICULAR_PAIN, 4, 1),
            event_count(AdverseEventCategory.INFECTION, 2, 2),
        ),
        patients_with_event=proportion(61, 300, "Clopper–Pearson"),
        patients_with_serious_event=proportion(3, 300, "Clopper–Pearson"),
        event_rate=Rate(
            events=61,
            person_years=498.6,
            per_100_person_years=12.23,
            interval=interval(9.36, 15.72, "exact Poisson"),
        ),
        deaths=1,
    )


def baseline() -> tuple[BaselineVariable, ...]:
    """Return three rows of table 1."""
    return (
        BaselineVariable(
            variable="age_years", n=300, missing=0, distribution=distribution(44.3, 9.8)
        ),
        BaselineVariable(
            variable="sex",
            n=300,
            missing=0,
            categories=(
                CategoryCount(code=Sex.FEMALE, count=141),
                CategoryCount(code=Sex.MALE, count=159),
            ),
        ),
        BaselineVariable(
            variable="baseline_odi", n=296, missing=4, distribution=distribution(46.2, 12.9, 296, 4)
        ),
    )


def subgroups() -> SubgroupTable:
    """Return men and women, and four patients too few."""
    few = NotEstimable(reason="the group is too small", n=4, minimum=10)
    women = Subgroup(
        group=Sex.FEMALE,
        treated=141,
        vas_back=mean_change(68.0, 33.2, 96),
        odi=mean_change(46.0, 26.9, 97),
        reoperated=ShareReoperated(
            months=24, at_risk=80, share=0.071, interval=interval(0.038, 0.13, "log-log")
        ),
    )
    men = replace(women, group=Sex.MALE, treated=155, vas_back=mean_change(69.1, 35.4, 103))
    others = Subgroup(group=Sex.OTHER, treated=4, vas_back=few, odi=few, reoperated=few)
    return SubgroupTable(variable=GroupVariable.SEX, groups=(women, men, others))


def cohort_summary(**overrides: Any) -> CohortSummary:  # noqa: ANN401 - any field of the result
    """Return the results of 300 synthetic patients."""
    summary = CohortSummary(
        definition=CohortDefinition(site_codes=(), cut_off=CUT_OFF),
        first_treatment=date(2022, 3, 7),
        last_treatment=date(2026, 8, 21),
        origins=(
            SiteOrigin(
                site_code="A",
                site_name="Clinic A",
                origin=DataOrigin.SYNTHETIC,
                note=None,
                treated=300,
            ),
        ),
        flow=PatientFlow(
            enrolled=318,
            treated_at_sites=300,
            treated=300,
            died=1,
            withdrawn=7,
            lost=21,
            transferred=3,
            left_out=2,
            visits=(visit_flow(3, 288, 268), visit_flow(12, 236, 201), visit_flow(24, 158, 124)),
        ),
        recruitment=recruitment(),
        baseline=baseline(),
        followed_and_lost=followed_and_lost(),
        courses=(
            course(InstrumentCode.VAS_BACK, 68.4, 34.1, answered=MONTHS_ANSWERED),
            course(InstrumentCode.VAS_LEG, 38.7, 14.6, answered=MONTHS_ANSWERED),
            course(InstrumentCode.ODI, 46.2, 19.8, answered=MONTHS_ANSWERED),
        ),
        responders=(
            responders(MIC_VAS_BACK, 12, 149, 198),
            responders(MIC_ODI, 12, 131, 197),
        ),
        change_spreads=(
            change_spread(InstrumentCode.VAS_BACK, (3, 14, 15, 16, 17)),
            change_spread(InstrumentCode.ODI, (3, 14, 15, 16, 17)),
        ),
        precision=(odi_precision(),),
        sensitivity=(sensitivity(),),
        follow_up=(
            follow_up(3, 288, 268),
            follow_up(12, 236, 201),
            follow_up(24, 158, 124),
        ),
        site_completeness=(site_completeness("A", 300), site_completeness("B", 24)),
        safety=safety(),
        reoperation=reoperation(),
        other_definitions=(
            replace(reoperation(events=31), event_definition=EventDefinition.ANY_LUMBAR_SURGERY),
            replace(reoperation(events=40), event_definition=EventDefinition.ANY_REINTERVENTION),
        ),
        benchmarks=tuple(comparison(outcome) for outcome in COMPARED),
        evidence=evidence(),
        product_differences=product_differences(),
        products_compared=LogRank(
            groups=("bone_marrow_concentrate", "expanded_msc"),
            observed=(8.0, 16.0),
            expected=(6.25, 17.75),
            chi_square=0.66,
            degrees_of_freedom=1,
            p_value=0.4166,
        ),
        hazards=hazards(),
        subgroups=(subgroups(),),
        monitoring=(monitoring(), replace(monitoring(), outcome="serious_event", months=3)),
        site_contrasts=contrasts(),
        snapshot_sha256="0123456789abcdef" * 4,
    )
    return replace(summary, **overrides)


def empty_cohort_summary() -> CohortSummary:
    """Return the results of nobody at all."""
    return cohort_summary(
        first_treatment=None,
        last_treatment=None,
        origins=(),
        flow=PatientFlow(
            enrolled=0,
            treated_at_sites=0,
            treated=0,
            died=0,
            withdrawn=0,
            lost=0,
            transferred=0,
            left_out=0,
            visits=(replace(visit_flow(12, 0, 0), no_longer_asked=0, not_yet_due=0),),
        ),
        recruitment=Recruitment(months=(), years=(), delay_days=NOBODY),
        baseline=(),
        followed_and_lost=(),
        courses=tuple(_empty_course(instrument) for instrument in InstrumentCode),
        responders=(
            Responders(
                threshold=MIC_ODI,
                visit="m12",
                months=12,
                observed=NOBODY,
                reoperated=0,
                missing=0,
                worst=NOBODY,
                best=NOBODY,
            ),
        ),
        change_spreads=(),
        precision=(),
        sensitivity=(),
        follow_up=(replace(follow_up(12, 0, 0), treated=0, answered_of_treated=NOBODY),),
        site_completeness=(),
        safety=Safety(
            treated=0,
            total=event_count(None, 0),
            categories=(),
            patients_with_event=NOBODY,
            patients_with_serious_event=NOBODY,
            event_rate=NOBODY,
            deaths=0,
        ),
        reoperation=nobody_reoperated(),
        other_definitions=(),
        products_compared=NOBODY,
        product_differences=(),
        hazards=HazardModel(covariates=(), model=NOBODY, proportional=NOBODY),
        subgroups=(),
        monitoring=nothing_monitored(),
        evidence=(),
        benchmarks=tuple(
            comparison(
                outcome,
                cohort_n=0,
                cohort_estimate=NOBODY,
                cohort_interval=NOBODY,
                differences=(),
                equivalence=None,
                verdict=Verdict.NOT_COMPARABLE,
                reason="the cohort has no pair of scores",
            )
            for outcome in COMPARED
        ),
    )


def _empty_course(instrument: InstrumentCode) -> InstrumentCourse:
    return InstrumentCourse(
        instrument=instrument,
        converted_scores=0,
        scores=0,
        means=(),
        individuals=IndividualCourses(patients=0, months=(0,), drawn=()),
        changes=(),
        modelled=NOBODY,
        last_observation=LastObservationChange(
            instrument=instrument, change=NOBODY, time_months=NOBODY
        ),
    )
