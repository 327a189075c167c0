"""The cohort beside what was published."""

import math
from dataclasses import replace

import pytest

from registry.analysis.benchmark import compare_with_publications
from registry.analysis.benchmark_matching import CohortSide, cohort_figure
from registry.analysis.distributions import describe
from registry.analysis.estimates import NotEstimable
from registry.analysis.mean_change import mean_change
from registry.analysis.proportions import wilson
from registry.analysis.reoperation import summarise_reoperation
from registry.analysis.results import BenchmarkComparison, CategoryCount, LastObservationChange
from registry.domain.benchmark import (
    Arm,
    Design,
    Outcome,
    Publication,
    PublishedResult,
    Scale,
    Verdict,
)
from registry.domain.codes import EventDefinition
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.frames import time_to_event
from tests.factories.publications import ODI, REOPERATION, VAS, ZHANG


def last_observation(instrument: InstrumentCode, improvement: float) -> LastObservationChange:
    baseline = [70.0, 80.0, 75.0, 85.0]
    follow_up = [
        score - improvement + wobble for score, wobble in zip(baseline, (-5, 5, -5, 5), strict=True)
    ]
    return LastObservationChange(
        instrument=instrument,
        change=mean_change(baseline, follow_up, confidence_level=0.95),
        time_months=describe([6.0, 12.0, 12.0, 24.0]),
    )


MARGINS = {Outcome.VAS_BACK_CHANGE: 15.0}


def cohort_side(
    *, improvement: float = 40.0, operated: int = 2, msc_patients: bool = True
) -> CohortSide:
    return CohortSide(
        estimates={
            Outcome.VAS_BACK_CHANGE: last_observation(InstrumentCode.VAS_BACK, improvement),
            Outcome.ODI_CHANGE: last_observation(InstrumentCode.ODI, improvement),
            Outcome.REOPERATION: summarise_reoperation(
                time_to_event([700] * 25, [place < operated for place in range(25)]),
                event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
                minimum_at_risk=10,
                confidence_level=0.95,
            ),
        },
        at_months={
            (Outcome.VAS_BACK_RELIEF_50, 6): cohort_figure(wilson(15, 25, confidence_level=0.95))
        },
        products=(CategoryCount(code="expanded_msc", count=25),),
        msc_patients=msc_patients,
    )


def compare(
    published: PublishedResult, cohort: CohortSide, *, publication: Publication = ZHANG
) -> BenchmarkComparison:
    only = replace(publication, results=(published,))
    (comparison,) = compare_with_publications(
        cohort, (only,), margins=MARGINS, confidence_level=0.95
    )
    return comparison


@pytest.mark.parametrize(
    ("improvement", "verdict"),
    [
        (41.0, Verdict.INSIDE_CONFIDENCE),
        (24.32, Verdict.INSIDE_CONFIDENCE),
        (24.0, Verdict.INSIDE_PREDICTION),
        (-45.0, Verdict.OUTSIDE_PREDICTION),
    ],
)
def test_the_verdict_is_the_position_of_the_estimate(improvement: float, verdict: Verdict) -> None:
    comparison = compare(VAS, cohort_side(improvement=improvement))
    assert (comparison.verdict, comparison.reason) == (verdict, None)


def test_differences_without_and_with_tau_by_hand() -> None:
    comparison = compare(VAS, cohort_side(improvement=40.0))
    cohort_error = math.sqrt(100 / 3) / 2
    pooled_error = 34.61 / 3.919927969080108
    tau = pooled_error * math.sqrt(4 * 0.98)
    plain, wide = comparison.differences
    assert (plain.with_tau, wide.with_tau) == (False, True)
    assert plain.value == pytest.approx(-1.62)
    assert plain.standard_error == pytest.approx(math.hypot(cohort_error, pooled_error), rel=1e-8)
    assert wide.standard_error == pytest.approx(
        math.sqrt(cohort_error**2 + pooled_error**2 + tau**2), rel=1e-8
    )
    assert plain.interval.upper == pytest.approx(-1.62 + 1.959963984540054 * plain.standard_error)


def test_a_crude_proportion_inside_the_interval_is_said_with_its_person_time() -> None:
    comparison = compare(REOPERATION, cohort_side(operated=2))
    assert (comparison.verdict, comparison.cohort_estimate) == (Verdict.INSIDE_CONFIDENCE, 0.08)
    assert isinstance(comparison.derived, NotEstimable)
    assert [difference.with_tau for difference in comparison.differences] == [False]
    assert any("47.9 patient-years" in sentence for sentence in comparison.unlike)


def test_outside_the_interval_without_a_prediction_interval_no_more_is_said() -> None:
    comparison = compare(REOPERATION, cohort_side(operated=10))
    assert comparison.verdict is Verdict.OUTSIDE_CONFIDENCE
    assert comparison.reason is not None
    assert "no prediction interval can be derived" in comparison.reason


def test_nobody_operated_is_no_certainty() -> None:
    (difference,) = compare(REOPERATION, cohort_side(operated=0)).differences
    pooled_error = 0.166 / 3.919927969080108
    assert difference.value == pytest.approx(-0.074)
    assert difference.standard_error > pooled_error


@pytest.mark.parametrize(
    ("published", "publication", "reason"),
    [
        (VAS, replace(ZHANG, design=Design.CONTROLLED), "without a control group"),
        (replace(VAS, arm=Arm.BETWEEN_ARMS), ZHANG, "without a control group"),
        (replace(VAS, scale=Scale.STANDARD_DEVIATIONS), ZHANG, "another scale"),
        (replace(VAS, time_point="7 months", months=7), ZHANG, "published at 7 months"),
        (replace(VAS, time_point="not stated"), ZHANG, "published at not stated"),
        (replace(VAS, outcome=Outcome.RELATED_EVENTS), ZHANG, "has no figure"),
        (replace(VAS, lower=None, upper=None), ZHANG, "no interval is published"),
    ],
)
def test_what_is_of_another_kind_is_listed_and_not_compared(
    published: PublishedResult, publication: Publication, reason: str
) -> None:
    comparison = compare(published, cohort_side(), publication=publication)
    assert comparison.verdict is Verdict.NOT_COMPARABLE
    assert comparison.reason is not None
    assert reason in comparison.reason
    assert comparison.differences == ()


def test_patients_without_MSC_are_not_compared() -> None:
    comparison = compare(VAS, cohort_side(msc_patients=False))
    assert comparison.reason == "the cohort holds patients who were not treated with MSC"


def test_a_cohort_without_pairs_is_not_compared() -> None:
    side = cohort_side()
    nothing = LastObservationChange(
        instrument=InstrumentCode.ODI,
        change=mean_change([], [], confidence_level=0.95),
        time_months=describe([]),
    )
    comparison = compare(
        ODI, replace(side, estimates={**side.estimates, Outcome.ODI_CHANGE: nothing})
    )
    assert comparison.reason == "the cohort's figure is not estimable (n = 0, at least 2 needed)"
    assert isinstance(comparison.cohort_interval, NotEstimable)


def test_what_makes_them_unlike_is_said_in_order() -> None:
    comparison = compare(VAS, cohort_side())
    assert comparison.unlike == (
        "Baseline: that of the pooled patients is not known; the cohort's mean is 77.5.",
        (
            "Product: Zhang 2023 includes culture-expanded MSC and bone-marrow concentrate; "
            "the cohort received culture-expanded MSC (25)."
        ),
        (
            "Time: Zhang 2023 reports “final follow-up”; the cohort's last scores lie at a "
            "median of 12.0 months (quartiles 10.5 to 15.0)."
        ),
        (
            "Design: Zhang 2023 pooled uncontrolled before–after studies; the cohort is a "
            "registry, without a control group as well."
        ),
    )


def test_comparisons_come_by_outcome_then_publication() -> None:
    second = replace(ZHANG, key="second", results=(VAS,))
    found = compare_with_publications(
        cohort_side(), (ZHANG, second), margins={}, confidence_level=0.95
    )
    assert [(comparison.outcome, comparison.publication_key) for comparison in found] == [
        (Outcome.VAS_BACK_CHANGE, "zhang2023"),
        (Outcome.VAS_BACK_CHANGE, "second"),
        (Outcome.ODI_CHANGE, "zhang2023"),
        (Outcome.REOPERATION, "zhang2023"),
    ]


def test_equivalence_is_tested_with_the_plain_difference_where_a_margin_is_set() -> None:
    near = compare(replace(VAS, lower=38.0, upper=45.0), cohort_side(improvement=40.0))
    plain = near.differences[0]
    assert near.equivalence is not None
    assert near.equivalence.shown
    assert near.equivalence.margin == 15
    middle = (near.equivalence.interval.lower + near.equivalence.interval.upper) / 2
    assert middle == pytest.approx(plain.value)
    wide = compare(replace(VAS, lower=0.0, upper=80.0), cohort_side(improvement=40.0))
    assert wide.equivalence is not None
    assert not wide.equivalence.shown
    odi = replace(VAS, outcome=Outcome.ODI_CHANGE)
    assert compare(odi, cohort_side()).equivalence is None


def test_a_result_at_a_time_is_matched_by_the_cohort_at_that_time() -> None:
    relief = replace(
        REOPERATION,
        outcome=Outcome.VAS_BACK_RELIEF_50,
        time_point="6 months",
        months=6,
        estimate=0.535,
        lower=0.38,
        upper=0.69,
    )
    comparison = compare(relief, cohort_side())
    assert (comparison.cohort_estimate, comparison.cohort_n) == (0.6, 25)
    assert comparison.verdict is Verdict.INSIDE_CONFIDENCE
    assert not any(sentence.startswith(("Time", "Baseline")) for sentence in comparison.unlike)


def test_single_studies_and_other_treatments_are_no_comparators() -> None:
    others = (replace(ZHANG, pooled=False), replace(ZHANG, context=True))
    assert compare_with_publications(cohort_side(), others, margins={}, confidence_level=0.95) == ()
