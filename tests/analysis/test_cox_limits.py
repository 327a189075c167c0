"""Cox regression where there is little or nothing to fit."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from lifelines import CoxPHFitter

from registry.analysis.cox import cox
from registry.analysis.cox_results import Cox
from registry.analysis.estimates import NotEstimable
from tests.analysis.test_cox import coefficients, fitted

Floats = npt.NDArray[np.float64]
TEN = np.arange(10.0)
ALL = np.ones(10, dtype=bool)
ODD = TEN % 2
MIXED = np.array([3, 1, 4, 1, 5, 9, 2, 6, 5, 3.5])


@pytest.mark.parametrize(
    ("time", "event", "covariates", "reason", "n", "minimum"),
    [
        ([], [], np.empty((0, 1)), "too few events for 1 covariates", 0, 1),
        ([5], [False], [[1]], "too few events for 1 covariates", 0, 1),
        ([5], [True], [[1]], "a is the same in everybody", 1, 2),
        (TEN, ~ALL, MIXED[:, None], "too few events for 1 covariates", 0, 1),
        (TEN, ALL, np.full((10, 1), 0.1), "a is the same in everybody", 1, 2),
        (TEN, ALL, np.full((10, 1), np.nan), "too few events for 1 covariates", 0, 1),
        (
            TEN,
            ALL,
            np.column_stack([MIXED, ODD, 2 * MIXED - 3]),
            "a and c are collinear",
            2,
            3,
        ),
        (
            TEN,
            TEN > 4,
            (TEN < 5)[:, None],
            "a is the same in all who were at risk at an event",
            1,
            2,
        ),
        (TEN, ALL, -TEN[:, None], "the hazard ratio has no finite estimate: a separates", 10, 11),
        (
            TEN,
            ODD == 1,
            np.column_stack([MIXED, ODD]),
            "the hazard ratio has no finite estimate: b separates",
            5,
            6,
        ),
    ],
)
def test_what_cannot_be_fitted_says_why(
    time: npt.ArrayLike,
    event: npt.ArrayLike,
    covariates: npt.ArrayLike,
    reason: str,
    n: int,
    minimum: int,
) -> None:
    names = "abc"[: np.shape(covariates)[1]]
    found = cox(time, event, covariates, names, confidence_level=0.95, events_per_covariate=1)
    assert isinstance(found, NotEstimable)
    assert found.reason.startswith(reason)
    assert (found.n, found.minimum) == (n, minimum)


def test_ten_events_are_asked_for_each_covariate() -> None:
    table = np.column_stack([MIXED, ODD])
    found = cox(TEN, ALL, table, ["a", "b"], confidence_level=0.95)
    assert found == NotEstimable(reason="too few events for 2 covariates", n=10, minimum=20)
    assert isinstance(cox(TEN, ALL, MIXED[:, None], ["a"], confidence_level=0.95), Cox)


def test_a_model_without_a_covariate_is_not_estimable() -> None:
    found = cox(TEN, ALL, np.empty((10, 0)), [], confidence_level=0.95)
    assert found == NotEstimable(reason="a model needs a covariate", n=0, minimum=1)


def test_who_lacks_a_covariate_is_left_out_and_counted() -> None:
    lacking = MIXED.copy()
    lacking[[2, 6]] = np.nan
    known = ~np.isnan(lacking)
    found = fitted(TEN, ALL, lacking[:, None])
    other = fitted(TEN[known], ALL[known], lacking[known][:, None])
    assert (found.n, found.events, found.left_out) == (8, 8, 2)
    assert coefficients(found) == coefficients(other)


@pytest.mark.parametrize("day", [0.0, 30.0])
def test_events_of_everybody_on_one_day_say_nothing(day: float) -> None:
    found = fitted(np.full(10, day), ALL, MIXED[:, None])
    assert coefficients(found) == pytest.approx([0], abs=1e-12)
    assert isinstance(found.concordance, NotEstimable)


def test_ten_thousand_ties_are_finite() -> None:
    rng = np.random.default_rng(20261126)
    score = rng.normal(size=20_000)
    event = rng.permutation(np.repeat([True, False], 10_000)) | (score > 3)
    found = fitted(np.zeros(20_000), event, score[:, None])
    other = CoxPHFitter().fit(
        pd.DataFrame({"time": np.ones(20_000), "event": event, "score": score}), "time", "event"
    )
    # so near to 0 lifelines stops within 1e-5: it watches the likelihood, not the coefficient
    assert coefficients(found) == pytest.approx(other.params_.tolist(), abs=1e-5)


def test_an_extreme_unit_is_not_a_warning() -> None:
    found = fitted(TEN, ALL, MIXED[:, None] * 1e-200)
    plain = fitted(TEN, ALL, MIXED[:, None])
    assert coefficients(found) == pytest.approx([coefficients(plain)[0] * 1e200])
    assert found.likelihood_ratio.chi_square == pytest.approx(plain.likelihood_ratio.chi_square)
