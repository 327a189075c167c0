"""Everything that is said of a cohort, from four frames to one value."""

from dataclasses import replace
from datetime import date

import pandas as pd

from registry.analysis.adverse_events import summarise_safety
from registry.analysis.analysis_visits import AnalysisScores, choose_analysis_scores
from registry.analysis.baseline import baseline_table
from registry.analysis.benchmark import compare_with_publications
from registry.analysis.benchmark_matching import CohortSide, figures_at_months, last_figures
from registry.analysis.box_plots import change_spreads
from registry.analysis.course import instrument_courses
from registry.analysis.estimates import IncidenceDifference, LogRank, NotEstimable
from registry.analysis.evidence_beside import evidence_beside
from registry.analysis.follow_up import follow_up_by_visit
from registry.analysis.frames import CohortFrames
from registry.analysis.grouping import restrict
from registry.analysis.incidence_difference import incidence_differences
from registry.analysis.log_rank import log_rank
from registry.analysis.lost_patients import followed_and_lost
from registry.analysis.monitoring import monitor_outcomes
from registry.analysis.patient_flow import patient_flow
from registry.analysis.patient_results import Enrolment, FollowUp, SiteCompleteness
from registry.analysis.plan import AnalysisPlan
from registry.analysis.precision import headline_precision
from registry.analysis.recruitment import recruitment
from registry.analysis.reoperation import summarise_reoperation
from registry.analysis.reoperation_model import reoperation_model
from registry.analysis.responders import responders_by_visit
from registry.analysis.results import (
    BaselineVariable,
    BenchmarkComparison,
    CategoryCount,
    CohortSummary,
    InstrumentCourse,
    Reoperation,
    Responders,
    SiteOrigin,
)
from registry.analysis.safety_results import Safety
from registry.analysis.sensitivity import sensitivity_analyses
from registry.analysis.site_completeness import site_completeness
from registry.analysis.site_contrasts import site_contrasts
from registry.analysis.site_results import OutcomeMonitoring, SiteAggregate
from registry.analysis.subgroups import subgroup_tables
from registry.domain.codes import DataOrigin, EventDefinition
from registry.domain.cohort import CohortDefinition


def summarise_cohort(  # noqa: PLR0913 - a cohort, and what is known of those around it
    frames: CohortFrames,
    *,
    definition: CohortDefinition,
    enrolment: Enrolment,
    origins: tuple[SiteOrigin, ...],
    plan: AnalysisPlan,
    snapshot_sha256: str,
    others: SiteAggregate | None = None,
) -> CohortSummary:
    """Estimate every number of the cohort page, the PDF and the JSON.

    Parameters
    ----------
    frames
        The cohort's patients, scores, times to event and adverse events up to the cut-off;
        patients outside ``subjects`` are in none of them.
    definition
        The selection; its event definition made ``time_to_event`` and ``reoperated_on``.
    enrolment, origins
        Who was enrolled at the sites and where their data come from: said, not estimated.
    plan
        Schedule, thresholds, publications, minimum at risk and confidence level.
    snapshot_sha256
        Hash of the data the frames were read from.
    others
        The other sites summed up, where the cohort is of one.

    Returns
    -------
    CohortSummary
        A function of its arguments alone; the order of rows does not change it.

    Raises
    ------
    FrameError
        A frame does not meet its specification, or a duration is negative.

    Notes
    -----
    Estimands, intervals and missing-data rules are those of the estimators it puts together.
    Published data bring scores only: their patients are not counted as free of adverse events.
    Nobody, one patient, and nobody operated on are cohorts like any other.
    """
    at_sites, level = frames.conform(), plan.confidence_level
    conformed, chosen = _selected(at_sites, definition, plan)
    subjects = conformed.subjects
    baseline = baseline_table(subjects, chosen.baseline)
    courses = _courses(conformed.scores, chosen, plan)
    reoperation = _reoperation(conformed.time_to_event, definition.event_definition, plan)
    responders = _responders(subjects, chosen, plan)
    follow_up, asked = _follow_up(subjects, chosen, plan), _asked_for_events(subjects, origins)
    outcomes = courses, responders, follow_up, reoperation
    cohort = _side(outcomes, baseline, origins)
    return CohortSummary(
        definition=definition,
        first_treatment=_date(subjects["index_date"].min()),
        last_treatment=_date(subjects["index_date"].max()),
        origins=_in_selection(origins, subjects),
        flow=patient_flow(enrolment, at_sites.subjects, subjects, chosen.visits, plan.schedule),
        recruitment=recruitment(subjects, cut_off=definition.cut_off),
        baseline=baseline,
        followed_and_lost=followed_and_lost(subjects, chosen, plan.schedule),
        courses=courses,
        responders=responders,
        change_spreads=change_spreads(subjects, chosen.visits, plan.schedule),
        precision=headline_precision(*outcomes),
        sensitivity=sensitivity_analyses(subjects, chosen, plan),
        follow_up=follow_up,
        site_completeness=_site_completeness(subjects, chosen, plan),
        safety=_safety(conformed, asked, level),
        reoperation=reoperation,
        other_definitions=_other_definitions(conformed.other_definitions, plan),
        products_compared=_products_compared(conformed),
        product_differences=_product_differences(conformed, plan),
        hazards=reoperation_model(conformed, chosen, confidence_level=level),
        benchmarks=_benchmarks(cohort, plan),
        evidence=evidence_beside(cohort, plan.publications, confidence_level=level),
        subgroups=subgroup_tables(conformed, chosen, plan),
        monitoring=_monitoring(conformed, chosen, plan, asked, definition.cut_off),
        site_contrasts=site_contrasts(conformed, chosen, plan, others),
        snapshot_sha256=snapshot_sha256,
    )


def _side(
    outcomes: tuple[
        tuple[InstrumentCourse, ...], tuple[Responders, ...], tuple[FollowUp, ...], Reoperation
    ],
    baseline: tuple[BaselineVariable, ...],
    origins: tuple[SiteOrigin, ...],
) -> CohortSide:
    """Return what of the cohort is set beside published results."""
    courses, _, _, reoperation = outcomes
    return CohortSide(
        estimates=last_figures(courses, reoperation),
        at_months=figures_at_months(*outcomes),
        products=_products(baseline),
        msc_patients=not _published(origins),
    )


def _published(origins: tuple[SiteOrigin, ...]) -> bool:
    """Return whether patients of published data, not treated with MSC, are among them."""
    return any(row.treated for row in origins if row.origin is DataOrigin.PUBLISHED)


def _monitoring(
    frames: CohortFrames,
    chosen: AnalysisScores,
    plan: AnalysisPlan,
    asked: pd.DataFrame,
    cut_off: date,
) -> tuple[OutcomeMonitoring, ...]:
    return monitor_outcomes(frames, chosen, plan, asked=asked["patient_id"], cut_off=cut_off)


def _benchmarks(cohort: CohortSide, plan: AnalysisPlan) -> tuple[BenchmarkComparison, ...]:
    return compare_with_publications(
        cohort,
        plan.publications,
        margins=plan.equivalence_margins,
        confidence_level=plan.confidence_level,
    )


def _follow_up(
    subjects: pd.DataFrame, chosen: AnalysisScores, plan: AnalysisPlan
) -> tuple[FollowUp, ...]:
    return follow_up_by_visit(
        subjects,
        chosen.visits,
        schedule=plan.schedule,
        confidence_level=plan.confidence_level,
    )


def _site_completeness(
    subjects: pd.DataFrame, chosen: AnalysisScores, plan: AnalysisPlan
) -> tuple[SiteCompleteness, ...]:
    return site_completeness(
        subjects,
        chosen.visits,
        schedule=plan.schedule,
        minimum_due=plan.minimum_group_size,
    )


def _selected(
    frames: CohortFrames, definition: CohortDefinition, plan: AnalysisPlan
) -> tuple[CohortFrames, AnalysisScores]:
    """Cut the frames down to the groups of the definition, and choose their scores."""
    chosen = choose_analysis_scores(frames.scores, plan.schedule)
    if not definition.groups:
        return frames, chosen
    kept = restrict(frames, definition.groups, chosen.baseline)
    return kept, choose_analysis_scores(kept.scores, plan.schedule)


def _products_compared(frames: CohortFrames) -> LogRank | NotEstimable:
    """Compare the time to reoperation by product type, within sites."""
    given = frames.subjects[["patient_id", "product_type", "site_code"]]
    times = frames.time_to_event.merge(given, on="patient_id")
    return log_rank(times, times["product_type"], stratum=times["site_code"])


def _courses(
    scores: pd.DataFrame, chosen: AnalysisScores, plan: AnalysisPlan
) -> tuple[InstrumentCourse, ...]:
    return instrument_courses(
        scores, chosen, schedule=plan.schedule, confidence_level=plan.confidence_level
    )


def _product_differences(
    frames: CohortFrames, plan: AnalysisPlan
) -> tuple[IncidenceDifference, ...]:
    given = frames.subjects[["patient_id", "product_type"]]
    times = frames.time_to_event.merge(given, on="patient_id")
    return incidence_differences(
        times,
        times["product_type"],
        minimum_at_risk=plan.minimum_at_risk,
        confidence_level=plan.confidence_level,
    )


def _products(baseline: tuple[BaselineVariable, ...]) -> tuple[CategoryCount, ...]:
    return next(row.categories for row in baseline if row.variable == "product_type")


def _responders(
    subjects: pd.DataFrame, chosen: AnalysisScores, plan: AnalysisPlan
) -> tuple[Responders, ...]:
    return responders_by_visit(
        subjects,
        chosen.visits,
        schedule=plan.schedule,
        thresholds=plan.thresholds,
        confidence_level=plan.confidence_level,
    )


def _reoperation(
    times: pd.DataFrame, definition: EventDefinition, plan: AnalysisPlan
) -> Reoperation:
    return summarise_reoperation(
        times,
        event_definition=definition,
        minimum_at_risk=plan.minimum_at_risk,
        confidence_level=plan.confidence_level,
    )


def _other_definitions(times: pd.DataFrame, plan: AnalysisPlan) -> tuple[Reoperation, ...]:
    """Estimate reoperation under each definition of the event that was not chosen."""
    return tuple(
        _reoperation(times[times["event_definition"] == definition.value], definition, plan)
        for definition in EventDefinition
        if (times["event_definition"] == definition.value).any()
    )


def _in_selection(
    origins: tuple[SiteOrigin, ...], subjects: pd.DataFrame
) -> tuple[SiteOrigin, ...]:
    treated = subjects["site_code"].value_counts()
    return tuple(replace(each, treated=int(treated.get(each.site_code, 0))) for each in origins)


def _asked_for_events(subjects: pd.DataFrame, origins: tuple[SiteOrigin, ...]) -> pd.DataFrame:
    """Return the patients who were asked for adverse events; published ones were not."""
    published = [row.site_code for row in origins if row.origin is DataOrigin.PUBLISHED]
    return subjects[~subjects["site_code"].isin(published)]


def _safety(frames: CohortFrames, asked: pd.DataFrame, confidence_level: float) -> Safety:
    """Count events among the patients who were asked for them."""
    events = frames.adverse_events
    return summarise_safety(
        asked,
        events[events["patient_id"].isin(asked["patient_id"])],
        confidence_level=confidence_level,
    )


def _date(moment: object) -> date | None:
    """Return the calendar date, None where there is none."""
    return moment.date() if isinstance(moment, pd.Timestamp) else None
