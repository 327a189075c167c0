"""What was recorded, corrected or withdrawn between two issues."""

from dataclasses import asdict, replace
from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.frames import CohortFrames
from registry.analysis.issue_changes import record_changes
from tests.factories.frames import (
    Score,
    adverse_events,
    random_cohort,
    scores,
    subjects,
    time_to_event,
)

TREATED = date(2022, 3, 1)
CUT_OFF = date(2022, 12, 31)
DAYS_TO_CUT_OFF = (CUT_OFF - TREATED).days
BEFORE_ROWS: list[Score] = [
    (1, "vas_back", 0, 70.0),
    (1, "vas_back", 90, 40.0),
    (2, "vas_back", 0, 60.0),
    (3, "vas_back", 0, 50.0),
]


def _cohort(patients: pd.DataFrame, rows: list[Score], events: int = 0) -> CohortFrames:
    n = len(patients)
    return CohortFrames(
        subjects=patients,
        scores=scores(rows),
        time_to_event=time_to_event([700] * n, [False] * n),
        adverse_events=adverse_events(events),
    )


def _nonzero(before: CohortFrames, after: CohortFrames) -> dict[str, int]:
    found = asdict(record_changes(before, after, earlier_cut_off=CUT_OFF))
    return {name: count for name, count in found.items() if count}


def _days(*days: str | None) -> pd.Series:
    return pd.Series(days, dtype="datetime64[s]")


def test_each_kind_of_change_of_a_score_is_counted_once_by_hand() -> None:
    after_rows: list[Score] = [
        (1, "vas_back", 0, 70.0),
        (1, "vas_back", 90, 41.0),  # corrected
        (2, "vas_back", 0, 60.0),
        (2, "vas_back", DAYS_TO_CUT_OFF, 30.0),  # late: on the day of the earlier cut-off
        (2, "vas_back", DAYS_TO_CUT_OFF + 1, 25.0),  # since
    ]  # and the baseline of patient 3 is gone
    found = _nonzero(_cohort(subjects(3), BEFORE_ROWS), _cohort(subjects(3), after_rows))
    assert found == {
        "scores_corrected": 1,
        "scores_late": 1,
        "scores_since": 1,
        "scores_gone": 1,
    }


def test_each_kind_of_change_of_a_patient_is_counted_once_by_hand() -> None:
    after = subjects(5, patient_id=[1, 2, 4, 5, 6])  # 3 is gone
    after.loc[0, "smoking"] = "current"  # corrected
    after.loc[1, "followed_until"] = pd.Timestamp(2025, 1, 1)  # the course went on: no correction
    after.loc[2, "index_date"] = pd.Timestamp(2023, 1, 1)  # treated since; 5 and 6 entered late
    found = _nonzero(_cohort(subjects(3), []), _cohort(after, []))
    assert found == {
        "patients_corrected": 1,
        "patients_gone": 1,
        "patients_since": 1,
        "patients_late": 2,
    }


def test_operations_are_told_apart_by_their_day() -> None:
    before = subjects(4)
    before["reoperated_on"] = _days("2022-06-01", "2022-07-01", None, None)
    after = subjects(4)
    after["reoperated_on"] = _days(None, "2022-07-02", "2022-08-01", "2023-02-01")
    assert _nonzero(_cohort(before, []), _cohort(after, [])) == {
        "reoperations_gone": 1,
        "reoperations_corrected": 1,
        "reoperations_late": 1,
        "reoperations_since": 1,
    }


def test_a_corrected_day_of_treatment_moves_no_score() -> None:
    moved = subjects(1, index_date=pd.Timestamp(2022, 3, 3))
    before = _cohort(subjects(1), [(1, "odi", 30, 20.0)])
    assert _nonzero(before, _cohort(moved, [(1, "odi", 28, 20.0)])) == {"patients_corrected": 1}


def test_adverse_events_are_counted_in_both_issues() -> None:
    found = _nonzero(_cohort(subjects(2), [], events=1), _cohort(subjects(2), [], events=2))
    assert found == {"adverse_events_before": 1, "adverse_events": 2}


@given(seed=st.integers(0, 1000), n=st.integers(0, 30))
def test_a_cohort_beside_itself_has_not_changed_whatever_the_order_of_its_rows(
    seed: int, n: int
) -> None:
    cohort = random_cohort(n, seed=seed)
    shuffled = replace(
        cohort,
        subjects=cohort.subjects.sample(frac=1, random_state=seed),
        scores=cohort.scores.sample(frac=1, random_state=seed),
    )
    events = len(cohort.adverse_events)
    expected = {"adverse_events_before": events, "adverse_events": events} if events else {}
    assert _nonzero(cohort, shuffled) == expected


@given(seed=st.integers(0, 1000), n=st.integers(1, 30))
def test_from_nobody_everything_is_new_and_back_everything_is_gone(seed: int, n: int) -> None:
    cohort, nobody = random_cohort(n, seed=seed), random_cohort(0, seed=seed)
    new = record_changes(nobody, cohort, earlier_cut_off=CUT_OFF)
    gone = record_changes(cohort, nobody, earlier_cut_off=CUT_OFF)
    assert (new.patients_since + new.patients_late, gone.patients_gone) == (n, n)
    assert new.scores_since + new.scores_late == gone.scores_gone == len(cohort.scores)
