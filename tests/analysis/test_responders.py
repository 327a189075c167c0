"""Responders, with reoperation and missing in view."""

from datetime import date

import pandas as pd
import pytest

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import NotEstimable, Proportion
from registry.analysis.responders import reached, responders_by_visit
from registry.analysis.results import Responders
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Criterion, Threshold, ThresholdRule
from tests.factories.frames import SCHEDULE, Score, scores, subjects


def threshold(rule: ThresholdRule, value: float) -> Threshold:
    return Threshold(
        key="any",
        name="any",
        criteria=(Criterion(instrument=InstrumentCode.ODI, rule=rule, value=value),),
        citation="Ostelo 2008",
    )


MIC = threshold(ThresholdRule.CHANGE_AT_LEAST, 10)


def at_12_months(patients: pd.DataFrame, rows: list[Score]) -> Responders:
    visits = choose_analysis_scores(scores(rows), SCHEDULE).visits
    return responders_by_visit(
        patients, visits, schedule=SCHEDULE, thresholds=(MIC,), confidence_level=0.95
    )[1]


def counts(share: Proportion | NotEstimable) -> tuple[int, int]:
    assert isinstance(share, Proportion)
    return share.count, share.denominator


def course(patient: int, follow_up: float, *, day: int = 365) -> list[Score]:
    return [(patient, "odi", -1, 50.0), (patient, "odi", day, follow_up)]


def test_the_bounds_count_all_missing_as_non_responders_or_as_responders() -> None:
    responders = at_12_months(subjects(4), [*course(1, 40.0), *course(2, 40.5)])
    assert responders.missing == 2
    assert counts(responders.observed) == (1, 2)
    assert counts(responders.worst) == (1, 4)
    assert counts(responders.best) == (3, 4)


def test_an_operation_on_the_day_of_the_score_makes_a_non_responder() -> None:
    operated = pd.Timestamp(date(2022, 3, 1)) + pd.Timedelta(days=365)
    responders = at_12_months(subjects(1, reoperated_on=operated), course(1, 0.0))
    assert counts(responders.observed) == (0, 1)


def test_an_operation_after_the_score_leaves_a_responder() -> None:
    operated = pd.Timestamp(date(2022, 3, 1)) + pd.Timedelta(days=366)
    responders = at_12_months(subjects(1, reoperated_on=operated), course(1, 0.0))
    assert counts(responders.observed) == (1, 1)


def test_everybody_is_a_responder_a_non_responder_reoperated_or_missing_by_hand() -> None:
    operated = pd.Timestamp(date(2022, 6, 1))
    patients = subjects(6, reoperated_on=[operated, operated, *[pd.NaT] * 4])
    answers = [*course(1, 0.0), *course(3, 40.0), *course(4, 49.0), *course(5, 20.0)]
    found = at_12_months(patients, answers)
    parts = (found.responders, found.non_responders, found.reoperated, found.missing)
    assert parts == (2, 1, 2, 1)
    assert found.counted == 6


WINDOW_CLOSED = pd.Timestamp(date(2023, 4, 15))  # 12 months after 1 March 2022, + 45 days


def test_a_patient_reoperated_by_the_end_of_the_window_needs_no_score_to_be_a_non_responder() -> (
    None
):
    responders = at_12_months(subjects(2, reoperated_on=WINDOW_CLOSED), course(2, 0.0))
    assert counts(responders.observed) == (1, 2)
    assert responders.missing == 0
    assert counts(responders.best) == (1, 2)


def test_a_patient_reoperated_after_the_window_without_a_score_is_missing() -> None:
    later = WINDOW_CLOSED + pd.Timedelta(days=1)
    responders = at_12_months(subjects(1, reoperated_on=later), [])
    assert isinstance(responders.observed, NotEstimable)
    assert responders.missing == 1
    assert counts(responders.worst) == (0, 1)


def test_a_reoperated_patient_who_is_not_yet_due_is_in_no_count() -> None:
    ended = WINDOW_CLOSED - pd.Timedelta(days=1)
    operated = pd.Timestamp(date(2022, 6, 1))
    responders = at_12_months(subjects(1, reoperated_on=operated, expected_until=ended), [])
    assert isinstance(responders.observed, NotEstimable)
    assert responders.missing == 0


def test_a_score_without_baseline_is_missing() -> None:
    responders = at_12_months(subjects(1), [(1, "odi", 365, 10.0)])
    assert responders.missing == 1


def test_a_visit_not_yet_due_is_not_missing() -> None:
    responders = at_12_months(subjects(1, expected_until=pd.Timestamp(date(2022, 9, 1))), [])
    assert responders.missing == 0
    assert isinstance(responders.worst, NotEstimable)


@pytest.mark.parametrize(
    ("rule", "value", "baseline", "follow_up", "expected"),
    [
        (ThresholdRule.CHANGE_AT_LEAST, 10, 50.0, 40.0, True),
        (ThresholdRule.CHANGE_AT_LEAST, 10, 50.0, 40.1, False),
        (ThresholdRule.PERCENT_CHANGE_AT_LEAST, 30, 100 * 20 / 45, 100 * 14 / 45, True),
        (ThresholdRule.PERCENT_CHANGE_AT_LEAST, 30, 50.0, 35.1, False),
        (ThresholdRule.PERCENT_CHANGE_AT_LEAST, 30, 0.0, 0.0, False),
        (ThresholdRule.FINAL_AT_MOST, 22, 60.0, 22.0, True),
        (ThresholdRule.FINAL_AT_MOST, 22, 60.0, 22.2, False),
        (ThresholdRule.FINAL_BELOW, 31.3, 60.0, 31.2, True),
        (ThresholdRule.FINAL_BELOW, 31.3, 60.0, 31.3, False),
    ],
)
def test_a_threshold_is_reached_at_its_value(
    rule: ThresholdRule,
    value: float,
    baseline: float,
    follow_up: float,
    expected: bool,  # noqa: FBT001 - a case of the table
) -> None:
    pairs = pd.DataFrame({"baseline_0_100": [baseline], "follow_up_0_100": [follow_up]})
    assert reached(pairs, threshold(rule, value).criteria[0]).tolist() == [expected]
