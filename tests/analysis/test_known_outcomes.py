"""Of whom it is known whether an outcome happened within its window."""

from datetime import date

import pandas as pd

from registry.analysis.frames import CohortFrames
from registry.analysis.known_outcomes import KnownOutcomes, known_outcomes
from tests.factories.frames import SCHEDULE, adverse_events, scores, subjects, time_to_event

TREATED = pd.Timestamp(2022, 3, 1)


def found_in(frames: CohortFrames, cut_off: date) -> tuple[KnownOutcomes, KnownOutcomes]:
    asked = frames.subjects["patient_id"]
    first, second = known_outcomes(frames, asked=asked, schedule=SCHEDULE, cut_off=cut_off)
    return first, second


def cohort(durations: list[int], observed: list[bool], **columns: object) -> CohortFrames:
    return CohortFrames(
        subjects=subjects(len(durations), **columns),
        scores=scores([]),
        time_to_event=time_to_event(durations, observed),
        adverse_events=adverse_events(0),
    )


def test_the_visit_at_12_months_completes_the_window_from_the_day_it_may_be_collected() -> None:
    """The window is 365 days, the visit is collected from 45 days before: day 320."""
    frames = cohort([319, 320, 365, 366], [False, False, True, True])
    found, _ = found_in(frames, date(2024, 3, 1))
    assert found.known["patient_id"].tolist() == [2, 3, 4]
    assert found.known["event"].tolist() == [False, True, False]
    assert (found.left_out, found.not_due) == (1, 0)


def test_an_early_operation_does_not_count_before_the_window_is_over() -> None:
    """Else the latest patients would be counted with their operations alone."""
    frames = cohort([100, 300], [True, False])
    found, _ = found_in(frames, date(2023, 2, 28))
    assert (len(found.known), found.left_out, found.not_due) == (0, 0, 2)
    found, _ = found_in(frames, date(2023, 3, 1))
    assert (found.known["patient_id"].tolist(), found.left_out, found.not_due) == ([1], 1, 0)


def test_whoever_died_without_an_operation_is_known() -> None:
    found, _ = found_in(cohort([90, 90], [False, False], died=[True, False]), date(2024, 3, 1))
    assert found.known["patient_id"].tolist() == [1]
    assert (not found.known["event"].any(), found.left_out) == (True, 1)


def test_serious_treatment_emergent_events_within_91_days_count_once() -> None:
    frames = cohort([400] * 6, [False] * 6)
    events = adverse_events(
        6,
        patient_id=[1, 1, 2, 3, 4, 5],
        serious=[True, True, True, False, True, True],
        treatment_emergent=[True, True, True, True, False, True],
        days_since_treatment=[3, 50, 91, 5, -2, 92],
    )
    frames = CohortFrames(
        subjects=frames.subjects,
        scores=frames.scores,
        time_to_event=frames.time_to_event,
        adverse_events=events,
    )
    _, found = found_in(frames, date(2024, 3, 1))
    assert (found.outcome, found.months) == ("serious_event", 3)
    assert found.known["event"].tolist() == [True, True, False, False, False, False]


def test_who_was_not_asked_for_adverse_events_is_in_no_count_of_them() -> None:
    frames = cohort([400] * 3, [False] * 3)
    _, found = known_outcomes(
        frames, asked=pd.Series([2]), schedule=SCHEDULE, cut_off=date(2024, 3, 1)
    )
    assert found.known["patient_id"].tolist() == [2]
    assert (found.left_out, found.not_due) == (0, 0)
