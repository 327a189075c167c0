"""Whether hazard ratios are constant, against R's cox.zph."""

import json
from pathlib import Path
from typing import Any, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import CoxPHFitter
from lifelines.datasets import load_rossi
from lifelines.statistics import proportional_hazard_test

from registry.analysis.cox import cox
from registry.analysis.cox_results import Cox, ProportionalHazards
from registry.analysis.estimates import NotEstimable
from registry.analysis.proportional_hazards import Transform, proportional_hazards

Floats = npt.NDArray[np.float64]
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "cox.json"
TRANSFORMS: tuple[Transform, ...] = get_args(Transform)


def refitted(
    time: npt.ArrayLike, event: npt.ArrayLike, covariates: npt.ArrayLike, transform: Transform
) -> ProportionalHazards | NotEstimable:
    """Fit with as many covariates as there are columns, and test the model."""
    names = [f"covariate {place}" for place in range(np.shape(covariates)[1])]
    model = cox(time, event, covariates, names, confidence_level=0.95, events_per_covariate=1)
    if isinstance(model, NotEstimable):
        return model
    return proportional_hazards(time, event, covariates, model, transform=transform)


def rows(found: ProportionalHazards | NotEstimable) -> tuple[list[float], list[float], list[int]]:
    """Return chi-square, p and degrees of freedom in the order of R's table."""
    assert isinstance(found, ProportionalHazards), found
    tests = [*(row.test for row in found.covariates), found.overall]
    return (
        [test.chi_square for test in tests],
        [test.p_value for test in tests],
        [test.degrees_of_freedom for test in tests],
    )


def published(folder: Path, name: str) -> tuple[Floats, npt.NDArray[np.bool_], Floats]:
    """Return time, event and covariates of a published data set, coded as R's formula does."""
    file, time, status, code, covariates = COLUMNS[name]
    table = pd.read_csv(folder / "survival" / f"{file}.csv")
    coded = table.assign(
        **{f"log_{marker}": np.log(table[marker]) for marker in LOGGED if marker in table}
    )
    if "sex" in coded and coded["sex"].dtype == object:
        coded["sex"] = coded["sex"] == "M"
    if "x" in coded:
        coded["x"] = coded["x"] == "Nonmaintained"
    return (
        coded[time].to_numpy(dtype=float),
        (coded[status] == code).to_numpy(),
        coded[list(covariates)].to_numpy(dtype=float),
    )


LOGGED = ("bili", "protime", "albumin")
MARKERS = ("age", "edema", "log_bili", "log_protime", "log_albumin")
COLUMNS = {
    "lung cox_age_sex_phecog": ("lung", "time", "event", 1, ("age", "sex", "ph.ecog")),
    "veteran cox": ("veteran", "time", "status", 1, ("trt", "karno", "age", "diagtime", "prior")),
    "mgus2 cox_causespecific_pcm": (
        "mgus2_competing",
        "etime",
        "event_code",
        1,
        ("age", "sex", "mspike"),
    ),
    "mgus2 cox_causespecific_death": (
        "mgus2_competing",
        "etime",
        "event_code",
        2,
        ("age", "sex", "mspike"),
    ),
    "pbc cox_death": ("pbc_competing", "time", "status", 2, MARKERS),
    "aml cox_x": ("aml", "time", "status", 1, ("x",)),
}


@pytest.mark.parametrize("transform", TRANSFORMS)
@pytest.mark.parametrize("name", COLUMNS)
def test_published_data_against_R_cox_zph(
    name: str, transform: Transform, shared_data: Path, survival_in_r: dict[str, Any]
) -> None:
    data_set, block = name.split()
    expected = survival_in_r[data_set][block]["efron"][f"cox_zph_{transform}"]
    chi_square, p_value, freedom = rows(refitted(*published(shared_data, name), transform))
    # R's coefficients are off by up to 1e-7, where its own iteration stops
    assert chi_square == pytest.approx(expected["chisq"], rel=1e-7)
    assert p_value == pytest.approx(expected["p"], rel=1e-7)
    assert freedom == expected["df"]


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_recidivism_against_R_cox_zph(transform: Transform) -> None:
    golden = json.loads(GOLDEN.read_text("utf-8"))
    rossi, expected = load_rossi(), golden["zph"][transform]
    found = refitted(rossi["week"], rossi["arrest"], rossi[golden["covariates"]], transform)
    chi_square, p_value, _ = rows(found)
    assert chi_square == pytest.approx(expected["chi_square"], rel=1e-8)
    assert p_value == pytest.approx(expected["p"], rel=1e-8)


def test_lifelines_is_another_test(shared_data: Path) -> None:
    days, event, covariates = published(shared_data, "veteran cox")
    names = list(COLUMNS["veteran cox"][4])
    table = pd.DataFrame(covariates, columns=names).assign(days=days, event=event)
    other = proportional_hazard_test(
        CoxPHFitter().fit(table, "days", "event"), table, time_transform="km"
    )
    age = names.index("age")
    found = rows(refitted(days, event, covariates, "km"))
    assert found[1][age] > 0.05 > float(other.summary.loc["age", "p"])


@pytest.mark.parametrize("transform", TRANSFORMS)
@given(
    patients=st.lists(
        st.tuples(st.integers(0, 30), st.booleans(), st.integers(-3, 3)), min_size=8, max_size=50
    )
)
def test_order_and_units_change_nothing(
    transform: Transform, patients: list[tuple[int, bool, int]]
) -> None:
    days, event, score = (np.array(column) for column in zip(*patients, strict=True))
    found = refitted(days, event, score[:, None], transform)
    other = refitted(days[::-1] * 7, event[::-1], 1000.0 * score[::-1, None] + 5, transform)
    if isinstance(found, NotEstimable):
        assert other == found
        return
    assert isinstance(other, ProportionalHazards)
    assert other.overall.chi_square == pytest.approx(found.overall.chi_square, rel=1e-6, abs=1e-8)
    # with one covariate the test of all is the test of that one
    assert found.covariates[0].test.chi_square == pytest.approx(found.overall.chi_square)


def test_a_planted_change_is_found_and_a_constant_ratio_is_not() -> None:
    rng = np.random.default_rng(20261126)
    donor = np.repeat([0.0, 1.0], 2000)
    constant = rng.exponential(size=4000) / np.exp(donor)
    crossing = np.where(donor == 1, rng.exponential(size=4000), rng.weibull(2, size=4000))
    everybody = np.ones(4000, dtype=bool)
    # one draw of a constant ratio has any p value: far from the planted change is what counts
    assert rows(refitted(constant, everybody, donor[:, None], "km"))[1][0] > 0.01
    assert rows(refitted(crossing, everybody, donor[:, None], "km"))[1][0] < 1e-6


def test_rows_without_a_covariate_are_left_out() -> None:
    rossi = load_rossi()
    lacking = rossi[["age", "prio"]].astype(float)
    lacking.iloc[::7, 0] = np.nan
    known = lacking["age"].notna()
    assert refitted(rossi["week"], rossi["arrest"], lacking, "km") == refitted(
        rossi["week"][known], rossi["arrest"][known], lacking[known], "km"
    )


@pytest.mark.parametrize("day", [0, 30])
@pytest.mark.parametrize("transform", TRANSFORMS)
def test_events_on_one_day_cannot_show_a_change(day: int, transform: Transform) -> None:
    found = refitted(np.full(6, day), [True] * 4 + [False] * 2, MIXED, transform)
    assert found == NotEstimable(reason="all events fall on one day", n=1, minimum=2)


def test_too_few_days_with_events_cannot_show_a_change() -> None:
    covariates = np.column_stack([MIXED, MIXED**2])
    found = refitted([1, 1, 2, 2, 3, 3], [True, False] * 2 + [False] * 2, covariates, "km")
    assert isinstance(found, NotEstimable)


MIXED = np.array([[3.0], [1.0], [4.0], [1.5], [5.0], [0.5]])


def test_the_result_says_which_function_of_time_it_used() -> None:
    rossi = load_rossi()
    model = cox(
        rossi["week"], rossi["arrest"], rossi[["age", "fin"]], ["age", "fin"], confidence_level=0.95
    )
    assert isinstance(model, Cox)
    found = proportional_hazards(rossi["week"], rossi["arrest"], rossi[["age", "fin"]], model)
    assert isinstance(found, ProportionalHazards)
    assert found.transform == "km"
    assert [row.covariate for row in found.covariates] == ["age", "fin"]
