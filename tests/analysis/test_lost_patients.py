"""Whether the patients lost at one year were like those followed."""

import math
from datetime import date
from typing import Any

import pandas as pd
import pytest

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.estimates import NotEstimable
from registry.analysis.lost_patients import followed_and_lost, standardised_difference
from registry.analysis.patient_results import StandardisedDifference
from tests.factories.frames import SCHEDULE, scores, subjects


def _compared(patients: pd.DataFrame, answered: list[int]) -> dict[str, StandardisedDifference]:
    rows = scores([(patient, "odi", 365, 30.0) for patient in answered])
    found = followed_and_lost(patients, choose_analysis_scores(rows, SCHEDULE), SCHEDULE)
    return {".".join(filter(None, (each.variable, each.code))): each for each in found}


def test_a_number_against_the_formula_of_Austin_by_hand() -> None:
    patients = subjects(5, age_years=[40.0, 50.0, 60.0, 30.0, 36.0])
    age = _compared(patients, [1, 2, 3])["age_years"]
    assert (age.followed.n, age.followed.mean, age.lost.n, age.lost.mean) == (3, 50, 2, 33)
    assert age.difference == pytest.approx((50 - 33) / math.sqrt((100 + 18) / 2))


def test_a_code_against_the_formula_of_Austin_by_hand() -> None:
    sex = ["female", "male", "male", "male", "female", "female"]
    found = _compared(subjects(6, sex=sex), [1, 2, 3, 4])
    women = found["sex.female"]
    assert (women.followed.mean, women.lost.mean) == (0.25, 1.0)
    assert women.difference == pytest.approx((0.25 - 1) / math.sqrt((0.25 * 0.75 + 0) / 2))
    men = found["sex.male"]
    assert men.difference == pytest.approx((0.75 - 0) / math.sqrt((0.25 * 0.75 + 0) / 2))


@pytest.mark.parametrize("variable", ["age", "vas", "female"])
def test_differences_against_R_effectsize(lost_patients: dict[str, Any], variable: str) -> None:
    made = lost_patients
    values, lost = pd.Series(made[variable], dtype=float), pd.Series(made["lost"])
    found = standardised_difference(values[~lost], values[lost])
    assert found == pytest.approx(made["difference"][variable], rel=1e-8)


def test_who_is_not_due_is_neither_followed_nor_lost() -> None:
    patients = subjects(4)
    patients.loc[3, "expected_until"] = pd.Timestamp(date(2022, 9, 1))
    age = _compared(patients, [1, 2])["age_years"]
    assert (age.followed.n, age.lost.n) == (2, 1)


def test_a_missing_value_is_left_out_of_its_row() -> None:
    patients = subjects(4, body_mass_index=[25.0, None, 27.0, 29.0])
    found = _compared(patients, [1, 2])["body_mass_index"]
    assert (found.followed.n, found.lost.n) == (1, 2)
    reason = "a difference needs patients on both sides"
    assert found.difference == NotEstimable(reason=reason, n=1, minimum=2)


def test_nobody_due_is_an_empty_comparison() -> None:
    assert _compared(subjects(0), []) == {}
    early = subjects(3, expected_until=pd.Timestamp(date(2022, 4, 1)))
    assert _compared(early, []) == {}


def test_it_does_not_grow_with_the_number_of_patients_and_the_order_does_not_matter() -> None:
    first, second = pd.Series([1.0, 2, 4, 8] * 50), pd.Series([2.0, 3, 5, 9] * 50)
    found = standardised_difference(first, second)
    assert isinstance(found, float)
    assert standardised_difference(first[::-1], second) == pytest.approx(found)
    tenfold = standardised_difference(pd.concat([first] * 10), pd.concat([second] * 10))
    assert tenfold == pytest.approx(found, rel=0.01)
    assert standardised_difference(second, first) == pytest.approx(-found)


def test_without_a_spread_equal_means_differ_by_nothing_and_others_have_no_unit() -> None:
    assert standardised_difference(pd.Series([7.0, 7]), pd.Series([7.0, 7])) == 0
    apart = standardised_difference(pd.Series([7.0, 7]), pd.Series([8.0, 8]))
    assert apart == NotEstimable(reason="neither side has a spread", n=2, minimum=2)
