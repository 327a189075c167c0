"""How many patients reached each stage of the registry."""

import pandas as pd

from registry.analysis.follow_up import due_patients
from registry.analysis.patient_results import Enrolment, PatientFlow, VisitFlow
from registry.domain.schedule import PlannedVisit, Schedule

_ENDS_FOLLOW_UP = ["died", "withdrawn", "transferred"]


def patient_flow(
    enrolment: Enrolment,
    at_sites: pd.DataFrame,
    subjects: pd.DataFrame,
    visit_scores: pd.DataFrame,
    schedule: Schedule,
) -> PatientFlow:
    """Count who reached each stage, from enrolment to the last planned visit.

    Parameters
    ----------
    enrolment
        Who was enrolled at the sites by the cut-off.
    at_sites, subjects
        Frames that meet ``SUBJECTS``: all treated at the sites, and those of them in the groups
        of the selection.
    visit_scores
        ``AnalysisScores.visits`` of ``subjects``.
    schedule
        The planned visits.

    Returns
    -------
    PatientFlow
        With one `VisitFlow` per planned visit, in the order of the schedule.

    Notes
    -----
    Every patient treated is in exactly one place at each visit: due and answered, due and not
    answered, no longer asked (died, withdrew from contact or went to another clinic before the
    visit was due), or not yet due. Due and answered as in `follow_up_by_visit`; a patient who
    answered without being due is counted beside, in ``answered_undue``, as one of the latter two.
    A patient recorded as lost stays due.

    References
    ----------
    von Elm E et al. (2007). The STROBE statement. PLoS Med 4:e296, item 13.
    """
    ended = subjects.loc[subjects[_ENDS_FOLLOW_UP].any(axis="columns"), "patient_id"]
    answers = visit_scores.drop_duplicates(["patient_id", "visit"])
    return PatientFlow(
        enrolled=enrolment.enrolled,
        left_out=enrolment.left_out,
        treated_at_sites=len(at_sites),
        treated=len(subjects),
        **{
            flag: int(subjects[flag].sum()) for flag in ("died", "withdrawn", "lost", "transferred")
        },
        visits=tuple(
            _at_visit(
                visit,
                subjects,
                ended=ended,
                answered=answers.loc[answers["visit"] == visit.code, "patient_id"],
            )
            for visit in schedule.visits
        ),
    )


def _at_visit(
    visit: PlannedVisit, subjects: pd.DataFrame, *, ended: pd.Series, answered: pd.Series
) -> VisitFlow:
    """Find the place of each patient at one visit."""
    due = due_patients(subjects, visit)
    due_answered = int(due.isin(answered).sum())
    no_longer = int((~ended.isin(due)).sum())
    return VisitFlow(
        visit=visit.code,
        months=visit.months,
        due=len(due),
        answered=due_answered,
        not_answered=len(due) - due_answered,
        no_longer_asked=no_longer,
        not_yet_due=len(subjects) - len(due) - no_longer,
        answered_undue=int((~answered.isin(due)).sum()),
    )
