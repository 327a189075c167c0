"""What the benchmark of estimators times: ours, and lifelines' own where it has one."""

from collections.abc import Callable, Sized
from dataclasses import dataclass

from registry.analysis.adverse_events import summarise_safety
from registry.analysis.baseline import baseline_table
from registry.analysis.cumulative_incidence import cumulative_incidence
from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.incidence_difference import incidence_differences
from registry.analysis.kaplan_meier import kaplan_meier
from registry.analysis.log_rank import log_rank
from registry.analysis.lost_patients import followed_and_lost
from registry.analysis.mean_change import mean_change
from registry.analysis.mmrm import mmrm
from registry.analysis.monitoring import monitor_outcomes
from registry.analysis.patient_results import Enrolment
from registry.analysis.proportional_hazards import proportional_hazards
from registry.analysis.responders import responders_by_visit
from registry.analysis.restricted_mean import restricted_mean
from registry.analysis.results import SiteOrigin
from registry.analysis.sensitivity import sensitivity_analyses
from registry.analysis.subgroups import subgroup_tables
from registry.analysis.summary import summarise_cohort
from registry.domain.codes import DataOrigin, EventDefinition
from registry.domain.cohort import CohortDefinition
from tests.performance import lifelines_peers
from tests.performance.large_cohort import SCHEDULE
from tests.performance.prepared import (
    AT_RISK,
    DAYS,
    LAST_DAY,
    LEVEL,
    MONTHS,
    PLAN,
    Prepared,
    fit_cox,
    pairs,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One estimator; each function returns one number, by which ours and theirs are compared.

    ``in_r`` is its name in peers.R.
    """

    name: str
    ours: Callable[[Prepared], float]
    lifelines: Callable[[Prepared], float] | None = None
    in_r: str | None = None


def _mean_change(given: Prepared) -> float:
    baseline, follow_up = pairs(given.cohort)
    found = mean_change(baseline, follow_up, confidence_level=LEVEL)
    return float("nan") if isinstance(found, NotEstimable) else found.interval.lower


def _mmrm(given: Prepared) -> float:
    codes = [visit.code for visit in SCHEDULE.visits]
    cohort = given.cohort
    found = mmrm(cohort.changes, cohort.baseline, codes, confidence_level=LEVEL)
    return float("nan") if isinstance(found, NotEstimable) else found.means[0].value


def _kaplan_meier(given: Prepared) -> float:
    found = kaplan_meier(
        given.cohort.frames.time_to_event, minimum_at_risk=AT_RISK, confidence_level=LEVEL
    )
    if isinstance(found, NotEstimable):
        return float("nan")
    share = next(each for each in found.shares if each.months == MONTHS)
    return share.interval.lower if isinstance(share.interval, Interval) else float("nan")


def _incidence(given: Prepared) -> float:
    found = cumulative_incidence(
        given.cohort.frames.time_to_event, minimum_at_risk=AT_RISK, confidence_level=LEVEL
    )
    if isinstance(found, NotEstimable):
        return float("nan")
    share = next(each.share for each in found.shares if each.months == MONTHS)
    return float("nan") if isinstance(share, NotEstimable) else share


def _restricted(given: Prepared) -> float:
    found = restricted_mean(
        given.cohort.frames.time_to_event,
        horizon_days=DAYS,
        minimum_at_risk=AT_RISK,
        confidence_level=LEVEL,
    )
    return float("nan") if isinstance(found, NotEstimable) else found.days


def _log_rank(given: Prepared) -> float:
    frames = given.cohort.frames
    found = log_rank(frames.time_to_event, frames.subjects["product_type"])
    return float("nan") if isinstance(found, NotEstimable) else found.chi_square


def _cox_ours(given: Prepared) -> float:
    found = fit_cox(given.cohort)
    return float("nan") if isinstance(found, NotEstimable) else found.hazard_ratios[0].coefficient


def _proportional(given: Prepared) -> float:
    if given.fitted is None:
        return float("nan")
    times = given.cohort.frames.time_to_event
    found = proportional_hazards(
        times["duration_days"], times["event_observed"], given.cohort.covariates, given.fitted
    )
    return float("nan") if isinstance(found, NotEstimable) else found.overall.chi_square


def _summary(given: Prepared) -> float:
    frames = given.cohort.frames
    definition = CohortDefinition(
        site_codes=(),
        cut_off=LAST_DAY,
        event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
    )
    counts = frames.subjects["site_code"].value_counts()
    origins = tuple(
        SiteOrigin(
            site_code=str(code),
            site_name=str(code),
            origin=DataOrigin.SYNTHETIC,
            note=None,
            treated=int(count),
        )
        for code, count in counts.items()
    )
    summary = summarise_cohort(
        frames,
        definition=definition,
        enrolment=Enrolment(enrolled=len(frames.subjects), left_out=0),
        origins=origins,
        plan=PLAN,
        snapshot_sha256="0" * 64,
    )
    return float(summary.flow.treated)


def _many(estimate: Callable[[Prepared], Sized]) -> Callable[[Prepared], float]:
    """Compare by the number of results what R has no single function for."""
    return lambda given: float(len(estimate(given)))


def _products(given: Prepared) -> Sized:
    frames = given.cohort.frames
    return incidence_differences(
        frames.time_to_event,
        frames.subjects["product_type"],
        minimum_at_risk=AT_RISK,
        confidence_level=LEVEL,
    )


def _responders(given: Prepared) -> Sized:
    return responders_by_visit(
        given.cohort.frames.subjects,
        given.chosen.visits,
        schedule=SCHEDULE,
        thresholds=PLAN.thresholds,
        confidence_level=LEVEL,
    )


def _safety(given: Prepared) -> Sized:
    frames = given.cohort.frames
    safety = summarise_safety(frames.subjects, frames.adverse_events, confidence_level=LEVEL)
    return safety.categories


def _monitoring(given: Prepared) -> Sized:
    frames = given.cohort.frames
    asked = frames.subjects["patient_id"]
    return monitor_outcomes(frames, given.chosen, PLAN, asked=asked, cut_off=LAST_DAY)


TASKS = (
    Task(name="mean change at 12 months", ours=_mean_change, in_r="mean_change"),
    Task(name="MMRM, seven visits", ours=_mmrm, in_r="mmrm"),
    Task(
        name="Kaplan–Meier",
        ours=_kaplan_meier,
        lifelines=lifelines_peers.kaplan_meier,
        in_r="kaplan_meier",
    ),
    Task(
        name="cumulative incidence",
        ours=_incidence,
        lifelines=lifelines_peers.cumulative_incidence,
        in_r="cumulative_incidence",
    ),
    Task(
        name="restricted mean",
        ours=_restricted,
        lifelines=lifelines_peers.restricted_mean,
        in_r="restricted_mean",
    ),
    Task(name="log-rank", ours=_log_rank, lifelines=lifelines_peers.log_rank, in_r="log_rank"),
    Task(name="Cox, five covariates", ours=_cox_ours, lifelines=lifelines_peers.cox, in_r="cox"),
    Task(name="proportional hazards", ours=_proportional, in_r="proportional_hazards"),
    Task(name="difference of incidence", ours=_many(_products)),
    Task(
        name="table 1",
        ours=_many(
            lambda given: baseline_table(given.cohort.frames.subjects, given.chosen.baseline)
        ),
    ),
    Task(
        name="followed and lost",
        ours=_many(
            lambda given: followed_and_lost(given.cohort.frames.subjects, given.chosen, SCHEDULE)
        ),
    ),
    Task(name="responders", ours=_many(_responders)),
    Task(name="adverse events", ours=_many(_safety)),
    Task(name="subgroups", ours=_many(lambda g: subgroup_tables(g.cohort.frames, g.chosen, PLAN))),
    Task(name="funnel and CUSUM", ours=_many(_monitoring)),
    Task(
        name="imputation, tipping point",
        ours=_many(lambda g: sensitivity_analyses(g.cohort.frames.subjects, g.chosen, PLAN)),
    ),
    Task(name="the whole summary", ours=_summary),
)
