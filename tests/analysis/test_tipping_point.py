"""Delta adjustment and the tipping point, by hand and by properties."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.imputation import impute
from registry.analysis.imputation_results import (
    DeltaAdjustment,
    PooledEstimate,
    VisitSensitivity,
)
from registry.analysis.mean_change import mean_change
from registry.analysis.rubin import pool
from registry.analysis.tipping_point import DeltaPlan, tipping_points

Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]
VISITS = ("m3", "m12")
PLAN = DeltaPlan(deltas=(0.0, 5.0, 10.0, 20.0), threshold=15)


def cohort(n: int, seed: int, *, missing: float = 0.25) -> Floats:
    draw = np.random.default_rng(seed)
    scores = 62 + draw.normal(0, 9, (n, 1)) + draw.normal(0, 8, (n, 3))
    scores[:, 1:] -= 25
    scores[:, 1:][draw.random((n, 2)) < missing] = np.nan
    return np.asarray(scores)


def everybody(scores: Floats) -> Booleans:
    return np.ones((len(scores), scores.shape[1] - 1), dtype=bool)


def visits_of(
    scores: Floats, due: Booleans | None = None, plan: DeltaPlan = PLAN
) -> tuple[VisitSensitivity, ...]:
    return tipping_points(
        scores,
        everybody(scores) if due is None else due,
        visits=VISITS[: scores.shape[1] - 1],
        plan=plan,
        generator=np.random.default_rng(1),
    )


def adjusted(visit: VisitSensitivity) -> DeltaAdjustment:
    assert isinstance(visit.adjusted, DeltaAdjustment)
    return visit.adjusted


def lower_at(scores: Floats, delta: float) -> float:
    last = visits_of(scores, plan=replace(PLAN, deltas=(delta,)))[-1]
    return adjusted(last).changes[0].change.interval.lower


def test_each_delta_is_the_analysis_of_scores_made_worse_by_it() -> None:
    scores = cohort(60, 1)
    drawn = impute(scores, generator=np.random.default_rng(1))
    for place, visit in enumerate(visits_of(scores), start=1):
        for at in adjusted(visit).changes:
            worse = drawn[:, :, place] + at.delta * np.isnan(scores[:, place])
            change = drawn[:, :, 0] - worse
            expected = pool(
                change.mean(axis=1),
                change.var(axis=1, ddof=1) / 60,
                complete_degrees_of_freedom=59,
                confidence_level=0.95,
            )
            assert isinstance(expected, PooledEstimate)
            for name in ("estimate", "within", "between", "degrees_of_freedom"):
                assert getattr(at.change, name) == pytest.approx(getattr(expected, name))
            assert at.change.interval.lower == pytest.approx(expected.interval.lower)


def test_nothing_missing_is_the_plain_mean_change() -> None:
    scores = cohort(40, 2, missing=0)
    for place, visit in enumerate(visits_of(scores), start=1):
        plain = mean_change(scores[:, 0], scores[:, place], confidence_level=0.95)
        assert isinstance(plain, MeanChange)
        assert (visit.observed, visit.imputed) == (40, 0)
        for at in adjusted(visit).changes:
            assert at.change.estimate == pytest.approx(plain.change_mean, rel=1e-13)
            assert at.change.standard_error == pytest.approx(plain.standard_error, rel=1e-13)
            assert at.change.interval.lower == pytest.approx(plain.interval.lower, rel=1e-13)
            assert at.change.interval.upper == pytest.approx(plain.interval.upper, rel=1e-13)
            assert at.change.missing_information == 0


def test_the_bound_at_the_tipping_point_is_the_threshold() -> None:
    scores = cohort(60, 3)
    point = adjusted(visits_of(scores)[-1]).tipping_point
    assert point is not None
    assert 0 < point < 100
    assert lower_at(scores, point) == pytest.approx(15, abs=1e-8)
    assert lower_at(scores, point + 0.01) < 15 < lower_at(scores, point - 0.01)


def test_a_tipping_point_by_hand() -> None:
    # Baseline 70; 20 known follow-ups of 40 and 20 gaps, so each drawn score is 40 as well. With
    # delta d half the changes are 30 and half 30 − d: mean 30 − d/2, and the imputations agree,
    # so that the standard error is √(d² / 4 × 40/39 / 40) = d / (2 √39) on 39 degrees of freedom.
    scores = np.full((40, 2), [70.0, 40.0])
    scores[20:, 1] = np.nan
    (visit,) = visits_of(scores)
    quantile = 2.0226909200367604
    expected = 15 / (1 / 2 + quantile / (2 * np.sqrt(39)))
    assert adjusted(visit).tipping_point == pytest.approx(expected, rel=1e-8)


def test_a_bound_below_the_threshold_tips_without_delta() -> None:
    plan = replace(PLAN, threshold=60)
    assert adjusted(visits_of(cohort(60, 3), plan=plan)[-1]).tipping_point == 0


def test_few_imputed_never_tip_a_clear_improvement() -> None:
    scores = cohort(200, 4, missing=0)
    scores[:3, 2] = np.nan
    assert adjusted(visits_of(scores)[-1]).tipping_point is None


def test_who_died_is_not_imputed() -> None:
    scores = cohort(60, 5, missing=0)
    scores[:12, 2] = np.nan
    due = everybody(scores)
    due[:8, 1] = False
    last = visits_of(scores, due)[-1]
    assert (last.treated, last.due, last.observed, last.imputed) == (60, 52, 48, 4)
    assert adjusted(last).changes[0].change.missing_information < 0.2


def test_a_score_that_was_not_due_counts_when_it_came() -> None:
    scores = cohort(60, 6, missing=0)
    due = everybody(scores)
    due[:10, 1] = False
    assert visits_of(scores, due) == visits_of(scores)


def test_who_has_no_baseline_is_counted_and_left_out() -> None:
    scores = cohort(60, 7, missing=0)
    scores[:5, 0] = np.nan
    scores[3:9, 2] = np.nan
    last = visits_of(scores)[-1]
    assert (last.due, last.observed, last.imputed, last.without_baseline) == (60, 51, 4, 5)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(20, 60))
def test_order_changes_nothing_and_the_change_is_linear_in_delta(seed: int, n: int) -> None:
    scores = np.round(cohort(n, seed), -1)
    draw = np.random.default_rng(seed)
    due, shuffled = draw.random((n, 2)) < 0.7, draw.permutation(n)
    found = visits_of(scores, due)
    assert visits_of(scores[shuffled], due[shuffled]) == found
    for visit in found:
        if isinstance(visit.adjusted, NotEstimable):
            continue
        none, five, ten, twenty = (at.change for at in visit.adjusted.changes)
        slope = visit.imputed / (visit.imputed + visit.observed)
        assert none.estimate - five.estimate == pytest.approx(5 * slope)
        assert none.estimate - ten.estimate == pytest.approx(10 * slope)
        assert none.estimate - twenty.estimate == pytest.approx(20 * slope)
        assert none.between == pytest.approx(twenty.between)
        assert all(
            at.change.interval.lower <= at.change.estimate <= at.change.interval.upper
            for at in visit.adjusted.changes
        )


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), gaps=st.integers(1, 12), threshold=st.floats(5, 25))
def test_the_tipping_point_is_the_first_of_a_fine_scan(
    seed: int, gaps: int, threshold: float
) -> None:
    scores = cohort(25, seed, missing=0)
    scores[:gaps, 2] = np.nan
    deltas = tuple(float(delta) for delta in np.linspace(0, 100, 201))
    plan = replace(PLAN, deltas=deltas, threshold=threshold)
    found = adjusted(visits_of(scores, plan=plan)[-1])
    below = [at.delta for at in found.changes if at.change.interval.lower < threshold]
    if found.tipping_point is None:
        assert not below
    else:
        assert below[0] - 0.5 <= found.tipping_point <= below[0]


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        (
            np.empty((0, 2)),
            NotEstimable(
                reason="a mean change needs two patients with both scores, known or imputed",
                n=0,
                minimum=2,
            ),
        ),
        (
            np.array([[60.0, 30.0]]),
            NotEstimable(
                reason="a mean change needs two patients with both scores, known or imputed",
                n=1,
                minimum=2,
            ),
        ),
        (
            np.array([[60.0, np.nan]]),
            NotEstimable(
                reason="too few patients with both scores to impute the missing from",
                n=0,
                minimum=10,
            ),
        ),
        (
            np.column_stack([cohort(30, 1)[:, 0], np.full(30, np.nan)]),
            NotEstimable(
                reason="too few patients with both scores to impute the missing from",
                n=0,
                minimum=10,
            ),
        ),
        (
            np.column_stack([cohort(30, 1)[:, 0], [40.0] * 9 + [np.nan] * 21]),
            NotEstimable(
                reason="too few patients with both scores to impute the missing from",
                n=9,
                minimum=10,
            ),
        ),
    ],
    ids=["nobody", "one patient", "one without score", "no scores", "nine scores"],
)
def test_what_cannot_be_estimated_says_why(scores: Floats, expected: NotEstimable) -> None:
    (visit,) = visits_of(scores)
    assert visit.adjusted == expected


def test_two_complete_patients_need_no_imputation() -> None:
    (visit,) = visits_of(np.array([[60.0, 30.0], [70.0, 50.0]]))
    assert adjusted(visit).changes[0].change.estimate == 25


def test_one_imputation_has_no_spread_between() -> None:
    visit = visits_of(cohort(40, 8), plan=replace(PLAN, imputations=1))[-1]
    assert isinstance(visit.adjusted, NotEstimable)


def test_no_visits_are_no_results() -> None:
    assert visits_of(np.full((5, 1), 60.0)) == ()


def test_baselines_of_other_patients_than_answered_give_no_change() -> None:
    scores = np.column_stack([np.linspace(50, 80, 40), np.linspace(20, 60, 40)])
    scores[:20, 0] = scores[20:, 1] = np.nan
    (visit,) = visits_of(scores)
    assert (visit.observed, visit.imputed, visit.without_baseline) == (0, 20, 20)
    assert visit.adjusted == NotEstimable(
        reason="too few patients with both scores to impute the missing from", n=0, minimum=10
    )
