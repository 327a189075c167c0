"""Who was due and who answered."""

from datetime import date

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import NotEstimable, Proportion
from registry.analysis.follow_up import due_patients, follow_up_by_visit
from registry.analysis.patient_results import FollowUp
from registry.domain.schedule import PlannedVisit
from tests.factories.frames import SCHEDULE, Score, scores, subjects

M12 = next(visit for visit in SCHEDULE.visits if visit.code == "m12")


def at_12_months(patients: pd.DataFrame, rows: list[Score]) -> FollowUp:
    visits = choose_analysis_scores(scores(rows), SCHEDULE).visits
    return follow_up_by_visit(patients, visits, schedule=SCHEDULE, confidence_level=0.95)[1]


def test_a_visit_is_due_from_the_day_its_window_closes() -> None:
    closes = M12.closes(date(2022, 3, 1))
    day = pd.Timestamp(closes)
    patients = subjects(2, expected_until=[day - pd.Timedelta(days=1), day])
    assert due_patients(patients, M12).tolist() == [2]


@settings(max_examples=60, deadline=None)
@given(
    index_date=st.dates(date(2000, 1, 1), date(2030, 12, 31)),
    months=st.integers(0, 130),
    grace=st.integers(0, 120),
)
def test_due_dates_agree_with_the_schedule_to_the_day(
    index_date: date, months: int, grace: int
) -> None:
    visit = PlannedVisit(
        code="any",
        months=months,
        collect_before_days=0,
        collect_after_days=grace,
        analyse_from_days=1,
        analyse_to_days=9999,
    )
    closes = pd.Timestamp(visit.closes(index_date))
    patients = subjects(
        2,
        index_date=pd.Timestamp(index_date),
        expected_until=[closes - pd.Timedelta(days=1), closes],
    )
    assert due_patients(patients, visit).tolist() == [2]


def test_an_early_answer_counts_among_the_treated_but_not_among_the_due() -> None:
    soon = pd.Timestamp(date(2023, 3, 20))
    follow_up = at_12_months(subjects(1, expected_until=soon), [(1, "odi", 360, 20.0)])
    assert (follow_up.due, follow_up.answered) == (0, 1)
    assert isinstance(follow_up.answered_of_due, NotEstimable)
    assert isinstance(follow_up.answered_of_treated, Proportion)
    assert follow_up.answered_of_treated.value == 1.0


def test_two_instruments_at_a_visit_are_one_answer() -> None:
    rows: list[Score] = [(1, "odi", 360, 20.0), (1, "vas_back", 361, 30.0)]
    follow_up = at_12_months(subjects(3), rows)
    assert (follow_up.treated, follow_up.due, follow_up.answered) == (3, 3, 1)
    assert isinstance(follow_up.answered_of_due, Proportion)
    assert (follow_up.answered_of_due.count, follow_up.answered_of_due.denominator) == (1, 3)
