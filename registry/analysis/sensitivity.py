"""How far the mean changes hang on who answered, and on the operations that came between."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, laid_out, of_instrument
from registry.analysis.follow_up import due_patients
from registry.analysis.imputation import Floats
from registry.analysis.imputation_results import VisitSensitivity
from registry.analysis.mean_change import mean_change
from registry.analysis.plan import AnalysisPlan
from registry.analysis.responders import scored_pairs
from registry.analysis.sensitivity_results import DELTAS, BeforeSurgery, InstrumentSensitivity
from registry.analysis.tipping_point import DeltaPlan, tipping_points
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Threshold, ThresholdRule

SEED = 1
"""The draws begin anew for every instrument, so that the same frames give the same numbers."""


def sensitivity_analyses(
    subjects: pd.DataFrame, chosen: AnalysisScores, plan: AnalysisPlan
) -> tuple[InstrumentSensitivity, ...]:
    """Impute the scores that were due, make them worse, and leave out scores after surgery.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``; ``reoperated_on`` follows the event definition.
    chosen
        The scores that stand for baseline and visits.
    plan
        Its smallest absolute threshold of an instrument (the MIC) is what the tipping point is
        held against.

    Returns
    -------
    tuple of InstrumentSensitivity
        One per instrument with such a threshold, in the order of `InstrumentCode`.

    Notes
    -----
    Estimands, intervals and missing data: see `tipping_points` and `mean_change`. Imputed are the
    patients whose visit was due and who have a baseline; nothing is imputed after death,
    withdrawal or transfer. Before surgery: pairs whose score precedes the operation.

    References
    ----------
    National Research Council (2010). The Prevention and Treatment of Missing Data in Clinical
    Trials, chapter 5.
    """
    pairs = scored_pairs(subjects, chosen.visits)
    due = _due(subjects, plan)
    return tuple(
        InstrumentSensitivity(
            instrument=instrument,
            imputed=_imputed(
                laid_out(
                    subjects["patient_id"],
                    of_instrument(chosen.baseline, instrument),
                    of_instrument(chosen.visits, instrument),
                    plan.schedule,
                ),
                due,
                threshold,
                plan,
            ),
            before_surgery=tuple(_before_surgery(of_instrument(pairs, instrument), plan)),
        )
        for instrument in InstrumentCode
        if (threshold := _minimal_change(plan.thresholds, instrument)) is not None
    )


def _due(subjects: pd.DataFrame, plan: AnalysisPlan) -> npt.NDArray[np.bool_]:
    """Return patients × visits, true where the visit was due."""
    due = np.zeros((len(subjects), len(plan.schedule.visits)), dtype=bool)
    for place, visit in enumerate(plan.schedule.visits):
        due[:, place] = subjects["patient_id"].isin(due_patients(subjects, visit))
    return due


def _minimal_change(thresholds: tuple[Threshold, ...], instrument: InstrumentCode) -> float | None:
    """Return the smallest change in points that counts for an instrument alone."""
    changes = (
        criterion.value
        for threshold in thresholds
        if (criterion := threshold.alone) is not None
        and criterion.instrument is instrument
        and criterion.rule is ThresholdRule.CHANGE_AT_LEAST
    )
    return min(changes, default=None)


def _imputed(
    scores: Floats, due: npt.NDArray[np.bool_], threshold: float, plan: AnalysisPlan
) -> tuple[VisitSensitivity, ...]:
    """Impute the scores that were due, and make them worse."""
    return tipping_points(
        scores,
        due,
        visits=[visit.code for visit in plan.schedule.visits],
        plan=DeltaPlan(deltas=DELTAS, threshold=threshold, confidence_level=plan.confidence_level),
        generator=np.random.default_rng(SEED),
    )


def _before_surgery(pairs: pd.DataFrame, plan: AnalysisPlan) -> Iterator[BeforeSurgery]:
    """Estimate the change at each visit from the scores that precede an operation."""
    for visit in plan.schedule.visits:
        at_visit = pairs[pairs["visit"] == visit.code]
        kept = at_visit[~at_visit["reoperated"]]
        yield BeforeSurgery(
            visit=visit.code,
            months=visit.months,
            left_out=len(at_visit) - len(kept),
            change=mean_change(
                kept["baseline_0_100"],
                kept["follow_up_0_100"],
                confidence_level=plan.confidence_level,
            ),
        )
