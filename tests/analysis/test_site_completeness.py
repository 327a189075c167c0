"""Who was due and who answered, site by site."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import NotEstimable
from registry.analysis.follow_up import follow_up_by_visit
from registry.analysis.site_completeness import site_completeness
from tests.factories.frames import SCHEDULE, random_cohort, scores, subjects


def test_each_site_has_its_own_due_and_answered_by_hand() -> None:
    soon = pd.Timestamp(date(2022, 3, 20))
    late = pd.Timestamp(date(2025, 6, 30))
    patients = subjects(
        4, site_code=["MUC", "BER", "MUC", "MUC"], expected_until=[late, late, late, soon]
    )
    visits = choose_analysis_scores(
        scores([(1, "odi", 95, 20.0), (1, "vas_back", 95, 9.0), (4, "odi", 95, 1.0)]), SCHEDULE
    ).visits
    berlin, munich = site_completeness(patients, visits, schedule=SCHEDULE, minimum_due=2)
    assert (berlin.site_code, berlin.treated) == ("BER", 1)
    assert (munich.site_code, munich.treated) == ("MUC", 3)
    at_berlin, at_munich = berlin.visits[0], munich.visits[0]
    assert (at_berlin.due, at_berlin.answered) == (1, 0)
    assert at_berlin.share == NotEstimable(reason="too few were due", n=1, minimum=2)
    assert (at_munich.due, at_munich.answered, at_munich.share) == (2, 1, 0.5)


def test_nobody_treated_is_no_site() -> None:
    visits = choose_analysis_scores(scores([]), SCHEDULE).visits
    assert site_completeness(subjects(0), visits, schedule=SCHEDULE, minimum_due=10) == ()


@given(n=st.integers(1, 60), seed=st.integers(0, 1000))
def test_the_sites_add_up_to_the_follow_up_of_all(n: int, seed: int) -> None:
    frames = random_cohort(n, seed=seed)
    patients = frames.subjects.assign(site_code=frames.subjects["patient_id"].mod(3).astype(str))
    visits = choose_analysis_scores(frames.scores, SCHEDULE).visits
    sites = site_completeness(patients, visits, schedule=SCHEDULE, minimum_due=10)
    every = follow_up_by_visit(patients, visits, schedule=SCHEDULE, confidence_level=0.95)
    for index, visit in enumerate(every):
        assert sum(site.visits[index].due for site in sites) == visit.due
        answered = sum(site.visits[index].answered for site in sites)
        expected = visit.answered_of_due
        assert answered == (0 if isinstance(expected, NotEstimable) else expected.count)
