"""Repeated measures with unstructured covariance, against R's gls and mmrm."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.analysis.estimates import NotEstimable, RepeatedMeasures
from registry.analysis.mmrm import Fit, fit_repeated_measures, mmrm
from registry.analysis.mmrm_likelihood import RestrictedLikelihood
from registry.analysis.mmrm_patterns import patterns_of

Floats = npt.NDArray[np.float64]
VISITS = ("m1", "m3", "m6")


@pytest.fixture(scope="session")
def longitudinal(shared_data: Path) -> dict[str, Any]:
    """Return what R's nlme and mmrm made of the published trials."""
    path = shared_data / "longitudinal" / "longitudinal_expected.json"
    return dict(json.loads(path.read_text("utf-8")))


@pytest.fixture(scope="session")
def depression(shared_data: Path) -> Fit:
    """Return bdi ~ bdi.pre + time × treatment of the Beat-the-Blues trial."""
    rows = pd.read_csv(shared_data / "longitudinal" / "BtheB_wide.csv")
    outcomes = rows[["bdi.2m", "bdi.3m", "bdi.5m", "bdi.8m"]].to_numpy(float)
    treated = (rows["treatment"] == "BtheB").to_numpy(float)
    covariates = np.column_stack([np.ones(len(rows)), rows["bdi.pre"], treated])
    design = np.zeros((3, 4, 9))
    design[0, :, 0] = design[1, :, 1] = design[2, :, 5] = 1
    for visit in (1, 2, 3):
        design[0, visit, 1 + visit] = design[2, visit, 5 + visit] = 1
    return fitted(outcomes, covariates, design)


@pytest.fixture(scope="session")
def neck_pain(shared_data: Path) -> Fit:
    """Return vas ~ time × laser of the neck pain trial."""
    rows = pd.read_csv(shared_data / "longitudinal" / "neck_pain_lllt_vas.csv")
    wide = rows.assign(vas=100 * rows["vas"]).pivot_table("vas", "id", "time", dropna=False)
    laser = (rows.groupby("id")["laser"].first() == 2).to_numpy(float)
    design = np.zeros((2, 3, 6))
    design[0, :, 0] = design[1, :, 3] = 1
    for visit in (1, 2):
        design[0, visit, visit] = design[1, visit, 3 + visit] = 1
    return fitted(wide.to_numpy(float), np.column_stack([np.ones(len(wide)), laser]), design)


def fitted(outcomes: Floats, covariates: Floats, design: Floats) -> Fit:
    some = ~np.isnan(outcomes).all(axis=1)
    fit = fit_repeated_measures(outcomes[some], covariates[some], design)
    assert isinstance(fit, Fit)
    return fit


@pytest.mark.parametrize(("trial", "name"), [("depression", "BtheB"), ("neck_pain", "neck_pain")])
def test_coefficients_and_errors_against_R_gls_and_mmrm(
    request: pytest.FixtureRequest, longitudinal: dict[str, Any], trial: str, name: str
) -> None:
    fit: Fit = request.getfixturevalue(trial)
    gls, other = longitudinal[f"{name}_gls_UN"], longitudinal[f"{name}_mmrm_Satterthwaite"]
    for place, row in enumerate(np.eye(fit.state.coefficients.size)):
        found = fit.contrast(row, confidence_level=0.95)
        assert found.value == pytest.approx(gls["est"][place], rel=1e-5)
        assert found.standard_error == pytest.approx(gls["se"][place], rel=1e-5)
        # mmrm stops earlier: its coefficients differ from those of gls by up to 2e-4, its errors
        # by 7e-5, and so do its degrees of freedom from ours.
        assert found.value == pytest.approx(other["est"][place], rel=3e-4)
        assert found.degrees_of_freedom == pytest.approx(other["df"][place], rel=3e-4)


def test_the_likelihood_is_no_lower_than_that_of_R_gls(
    depression: Fit, longitudinal: dict[str, Any]
) -> None:
    observations, coefficients = 280, 9
    constant = (observations - coefficients) * np.log(2 * np.pi)
    loglik = -(depression.state.criterion + constant) / 2
    assert loglik >= longitudinal["BtheB_gls_UN"]["loglik"] - 1e-9
    assert loglik == pytest.approx(longitudinal["BtheB_gls_UN"]["loglik"], rel=1e-8)


def trial(n: int, seed: int, *, missing: float = 0.25) -> tuple[Floats, Floats]:
    draw = np.random.default_rng(seed)
    person = draw.normal(0, 8, n)
    baseline = draw.normal(60, 12, n)
    changes = 20 + 0.3 * (baseline[:, None] - 60) + person[:, None] + draw.normal(0, 9, (n, 3))
    changes[draw.random(changes.shape) < missing] = np.nan
    return changes, baseline


def estimate(changes: Floats, baseline: Floats) -> RepeatedMeasures:
    found = mmrm(changes, baseline, VISITS, confidence_level=0.95)
    assert isinstance(found, RepeatedMeasures)
    return found


def test_the_gradients_against_finite_differences() -> None:
    changes, baseline = trial(60, 3)
    some = ~np.isnan(changes).all(axis=1)
    covariates = np.column_stack([np.ones(some.sum()), baseline[some] - 60])
    design = np.zeros((2, 3, 6))
    for visit in range(3):
        design[0, visit, visit] = design[1, visit, 3 + visit] = 1
    likelihood = RestrictedLikelihood(
        patterns=patterns_of(changes[some], covariates), design=design
    )
    covariance = np.array([[140.0, 70, 60], [70, 150, 65], [60, 65, 160]])
    contrast = np.array([1.0, -1, 0, 0.5, 0, 0])
    state = likelihood.at(covariance)
    slope = likelihood.contrast_gradient(covariance, state.covariance, contrast)
    for one in range(3):
        for other in range(one + 1):
            step = np.zeros((3, 3))
            step[one, other] = step[other, one] = 1e-4
            both = [likelihood.at(covariance + sign * step) for sign in (1, -1)]
            share = 1 if one == other else 2
            of_criterion = (both[0].criterion - both[1].criterion) / 2e-4
            assert share * state.gradient[one, other] == pytest.approx(of_criterion, rel=1e-5)
            variances = [contrast @ each.covariance @ contrast for each in both]
            of_variance = (variances[0] - variances[1]) / 2e-4
            assert share * slope[one, other] == pytest.approx(of_variance, rel=1e-5)


def test_one_complete_visit_is_the_regression_on_baseline_by_hand() -> None:
    changes, baseline = trial(40, 5, missing=0)
    found = mmrm(changes[:, :1], baseline, ("m1",), confidence_level=0.95)
    assert isinstance(found, RepeatedMeasures)
    (mean,) = found.means
    centred = baseline - baseline.mean()
    slope = (centred @ changes[:, 0]) / (centred @ centred)
    residual = changes[:, 0] - changes[:, 0].mean() - slope * centred
    assert mean.value == pytest.approx(changes[:, 0].mean())
    of_model, of_baseline = residual @ residual / 38 / 40, slope**2 * baseline.var(ddof=1) / 40
    assert mean.standard_error**2 == pytest.approx(of_model + of_baseline, rel=1e-6)
    freedom = (of_model + of_baseline) ** 2 / (of_model**2 / 38 + of_baseline**2 / 39)
    assert mean.degrees_of_freedom == pytest.approx(freedom, rel=1e-5)


def test_one_complete_visit_has_nearly_the_error_of_the_plain_mean() -> None:
    changes, baseline = trial(400, 5, missing=0)
    found = mmrm(changes[:, :1], baseline, ("m1",), confidence_level=0.95)
    assert isinstance(found, RepeatedMeasures)
    plain = changes[:, 0].std(ddof=1) / np.sqrt(400)
    assert found.means[0].standard_error == pytest.approx(plain, rel=0.002)


def test_complete_visits_have_the_plain_mean_change() -> None:
    changes, baseline = trial(50, 8, missing=0)
    means = [mean.value for mean in estimate(changes, baseline).means]
    assert means == pytest.approx(changes.mean(axis=0), rel=1e-8)


@settings(max_examples=15)
@given(seed=st.integers(0, 10_000))
def test_order_and_scale_change_nothing_and_intervals_contain_the_mean(seed: int) -> None:
    changes, baseline = trial(50, seed)
    found = estimate(changes, baseline)
    shuffled = np.random.default_rng(seed).permutation(50)
    again = estimate(changes[shuffled], baseline[shuffled])
    scaled = estimate(10 * changes, baseline + 7)
    for one, same, tenfold in zip(found.means, again.means, scaled.means, strict=True):
        assert same.value == pytest.approx(one.value, rel=1e-6)
        assert tenfold.value == pytest.approx(10 * one.value, rel=1e-6)
        assert tenfold.standard_error == pytest.approx(10 * one.standard_error, rel=1e-5)
        assert one.interval.lower < one.value < one.interval.upper


def test_doubling_every_patient_halves_the_variance_but_for_degrees_of_freedom() -> None:
    changes, baseline = trial(200, 2)
    once = estimate(changes, baseline)
    twice = estimate(np.tile(changes, (2, 1)), np.tile(baseline, 2))
    for one, two in zip(once.means, twice.means, strict=True):
        assert two.value == pytest.approx(one.value, rel=1e-3)
        assert two.standard_error * np.sqrt(2) == pytest.approx(one.standard_error, rel=0.02)


def test_who_drops_out_for_a_bad_visit_is_not_forgotten() -> None:
    draw = np.random.default_rng(11)
    person = draw.normal(0, 10, 4000)
    changes = 20 + person[:, None] + draw.normal(0, 5, (4000, 3))
    changes[changes[:, 0] < 20, 1:] = np.nan
    found = mmrm(
        changes, np.full(4000, 60.0) + draw.normal(0, 5, 4000), VISITS, confidence_level=0.95
    )
    assert isinstance(found, RepeatedMeasures)
    assert float(np.nanmean(changes[:, 1])) > 26
    assert found.means[1].value == pytest.approx(20, abs=0.6)


def test_a_visit_with_nine_changes_is_left_out() -> None:
    changes, baseline = trial(60, 4, missing=0)
    changes[9:, 2] = np.nan
    assert estimate(changes, baseline).visits == ("m1", "m3")


def test_who_has_no_baseline_is_left_out() -> None:
    changes, baseline = trial(60, 4)
    baseline[:10] = np.nan
    assert estimate(changes, baseline) == estimate(changes[10:], baseline[10:])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (np.empty((0, 3)), "no visit has enough changes"),
        (np.full((1, 3), 12.0), "no visit has enough changes"),
        (np.full((30, 3), np.nan), "no visit has enough changes"),
        (np.full((30, 3), 12.0), "all changes of a visit are equal"),
        (
            np.tile(np.random.default_rng(1).normal(0, 9, (30, 1)), (1, 3)),
            "the changes of two visits cannot be told apart",
        ),
        (
            np.where(
                np.eye(3).repeat(12, axis=0) > 0,
                np.random.default_rng(2).normal(0, 9, (36, 3)),
                np.nan,
            ),
            "too few patients answered the same visits",
        ),
    ],
    ids=["nobody", "one patient", "no answers", "all equal", "twins", "never together"],
)
def test_what_cannot_be_estimated_says_why(changes: Floats, reason: str) -> None:
    baseline = 60 + np.arange(len(changes), dtype=float)
    found = mmrm(changes, baseline, VISITS, confidence_level=0.95)
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_equal_baselines_cannot_be_adjusted_for() -> None:
    changes, _ = trial(40, 6)
    found = mmrm(changes, np.full(40, 60.0), VISITS, confidence_level=0.95)
    assert isinstance(found, NotEstimable)
