"""The courses of single patients, which stand behind the course of the mean."""

import numpy as np
import pandas as pd

from registry.analysis.analysis_visits import laid_out
from registry.analysis.results import IndividualCourses
from registry.domain.schedule import Schedule

MOST_DRAWN = 100
_SCORES_OF_A_COURSE = 2


def individual_courses(
    baseline: pd.DataFrame, visits: pd.DataFrame, schedule: Schedule
) -> IndividualCourses:
    """Choose patients whose courses show how the others went.

    Parameters
    ----------
    baseline, visits
        ``AnalysisScores.baseline`` and ``AnalysisScores.visits`` of one instrument.
    schedule
        The planned visits.

    Returns
    -------
    IndividualCourses
        All patients with two scores or more; of more than ``MOST_DRAWN`` as many at even
        distances in the order of their baseline, then of their scores at each visit.

    Notes
    -----
    The choice sees scores, not names or the order of rows. It is spread over the baseline, the
    lowest and the highest among them, and is blind to how a patient went on; a course that
    ends early is drawn as far as it goes.

    Examples
    --------
    >>> from registry.domain.schedule import PlannedVisit
    >>> planned = PlannedVisit(
    ...     code="m1",
    ...     months=1,
    ...     collect_before_days=14,
    ...     collect_after_days=14,
    ...     analyse_from_days=1,
    ...     analyse_to_days=60,
    ... )
    >>> before = pd.DataFrame({"patient_id": [7, 8], "baseline_0_100": [70.0, 50.0]})
    >>> after = pd.DataFrame({"patient_id": [7], "visit": ["m1"], "follow_up_0_100": [40.0]})
    >>> individual_courses(before, after, Schedule(visits=(planned,), baseline_max_age_days=90))
    IndividualCourses(patients=1, months=(0, 1), drawn=((70.0, 40.0),))
    """
    months = (0, *(visit.months for visit in schedule.visits))
    ids = pd.concat([baseline["patient_id"], visits["patient_id"]]).drop_duplicates()
    scores = laid_out(ids, baseline, visits, schedule)
    courses = scores[(~np.isnan(scores)).sum(axis=1) >= _SCORES_OF_A_COURSE]
    ordered = courses[np.lexsort(courses.T[::-1])]
    count = min(len(ordered), MOST_DRAWN)
    chosen = np.linspace(0, len(ordered) - 1, count).round().astype(int)
    return IndividualCourses(
        patients=len(ordered),
        months=months,
        drawn=tuple(
            tuple(None if np.isnan(score) else score for score in course)
            for course in ordered[chosen].tolist()
        ),
    )
