"""Single studies and control arms beside the cohort."""

from dataclasses import replace

import pytest

from registry.analysis.benchmark_matching import CohortFigure, CohortSide, figures_at_months
from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.evidence_beside import evidence_beside
from registry.analysis.published_interval import published_interval
from registry.analysis.results import EvidenceBeside
from registry.domain.benchmark import Arm, Outcome, PlusMinus, PublishedResult, Scale
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Criterion, ThresholdRule
from tests.factories.courses import MIC_VAS_BACK, responders
from tests.factories.publications import VAS, ZHANG
from tests.factories.results import empty_cohort_summary

AT_12 = replace(
    VAS,
    time_point="12 months",
    months=12,
    estimate=49.0,
    lower=None,
    upper=None,
    i_squared_percent=None,
    studies=None,
    patients=10,
)
STUDY = replace(ZHANG, key="study", short_name="Study", pooled=False, reference=False)
FIGURE = CohortFigure(
    n=80,
    value=35.0,
    standard_error=2.0,
    interval=Interval(lower=31.0, upper=39.0, level=0.95, method="t"),
)
SIDE = CohortSide(
    estimates={},
    at_months={(Outcome.VAS_BACK_CHANGE, 12): FIGURE},
    products=(),
    msc_patients=True,
)


def beside(*results: PublishedResult, side: CohortSide = SIDE) -> tuple[EvidenceBeside, ...]:
    return evidence_beside(side, (replace(STUDY, results=results),), confidence_level=0.95)


def test_a_study_stands_beside_the_cohort_at_its_time() -> None:
    (row,) = beside(AT_12)
    assert (row.cohort_n, row.cohort_estimate) == (80, 35.0)
    assert (row.interval, row.difference) == (None, None)


def test_the_difference_by_hand_where_the_study_gives_a_standard_error() -> None:
    known = replace(AT_12, plus_minus=1.5, plus_minus_is=PlusMinus.STANDARD_ERROR)
    (row,) = beside(known)
    assert row.difference is not None
    assert row.difference.value == -14.0
    assert row.difference.standard_error == pytest.approx(2.5, rel=1e-12)


def test_a_control_arm_has_no_difference_and_stands_last() -> None:
    known = replace(AT_12, plus_minus=1.5, plus_minus_is=PlusMinus.STANDARD_ERROR)
    rows = beside(replace(known, arm=Arm.SALINE), known)
    assert [row.published.arm for row in rows] == [Arm.TREATED, Arm.SALINE]
    assert rows[0].difference is not None
    assert rows[1].difference is None


def test_another_time_and_another_scale_leave_the_cohort_out() -> None:
    later = replace(AT_12, months=18, time_point="18 months")
    numeric = replace(AT_12, scale=Scale.NRS_0_10, estimate=2.8)
    for row in beside(later, numeric):
        assert (row.cohort_n, row.cohort_estimate, row.cohort_interval) == (None, None, None)


def test_what_cannot_be_estimated_in_the_cohort_says_so() -> None:
    few = NotEstimable(reason="few", n=1, minimum=2)
    (row,) = beside(AT_12, side=replace(SIDE, at_months={(Outcome.VAS_BACK_CHANGE, 12): few}))
    assert row.cohort_estimate == few


def test_patients_without_MSC_get_no_difference() -> None:
    known = replace(AT_12, plus_minus=1.5, plus_minus_is=PlusMinus.STANDARD_ERROR)
    (row,) = beside(known, side=replace(SIDE, msc_patients=False))
    assert row.difference is None


def test_a_comparator_is_not_listed_twice() -> None:
    assert evidence_beside(SIDE, (ZHANG,), confidence_level=0.95) == ()


def test_intervals_are_derived_by_hand_or_not_at_all() -> None:
    # 14.8 / sqrt(26) = 2.9025; t(25, 0.975) = 2.059539
    with_deviation = replace(
        AT_12, patients=26, plus_minus=14.8, plus_minus_is=PlusMinus.STANDARD_DEVIATION
    )
    found = published_interval(with_deviation, confidence_level=0.95)
    assert found is not None
    assert found.upper - 49 == pytest.approx(2.059539 * 2.902519, rel=1e-6)
    assert found.method == "derived: t"
    unclear = replace(with_deviation, plus_minus_is=PlusMinus.UNCLEAR)
    assert published_interval(unclear, confidence_level=0.95) is None
    alone = replace(with_deviation, patients=None)
    assert published_interval(alone, confidence_level=0.95) is None


@pytest.mark.parametrize(
    ("value", "outcome"), [(50.0, Outcome.VAS_BACK_RELIEF_50), (50.8, None), (36.8, None)]
)
def test_only_the_very_share_of_relief_that_is_published_is_matched(
    value: float, outcome: Outcome | None
) -> None:
    criterion = Criterion(
        instrument=InstrumentCode.VAS_BACK,
        rule=ThresholdRule.PERCENT_CHANGE_AT_LEAST,
        value=value,
    )
    row = replace(
        responders(MIC_VAS_BACK, 12, 149, 198),
        threshold=replace(MIC_VAS_BACK, criteria=(criterion,)),
    )
    found = figures_at_months((), (row,), (), empty_cohort_summary().reoperation)
    assert [of for of, _ in found] == ([outcome] if outcome else [])
