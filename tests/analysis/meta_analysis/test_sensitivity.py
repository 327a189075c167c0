"""Leave-one-out, cumulative and Egger, against metafor."""

from typing import Any

import pytest

from registry.analysis.estimates import NotEstimable
from registry.analysis.meta_analysis.results import (
    EggerTest,
    IntervalMethod,
    Pooled,
    Study,
    StudyEffects,
    TauMethod,
)
from registry.analysis.meta_analysis.sensitivity import cumulative, egger_test, leave_one_out
from tests.analysis.meta_analysis.test_pooled import effects, pooled

PLAN: dict[str, Any] = {
    "tau_method": TauMethod.DERSIMONIAN_LAIRD,
    "interval_method": IntervalMethod.WALD,
    "confidence_level": 0.95,
}


def test_leave_one_out_against_metafor(blocks: dict[str, Any]) -> None:
    for name, block in blocks.items():
        expected = block["leave1out_DL"]
        found = [each.pooled for each in leave_one_out(effects(block["yi"], block["vi"]), **PLAN)]
        estimates = [each.estimate for each in found if isinstance(each, Pooled)]
        uppers = [each.interval.upper for each in found if isinstance(each, Pooled)]
        assert estimates == pytest.approx(expected["estimate"], rel=1e-8), name
        assert uppers == pytest.approx(expected["ci_ub"], rel=1e-8), name


def test_egger_against_metafor(blocks: dict[str, Any]) -> None:
    for name, block in blocks.items():
        found, expected = egger_test(effects(block["yi"], block["vi"])), block["egger_lm"]
        assert isinstance(found, EggerTest), name
        assert found.t == pytest.approx(expected["t"], rel=1e-7), name
        assert found.p_value == pytest.approx(expected["p"], rel=1e-7), name
        assert found.limit_estimate == pytest.approx(expected["intercept_limit_est"], rel=1e-7)


def test_studies_accumulate_by_year_and_end_with_all() -> None:
    studies = tuple(
        Study(label=label, estimate=estimate, variance=2.0, year=year)
        for label, estimate, year in (("B", 5.0, 2017), ("A", 9.0, 2011), ("C", 7.0, None))
    )
    found = cumulative(StudyEffects(studies=studies), **PLAN)
    assert [each.study.label for each in found] == ["A", "B", "C"]
    assert isinstance(found[0].pooled, NotEstimable)
    last = found[-1].pooled
    assert isinstance(last, Pooled)
    everything = pooled(
        StudyEffects(studies=studies), TauMethod.DERSIMONIAN_LAIRD, IntervalMethod.WALD
    )
    assert last.estimate == pytest.approx(everything.estimate, rel=1e-12)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_studies_have_no_egger_test(count: int) -> None:
    assert isinstance(egger_test(effects([1.0, 2.0][:count], [1.0, 3.0][:count])), NotEstimable)


def test_equal_standard_errors_have_no_egger_test() -> None:
    assert isinstance(egger_test(effects([1.0, 2.0, 3.0, 4.0], [1.0] * 4)), NotEstimable)
