"""Completeness: who was due at each planned visit and who answered."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.patient_results import FollowUp
from registry.analysis.proportions import wilson
from registry.domain.schedule import PlannedVisit, Schedule


def follow_up_by_visit(
    subjects: pd.DataFrame,
    visit_scores: pd.DataFrame,
    *,
    schedule: Schedule,
    confidence_level: float,
) -> tuple[FollowUp, ...]:
    """Count who was due and who answered at each planned visit.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    visit_scores
        ``AnalysisScores.visits``.
    schedule
        The planned visits.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    tuple of FollowUp
        One per planned visit, in the order of the schedule.

    Notes
    -----
    Due: the collection window closed on or before ``expected_until`` (death, withdrawal,
    transfer, else the cut-off). Answered: at least one score of any instrument in the analysis
    window, due or not yet. ``answered_of_due`` counts only the due among them, so it never
    exceeds 1; ``answered_of_treated`` counts them all. Wilson intervals.
    """
    answers = visit_scores.drop_duplicates(["patient_id", "visit"])
    return tuple(
        _one_visit(
            visit,
            due=due_patients(subjects, visit),
            answered=answers.loc[answers["visit"] == visit.code, "patient_id"],
            treated=len(subjects),
            confidence_level=confidence_level,
        )
        for visit in schedule.visits
    )


def due_patients(subjects: pd.DataFrame, visit: PlannedVisit) -> pd.Series:
    """Return the ``patient_id`` of those whose visit closed on or before ``expected_until``."""
    expected_until = subjects["expected_until"].to_numpy().astype("datetime64[D]")
    return subjects.loc[closing_days(subjects, visit) <= expected_until, "patient_id"]


def closing_days(subjects: pd.DataFrame, visit: PlannedVisit) -> npt.NDArray[np.datetime64]:
    """Return the last day of each patient's collection window."""
    index_days = subjects["index_date"].to_numpy().astype("datetime64[D]")
    closes: npt.NDArray[np.datetime64] = (
        _add_months(index_days, visit.months) + visit.collect_after_days
    )
    return closes


def _one_visit(
    visit: PlannedVisit,
    *,
    due: pd.Series,
    answered: pd.Series,
    treated: int,
    confidence_level: float,
) -> FollowUp:
    """Put the counts of one visit together."""
    due_and_answered = int(due.isin(answered).sum())
    return FollowUp(
        visit=visit.code,
        months=visit.months,
        treated=treated,
        due=len(due),
        answered=len(answered),
        answered_of_due=wilson(due_and_answered, len(due), confidence_level=confidence_level),
        answered_of_treated=wilson(len(answered), treated, confidence_level=confidence_level),
    )


def _add_months(days: npt.NDArray[np.datetime64], months: int) -> npt.NDArray[np.datetime64]:
    """Add months as `registry.domain.schedule.add_months` does, to all dates at once."""
    month = days.astype("datetime64[M]")
    later = month + months
    first = later.astype("datetime64[D]")
    last_offset = (later + 1).astype("datetime64[D]") - first - 1
    target: npt.NDArray[np.datetime64] = first + np.minimum(
        days - month.astype("datetime64[D]"), last_offset
    )
    return target
