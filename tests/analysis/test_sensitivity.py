"""Sensitivity of the changes to the missing and to operations."""

from datetime import date

import pandas as pd
import pytest

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.plan import AnalysisPlan
from registry.analysis.sensitivity import sensitivity_analyses
from registry.analysis.sensitivity_results import InstrumentSensitivity
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Criterion, Threshold, ThresholdRule
from tests.factories.frames import SCHEDULE, Score, random_cohort, scores, subjects


def change_of(points: float, instrument: InstrumentCode = InstrumentCode.ODI) -> Threshold:
    criterion = Criterion(instrument=instrument, rule=ThresholdRule.CHANGE_AT_LEAST, value=points)
    return Threshold(key="any", name="any", criteria=(criterion,), citation="Ostelo 2008")


PLAN = AnalysisPlan(schedule=SCHEDULE, thresholds=(change_of(18.8), change_of(10)), publications=())


def analysed(patients: pd.DataFrame, rows: list[Score]) -> InstrumentSensitivity:
    chosen = choose_analysis_scores(scores(rows), SCHEDULE)
    (found,) = sensitivity_analyses(patients, chosen, PLAN)
    return found


def answered(patient: int) -> list[Score]:
    return [(patient, "odi", -1, 50.0 + patient), (patient, "odi", 365, 20.0 + 2 * patient)]


def test_who_was_due_and_did_not_answer_is_imputed() -> None:
    rows = [row for patient in range(1, 13) for row in answered(patient)]
    found = analysed(subjects(14), [*rows, (13, "odi", -1, 56.0)])
    at_12 = found.imputed[1]
    assert (at_12.treated, at_12.due, at_12.observed, at_12.imputed) == (14, 14, 12, 1)
    assert at_12.without_baseline == 1


def test_the_smallest_absolute_threshold_of_the_instrument_is_the_one_that_tips() -> None:
    rows = [row for patient in range(1, 13) for row in answered(patient)]
    adjusted = analysed(subjects(13), [*rows, (13, "odi", -1, 56.0)]).imputed[1].adjusted
    assert not isinstance(adjusted, NotEstimable)
    assert adjusted.threshold == 10
    assert [each.delta for each in adjusted.changes] == [0.0, 5.0, 10.0]


def test_nothing_missing_is_the_observed_change() -> None:
    rows = [row for patient in range(1, 13) for row in answered(patient)]
    found = analysed(subjects(12), rows)
    adjusted, before = found.imputed[1].adjusted, found.before_surgery[1].change
    assert not isinstance(adjusted, NotEstimable)
    assert isinstance(before, MeanChange)
    assert adjusted.changes[0].change.estimate == pytest.approx(before.change_mean, rel=1e-12)


def test_scores_from_the_day_of_an_operation_on_are_left_out() -> None:
    operated = pd.Timestamp(date(2022, 3, 1)) + pd.Timedelta(days=365)
    rows = [row for patient in range(1, 4) for row in answered(patient)]
    patients = subjects(3)
    patients["reoperated_on"] = pd.Series([operated, pd.NaT, pd.NaT]).astype("datetime64[s]")
    at_12 = analysed(patients, rows).before_surgery[1]
    assert at_12.left_out == 1
    assert isinstance(at_12.change, MeanChange)
    assert at_12.change.n == 2


def test_an_instrument_without_an_absolute_threshold_is_left_out() -> None:
    chosen = choose_analysis_scores(scores([]), SCHEDULE)
    plan = AnalysisPlan(schedule=SCHEDULE, thresholds=(), publications=())
    assert sensitivity_analyses(subjects(0), chosen, plan) == ()


def test_the_order_of_rows_changes_nothing() -> None:
    frames = random_cohort(60, seed=3)
    chosen = choose_analysis_scores(frames.scores, SCHEDULE)
    turned = choose_analysis_scores(frames.scores.iloc[::-1], SCHEDULE)
    once = sensitivity_analyses(frames.subjects, chosen, PLAN)
    again = sensitivity_analyses(frames.subjects.iloc[::-1].reset_index(drop=True), turned, PLAN)
    for one, other in zip(once[0].imputed, again[0].imputed, strict=True):
        if isinstance(one.adjusted, NotEstimable) or isinstance(other.adjusted, NotEstimable):
            assert one.adjusted == other.adjusted
            continue
        assert one.adjusted.changes[0].change.estimate == pytest.approx(
            other.adjusted.changes[0].change.estimate, rel=1e-10
        )
