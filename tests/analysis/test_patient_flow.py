"""Who reached which stage."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.patient_flow import patient_flow
from registry.analysis.patient_results import Enrolment, PatientFlow, VisitFlow
from tests.factories.frames import SCHEDULE, Score, random_cohort, scores, subjects

TREATED = date(2022, 3, 1)


def flow_of(patients: pd.DataFrame, rows: list[Score]) -> PatientFlow:
    return patient_flow(
        Enrolment(enrolled=len(patients) + 2, left_out=0),
        patients,
        patients,
        choose_analysis_scores(scores(rows), SCHEDULE).visits,
        SCHEDULE,
    )


def test_each_patient_is_in_one_place_at_a_visit_by_hand() -> None:
    late, early, cut_off = date(2022, 5, 1), date(2022, 4, 1), date(2025, 6, 30)
    patients = subjects(
        6,
        index_date=[pd.Timestamp(TREATED)] * 5 + [pd.Timestamp(date(2025, 6, 1))],
        expected_until=[
            pd.Timestamp(day) for day in (cut_off, cut_off, early, late, cut_off, cut_off)
        ],
        died=[False, False, True, False, False, False],
        transferred=[False, False, False, True, False, False],
        lost=[False, True, False, False, False, False],
    )
    flow = flow_of(patients, [(1, "odi", 95, 20.0), (1, "vas_back", 95, 20.0), (4, "odi", 62, 9.0)])
    assert (flow.enrolled, flow.treated, flow.died, flow.transferred, flow.lost) == (8, 6, 1, 1, 1)
    assert flow.visits[0] == VisitFlow(
        visit="m3",
        months=3,
        due=3,
        answered=1,
        not_answered=2,
        no_longer_asked=2,
        not_yet_due=1,
        answered_undue=1,
    )


@given(n=st.integers(0, 40), seed=st.integers(0, 1000))
def test_the_places_at_each_visit_add_up_to_all_treated(n: int, seed: int) -> None:
    frames = random_cohort(n, seed=seed)
    chosen = choose_analysis_scores(frames.scores, SCHEDULE)
    flow = patient_flow(
        Enrolment(enrolled=n, left_out=0), frames.subjects, frames.subjects, chosen.visits, SCHEDULE
    )
    assert [visit.visit for visit in flow.visits] == ["m3", "m12"]
    for visit in flow.visits:
        assert visit.answered + visit.not_answered == visit.due
        assert visit.due + visit.no_longer_asked + visit.not_yet_due == flow.treated == n
        assert min(visit.not_yet_due, visit.answered_undue) >= 0
