"""The course of each instrument."""

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.course import instrument_courses
from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.results import InstrumentCourse
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.frames import SCHEDULE, Score, scores

ROWS: list[Score] = [
    (1, "odi", -1, 50.0),
    (2, "odi", -1, 40.0),
    (1, "odi", 91, 20.0),
    (2, "odi", 91, 30.0),
    (3, "odi", 91, 70.0),
    (1, "vas_back", 91, 10.0),
]


def courses(
    rows: list[Score], *, converted: bool = False
) -> dict[InstrumentCode, InstrumentCourse]:
    frame = scores(rows).assign(converted=converted)
    chosen = choose_analysis_scores(frame, SCHEDULE)
    found = instrument_courses(frame, chosen, schedule=SCHEDULE, confidence_level=0.95)
    return {course.instrument: course for course in found}


def test_means_take_all_who_answered_and_changes_take_pairs() -> None:
    odi = courses(ROWS)[InstrumentCode.ODI]
    assert [(mean.months, mean.n, mean.mean) for mean in odi.means] == [(0, 2, 45.0), (3, 3, 40.0)]
    change = odi.changes[0].change
    assert isinstance(change, MeanChange)
    assert (change.n, change.change_mean) == (2, 20.0)


def test_every_planned_visit_has_its_change_or_says_why_not() -> None:
    odi = courses(ROWS)[InstrumentCode.ODI]
    assert [change.visit for change in odi.changes] == ["m3", "m12"]
    assert isinstance(odi.changes[1].change, NotEstimable)


def test_instruments_do_not_mix_and_none_is_left_out() -> None:
    found = courses(ROWS)
    assert list(found) == list(InstrumentCode)
    assert [course.scores for course in found.values()] == [1, 0, 5]
    assert found[InstrumentCode.VAS_LEG].means == ()


def test_converted_scores_are_counted() -> None:
    assert courses(ROWS, converted=True)[InstrumentCode.ODI].converted_scores == 5
