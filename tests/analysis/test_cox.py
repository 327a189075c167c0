"""Cox regression with Efron's rule for ties, against R's coxph and lifelines."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lifelines import CoxPHFitter
from lifelines.datasets import load_gbsg2, load_larynx, load_lung, load_rossi

from registry.analysis.cox import cox
from registry.analysis.cox_results import Concordance, Cox
from registry.analysis.estimates import NotEstimable

Floats = npt.NDArray[np.float64]
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "cox.json"
ITERATED = 1e-5
"""lifelines stops its iteration at a gradient of 1e-7."""
BLOCKS = {
    "lung": (("lung", "cox_age_sex_phecog"), ("time", "event", 1), ("age", "sex", "ph.ecog")),
    "veteran": (
        ("veteran", "cox"),
        ("time", "status", 1),
        ("trt", "karno", "age", "diagtime", "prior"),
    ),
    "progression": (
        ("mgus2", "cox_causespecific_pcm"),
        ("etime", "event_code", 1),
        ("age", "male", "mspike"),
    ),
    "death": (
        ("mgus2", "cox_causespecific_death"),
        ("etime", "event_code", 2),
        ("age", "male", "mspike"),
    ),
    "pbc": (
        ("pbc", "cox_death"),
        ("time", "status", 2),
        ("age", "edema", "log_bili", "log_protime", "log_albumin"),
    ),
    "aml": (("aml", "cox_x"), ("time", "status", 1), ("not_maintained",)),
    "kidney": (("kidney", "cox_cluster_id"), ("time", "status", 1), ("age", "sex")),
}
FILES = {
    "progression": "mgus2_competing",
    "death": "mgus2_competing",
    "pbc": "pbc_competing",
    "kidney": "kidney_catheter",
}
PATIENTS = st.lists(
    st.tuples(st.integers(0, 30), st.booleans(), st.integers(-3, 3), st.booleans()),
    min_size=12,
    max_size=60,
)
Patients = list[tuple[int, bool, int, bool]]


def published(folder: Path, name: str) -> tuple[Floats, npt.NDArray[np.bool_], Floats]:
    """Return time, event and covariates of a published data set, coded as R's formula does."""
    table = pd.read_csv(folder / "survival" / f"{FILES.get(name, name)}.csv")
    if name in {"progression", "death"}:
        table["male"] = table["sex"] == "M"
    if name == "aml":
        table["not_maintained"] = table["x"] == "Nonmaintained"
    if name == "pbc":
        for marker in ("bili", "protime", "albumin"):
            table[f"log_{marker}"] = np.log(table[marker])
    _, (time, status, code), covariates = BLOCKS[name]
    return (
        table[time].to_numpy(dtype=float),
        (table[status] == code).to_numpy(),
        table[list(covariates)].to_numpy(dtype=float),
    )


def fitted(time: npt.ArrayLike, event: npt.ArrayLike, covariates: npt.ArrayLike) -> Cox:
    """Fit with as many covariates as there are columns, whatever the number of events."""
    names = [f"covariate {place}" for place in range(np.shape(covariates)[1])]
    found = cox(time, event, covariates, names, confidence_level=0.95, events_per_covariate=1)
    assert isinstance(found, Cox), found
    return found


def attempted(patients: Patients) -> Cox | NotEstimable:
    days, event, score, donor = (np.array(column) for column in zip(*patients, strict=True))
    return cox(
        days,
        event,
        np.column_stack([score, donor]),
        ["score", "donor"],
        confidence_level=0.95,
        events_per_covariate=1,
    )


def coefficients(model: Cox) -> list[float]:
    return [ratio.coefficient for ratio in model.hazard_ratios]


def standard_errors(model: Cox) -> list[float]:
    return [ratio.standard_error for ratio in model.hazard_ratios]


@pytest.mark.parametrize("name", BLOCKS)
def test_published_data_against_R_coxph(
    name: str, shared_data: Path, survival_in_r: dict[str, Any]
) -> None:
    data_set, block = BLOCKS[name][0]
    expected = survival_in_r[data_set][block]["efron"]
    found = fitted(*published(shared_data, name))
    assert (found.n, found.events) == (expected["n"], expected["nevent"])
    # R's own iteration stops at a change of 1e-9 of the log-likelihood
    assert coefficients(found) == pytest.approx(list(expected["coef"].values()), rel=1e-7)
    assert standard_errors(found) == pytest.approx(list(expected["se"].values()), rel=1e-8)
    assert found.log_likelihood_null == pytest.approx(expected["loglik_null"], rel=1e-12)
    assert found.log_likelihood == pytest.approx(expected["loglik"], rel=1e-12)
    assert found.likelihood_ratio.chi_square == pytest.approx(expected["lrt"]["test"], rel=1e-8)
    assert found.likelihood_ratio.p_value == pytest.approx(expected["lrt"]["pvalue"], rel=1e-8)
    assert found.score.chi_square == pytest.approx(expected["score"]["test"], rel=1e-8)
    assert found.score.p_value == pytest.approx(expected["score"]["pvalue"], rel=1e-8)
    assert isinstance(found.concordance, Concordance)
    assert found.concordance.value == pytest.approx(expected["concordance"]["C"], rel=1e-12)


@pytest.mark.parametrize("name", [name for name in BLOCKS if name != "kidney"])
def test_inference_without_clusters_against_R_coxph(
    name: str, shared_data: Path, survival_in_r: dict[str, Any]
) -> None:
    data_set, block = BLOCKS[name][0]
    expected = survival_in_r[data_set][block]["efron"]
    found = fitted(*published(shared_data, name))
    for ratio, *values in zip(
        found.hazard_ratios,
        *(expected[part].values() for part in ("exp_coef", "z", "p", "hr_lower", "hr_upper")),
        strict=True,
    ):
        mine = (ratio.hazard_ratio, ratio.z, ratio.p_value)
        assert (*mine, ratio.interval.lower, ratio.interval.upper) == pytest.approx(
            tuple(values), rel=1e-7
        )
    # R prints Wald's statistic to two decimals
    assert found.wald.chi_square == pytest.approx(expected["wald"]["test"], abs=0.0051)
    assert found.wald.degrees_of_freedom == expected["wald"]["df"]
    assert found.wald.p_value == pytest.approx(expected["wald"]["pvalue"], rel=1e-7)
    assert isinstance(found.concordance, Concordance)
    assert found.concordance.standard_error == pytest.approx(
        expected["concordance"]["se(C)"], rel=1e-8
    )


def test_recidivism_against_R_coxph() -> None:
    expected = json.loads(GOLDEN.read_text("utf-8"))
    rossi = load_rossi()
    found = fitted(rossi["week"], rossi["arrest"], rossi[expected["covariates"]])
    assert (found.n, found.events, found.left_out) == (expected["n"], expected["events"], 0)
    assert coefficients(found) == pytest.approx(expected["coefficient"], rel=1e-8)
    assert standard_errors(found) == pytest.approx(expected["standard_error"], rel=1e-8)
    for place, ratio in enumerate(found.hazard_ratios):
        assert ratio.interval.lower == pytest.approx(expected["lower"][place], rel=1e-8)
        assert ratio.interval.upper == pytest.approx(expected["upper"][place], rel=1e-8)
        assert (ratio.interval.level, ratio.interval.method) == (0.95, "Wald")
    assert [found.log_likelihood_null, found.log_likelihood] == pytest.approx(
        expected["log_likelihood"], rel=1e-12
    )
    for test in ("likelihood_ratio", "wald", "score"):
        assert getattr(found, test).chi_square == pytest.approx(expected[test], rel=1e-8)
    pairs, counts = found.concordance, expected["concordance"]
    assert isinstance(pairs, Concordance)
    assert (pairs.concordant, pairs.discordant, pairs.tied) == (
        counts["concordant"],
        counts["discordant"],
        counts["tied.x"],
    )
    assert pairs.value == pytest.approx(counts["concordance"], rel=1e-12)
    assert pairs.standard_error == pytest.approx(counts["std"], rel=1e-8)


@pytest.mark.parametrize(
    ("table", "time", "event", "covariates"),
    [
        (load_rossi(), "week", "arrest", ["fin", "age", "race", "wexp", "mar", "paro", "prio"]),
        (load_lung(), "time", "status", ["age", "sex", "ph.ecog", "wt.loss"]),
        (load_gbsg2(), "time", "cens", ["age", "tsize", "pnodes", "progrec", "estrec"]),
        (load_larynx(), "time", "death", ["age", "Stage_II", "Stage_III", "Stage_IV"]),
    ],
    ids=["rossi", "lung", "gbsg2", "larynx"],
)
def test_shipped_data_against_lifelines(
    table: pd.DataFrame, time: str, event: str, covariates: list[str]
) -> None:
    used = table[[time, event, *covariates]].astype(float)
    complete = used.dropna()
    other = CoxPHFitter().fit(complete, time, event)
    found = fitted(used[time], used[event], used[covariates])
    assert (found.n, found.left_out) == (len(complete), len(used) - len(complete))
    assert coefficients(found) == pytest.approx(other.params_.tolist(), rel=ITERATED)
    assert standard_errors(found) == pytest.approx(other.standard_errors_.tolist(), rel=ITERATED)
    assert found.log_likelihood == pytest.approx(other.log_likelihood_, rel=1e-8)
    ratio = other.log_likelihood_ratio_test()
    assert found.likelihood_ratio.chi_square == pytest.approx(ratio.test_statistic, rel=ITERATED)
    assert isinstance(found.concordance, Concordance)
    assert found.concordance.value == pytest.approx(other.concordance_index_, abs=1e-12)


@given(patients=PATIENTS, order=st.randoms(use_true_random=False))
def test_the_order_of_patients_changes_nothing(patients: Patients, order: Any) -> None:  # noqa: ANN401 - hypothesis gives no type
    model = attempted(patients)
    shuffled = attempted(order.sample(patients, len(patients)))
    if isinstance(model, NotEstimable):
        assert shuffled == model
        return
    assert isinstance(shuffled, Cox)
    assert coefficients(shuffled) == pytest.approx(coefficients(model), rel=1e-8, abs=1e-9)
    assert standard_errors(shuffled) == pytest.approx(standard_errors(model), rel=1e-8)
    assert shuffled.score.chi_square == pytest.approx(model.score.chi_square, rel=1e-8, abs=1e-9)
    if isinstance(model.concordance, NotEstimable):
        assert shuffled.concordance == model.concordance
        return
    assert isinstance(shuffled.concordance, Concordance)
    assert shuffled.concordance.value == model.concordance.value
    assert shuffled.concordance.standard_error == pytest.approx(
        model.concordance.standard_error, rel=1e-12
    )


@given(patients=PATIENTS)
def test_only_the_order_of_days_counts(patients: Patients) -> None:
    later = [(day**3 * 365 + 7, event, score, donor) for day, event, score, donor in patients]
    assert attempted(later) == attempted(patients)


@given(patients=PATIENTS, scale=st.sampled_from([1e-6, -1.0, 1000.0]), shift=st.integers(-50, 50))
def test_another_unit_of_a_covariate_divides_its_coefficient(
    patients: Patients, scale: float, shift: int
) -> None:
    model = attempted(patients)
    assume(isinstance(model, Cox))
    assert isinstance(model, Cox)
    days, event, score, donor = (np.array(column) for column in zip(*patients, strict=True))
    other = fitted(days, event, np.column_stack([~donor, scale * (score + shift)]))
    score_ratio, donor_ratio = model.hazard_ratios
    assert coefficients(other) == pytest.approx(
        [-donor_ratio.coefficient, score_ratio.coefficient / scale], rel=1e-7, abs=1e-8
    )
    assert standard_errors(other) == pytest.approx(
        [donor_ratio.standard_error, score_ratio.standard_error / abs(scale)], rel=1e-7
    )
    assert other.wald.chi_square == pytest.approx(model.wald.chi_square, rel=1e-7, abs=1e-8)


@given(patients=PATIENTS)
def test_an_interval_holds_its_hazard_ratio(patients: Patients) -> None:
    model = attempted(patients)
    if isinstance(model, Cox):
        assert model.log_likelihood >= model.log_likelihood_null
        for ratio in model.hazard_ratios:
            assert ratio.interval.lower <= ratio.hazard_ratio <= ratio.interval.upper
            assert np.isfinite([ratio.coefficient, ratio.standard_error]).all()
