"""What stands outside the clock of the benchmark of estimators."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, choose_analysis_scores
from registry.analysis.cox import cox
from registry.analysis.cox_results import Cox
from registry.analysis.estimates import NotEstimable
from registry.analysis.plan import AnalysisPlan
from registry.analysis.time_units import days_after
from registry.evidence_library import load_library
from registry.settings import PROJECT_FOLDER, load_thresholds
from tests.performance.large_cohort import CUT_OFF, SCHEDULE, LargeCohort

LEVEL = 0.95
AT_RISK = 10
MONTHS, DAYS = 24, days_after(24)
_CONFIG = PROJECT_FOLDER / "config"
PLAN = AnalysisPlan(
    schedule=SCHEDULE,
    thresholds=load_thresholds(_CONFIG / "thresholds.toml"),
    publications=load_library(_CONFIG / "benchmarks", _CONFIG / "none"),
)
LAST_DAY = date.fromisoformat(str(CUT_OFF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A cohort with what stands outside the clock; ``fitted`` is the Cox model of ours."""

    cohort: LargeCohort
    chosen: AnalysisScores
    fitted: Cox | None
    frame: pd.DataFrame


def prepare(cohort: LargeCohort) -> Prepared:
    """Choose scores and fit the model whose residuals are tested."""
    times = cohort.frames.time_to_event
    frame = cohort.covariates.assign(
        duration=times["duration_days"], event=times["event_observed"].astype(float)
    )
    fitted = fit_cox(cohort)
    return Prepared(
        cohort=cohort,
        chosen=choose_analysis_scores(cohort.frames.scores, SCHEDULE),
        fitted=fitted if isinstance(fitted, Cox) else None,
        frame=frame,
    )


def pairs(cohort: LargeCohort) -> tuple[pd.Series, pd.Series]:
    """Return baseline and 12-month score of VAS back of those with both."""
    place = [visit.months for visit in SCHEDULE.visits].index(12)
    change = cohort.changes[:, place]
    known = ~np.isnan(change)
    baseline = cohort.baseline[known]
    return pd.Series(baseline), pd.Series(baseline - change[known])


def status(cohort: LargeCohort) -> pd.Series:
    """Return 1 for the event, 2 for death before it, 0 for neither."""
    times = cohort.frames.time_to_event
    return times["event_observed"].astype(int) + 2 * times["died_first"].astype(int)


def fit_cox(cohort: LargeCohort) -> Cox | NotEstimable:
    """Fit our model of five covariates."""
    times = cohort.frames.time_to_event
    return cox(
        times["duration_days"],
        times["event_observed"],
        cohort.covariates,
        [str(name) for name in cohort.covariates],
        confidence_level=LEVEL,
    )
