"""Whose courses are drawn behind the mean."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.analysis.analysis_visits import choose_analysis_scores, of_instrument
from registry.analysis.individual_courses import MOST_DRAWN, individual_courses
from registry.analysis.results import IndividualCourses
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.frames import SCHEDULE, Score, scores

MONTHS = (0, 3, 12)
DAYS = {3: 91, 12: 365}


def courses(rows: list[Score]) -> IndividualCourses:
    chosen = choose_analysis_scores(scores(rows), SCHEDULE)
    baseline, visits = (
        of_instrument(frame, InstrumentCode.ODI) for frame in (chosen.baseline, chosen.visits)
    )
    return individual_courses(baseline, visits, SCHEDULE)


def test_a_course_has_its_scores_at_their_visits_and_none_between() -> None:
    rows: list[Score] = [
        (1, "odi", -3, 62.0),
        (1, "odi", DAYS[12], 31.0),
        (1, "vas_back", DAYS[3], 90.0),
    ]
    found = courses(rows)
    assert found.months == MONTHS
    assert found.drawn == ((62.0, None, 31.0),)


def test_one_score_is_no_course() -> None:
    rows: list[Score] = [(1, "odi", -3, 62.0), (2, "odi", DAYS[3], 40.0)]
    assert courses(rows) == IndividualCourses(patients=0, months=MONTHS, drawn=())


def test_of_many_patients_a_hundred_are_spread_over_the_baseline() -> None:
    levels = np.linspace(10, 90, 1_981)
    rows: list[Score] = [
        row
        for patient, level in enumerate(levels.tolist())
        for row in ((patient, "odi", 0, level), (patient, "odi", DAYS[3], level / 2))
    ]
    found = courses(rows)
    assert (found.patients, len(found.drawn)) == (1_981, MOST_DRAWN)
    assert [course[0] for course in found.drawn] == pytest.approx(levels[::20].tolist())


SOME = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=101, max_size=130)


@settings(max_examples=20)
@given(SOME)
def test_names_and_the_order_of_rows_choose_nobody(some: list[tuple[int, int]]) -> None:
    rows: list[Score] = [
        row
        for patient, (before, after) in enumerate(some)
        for row in ((patient, "odi", 0, 10.0 * before), (patient, "odi", DAYS[3], 10.0 * after))
    ]
    renamed: list[Score] = [
        (len(some) - patient, code, day, score) for patient, code, day, score in reversed(rows)
    ]
    assert courses(rows) == courses(renamed)
