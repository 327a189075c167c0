"""The course of each instrument: means, changes by visit, last observation."""

import numpy as np
import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, of_instrument
from registry.analysis.estimates import NotEstimable, RepeatedMeasures
from registry.analysis.individual_courses import individual_courses
from registry.analysis.last_observation import last_observation_change
from registry.analysis.mean_change import mean_change, visit_mean
from registry.analysis.mmrm import mmrm
from registry.analysis.results import InstrumentCourse, VisitChange
from registry.analysis.standardised_change import standardised_change
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import PlannedVisit, Schedule


def instrument_courses(
    scores: pd.DataFrame,
    chosen: AnalysisScores,
    *,
    schedule: Schedule,
    confidence_level: float,
) -> tuple[InstrumentCourse, ...]:
    """Describe every instrument over time.

    Parameters
    ----------
    scores
        A frame that meets ``SCORES``: all scores, chosen for a time point or not.
    chosen
        The scores that stand for baseline, visits and last observation.
    schedule
        The planned visits.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    tuple of InstrumentCourse
        One per instrument, with a change for every planned visit (``NotEstimable`` below two
        pairs) and a mean for every time point at which somebody answered.

    Notes
    -----
    Estimands and missing data: see `mean_change`, `visit_mean` and `last_observation_change`.
    """
    return tuple(
        _course(
            instrument,
            converted=of_instrument(scores, instrument)["converted"],
            chosen=AnalysisScores(
                baseline=of_instrument(chosen.baseline, instrument),
                visits=of_instrument(chosen.visits, instrument),
                last=of_instrument(chosen.last, instrument),
            ),
            schedule=schedule,
            confidence_level=confidence_level,
        )
        for instrument in InstrumentCode
    )


def _course(
    instrument: InstrumentCode,
    *,
    converted: pd.Series,
    chosen: AnalysisScores,
    schedule: Schedule,
    confidence_level: float,
) -> InstrumentCourse:
    """Describe one instrument over time."""
    at_visit = {
        visit: chosen.visits[chosen.visits["visit"] == visit.code] for visit in schedule.visits
    }
    levels = {0: chosen.baseline["baseline_0_100"]} | {
        visit.months: pairs["follow_up_0_100"] for visit, pairs in at_visit.items()
    }
    means = (
        visit_mean(values, months=months, confidence_level=confidence_level)
        for months, values in levels.items()
    )
    return InstrumentCourse(
        instrument=instrument,
        converted_scores=int(converted.sum()),
        scores=len(converted),
        means=tuple(mean for mean in means if mean is not None),
        individuals=individual_courses(chosen.baseline, chosen.visits, schedule),
        changes=tuple(
            _change(instrument, visit, pairs, confidence_level) for visit, pairs in at_visit.items()
        ),
        modelled=_modelled(chosen.visits, schedule, confidence_level),
        last_observation=last_observation_change(
            chosen.last, instrument=instrument, confidence_level=confidence_level
        ),
    )


def _change(
    instrument: InstrumentCode, visit: PlannedVisit, pairs: pd.DataFrame, confidence_level: float
) -> VisitChange:
    change = mean_change(
        pairs["baseline_0_100"], pairs["follow_up_0_100"], confidence_level=confidence_level
    )
    return VisitChange(
        instrument=instrument,
        visit=visit.code,
        months=visit.months,
        change=change,
        standardised=standardised_change(change, confidence_level=confidence_level),
    )


def _modelled(
    visits: pd.DataFrame, schedule: Schedule, confidence_level: float
) -> RepeatedMeasures | NotEstimable:
    """Fit the changes of one instrument, a row a patient."""
    pairs = visits.dropna(subset=["baseline_0_100"])
    patients, row = np.unique(pairs["patient_id"], return_inverse=True)
    codes = [visit.code for visit in schedule.visits]
    column = pairs["visit"].map({code: place for place, code in enumerate(codes)}).to_numpy(int)
    changes = np.full((patients.size, len(codes)), np.nan)
    changes[row, column] = pairs["baseline_0_100"] - pairs["follow_up_0_100"]
    baseline = np.full(patients.size, np.nan)
    baseline[row] = pairs["baseline_0_100"]
    return mmrm(changes, baseline, codes, confidence_level=confidence_level)
