"""How far the mean changes hang on who answered, and on the operations that came between."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores
from registry.analysis.follow_up import due_patients
from registry.analysis.imputation_results import VisitSensitivity
from registry.analysis.mean_change import mean_change
from registry.analysis.plan import AnalysisPlan
from registry.analysis.sensitivity_results import BeforeSurgery, InstrumentSensitivity
from registry.analysis.tipping_point import DeltaPlan, tipping_points
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Threshold, ThresholdRule

DELTAS = (0.0, 5.0, 10.0)
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
    return tuple(
        InstrumentSensitivity(
            instrument=instrument,
            imputed=_imputed(subjects, chosen, instrument, threshold, plan),
            before_surgery=tuple(_before_surgery(subjects, chosen, instrument, plan)),
        )
        for instrument in InstrumentCode
        if (threshold := _minimal_change(plan.thresholds, instrument)) is not None
    )


def _minimal_change(thresholds: tuple[Threshold, ...], instrument: InstrumentCode) -> float | None:
    """Return the smallest change in points that counts for an instrument alone."""
    changes = [
        threshold.criteria[0].value
        for threshold in thresholds
        if threshold.instruments == (instrument,)
        and threshold.criteria[0].rule is ThresholdRule.CHANGE_AT_LEAST
    ]
    return min(changes, default=None)


def _imputed(
    subjects: pd.DataFrame,
    chosen: AnalysisScores,
    instrument: InstrumentCode,
    threshold: float,
    plan: AnalysisPlan,
) -> tuple[VisitSensitivity, ...]:
    """Lay the scores of one instrument out a row a patient, and impute them."""
    visits = plan.schedule.visits
    rows = pd.Index(subjects["patient_id"])
    scores = np.full((len(rows), 1 + len(visits)), np.nan)
    due = np.zeros((len(rows), len(visits)), dtype=bool)
    baseline = _of(chosen.baseline, instrument)
    scores[rows.get_indexer(pd.Index(baseline["patient_id"])), 0] = baseline["baseline_0_100"]
    answered = _of(chosen.visits, instrument)
    for place, visit in enumerate(visits):
        at_visit = answered[answered["visit"] == visit.code]
        there = rows.get_indexer(pd.Index(at_visit["patient_id"]))
        scores[there, 1 + place] = at_visit["follow_up_0_100"]
        due[:, place] = rows.isin(due_patients(subjects, visit))
    return tipping_points(
        scores,
        due,
        visits=[visit.code for visit in visits],
        plan=DeltaPlan(deltas=DELTAS, threshold=threshold, confidence_level=plan.confidence_level),
        generator=np.random.default_rng(SEED),
    )


def _before_surgery(
    subjects: pd.DataFrame, chosen: AnalysisScores, instrument: InstrumentCode, plan: AnalysisPlan
) -> Iterator[BeforeSurgery]:
    """Estimate the change at each visit from the scores that precede an operation."""
    until_operation = (subjects["reoperated_on"] - subjects["index_date"]).dt.days
    until_operation.index = pd.Index(subjects["patient_id"])
    pairs = _of(chosen.visits, instrument).dropna(subset=["baseline_0_100"])
    operated = pairs["patient_id"].map(until_operation) <= pairs["days_since_treatment"]
    for visit in plan.schedule.visits:
        here = pairs["visit"] == visit.code
        kept = pairs[here & ~operated]
        yield BeforeSurgery(
            visit=visit.code,
            months=visit.months,
            left_out=int((here & operated).sum()),
            change=mean_change(
                kept["baseline_0_100"],
                kept["follow_up_0_100"],
                confidence_level=plan.confidence_level,
            ),
        )


def _of(frame: pd.DataFrame, instrument: InstrumentCode) -> pd.DataFrame:
    return frame[frame["instrument"] == instrument.value]
