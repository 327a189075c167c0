"""Whether groups differ in the time to the event."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.statistics import multivariate_logrank_test

from registry.analysis.estimates import LogRank, NotEstimable
from registry.analysis.log_rank import log_rank
from tests.factories.frames import time_to_event

PATIENTS = st.lists(
    st.tuples(st.integers(0, 60), st.booleans(), st.sampled_from("abc")), min_size=4, max_size=50
)


def test_two_groups_against_R_survdiff(shared_data: Path, survival_in_r: dict[str, Any]) -> None:
    lung = pd.read_csv(shared_data / "survival" / "lung.csv")
    found = log_rank(
        time_to_event(lung["time"].tolist(), (lung["event"] == 1).tolist()), lung["sex"]
    )
    expected = survival_in_r["lung"]["logrank_sex"]
    assert isinstance(found, LogRank)
    assert found.observed == pytest.approx(expected["obs"])
    assert found.expected == pytest.approx(expected["exp"], rel=1e-8)
    assert found.chi_square == pytest.approx(expected["chisq"], rel=1e-8)
    assert found.p_value == pytest.approx(expected["p"], rel=1e-8)


def test_within_strata_against_R_survdiff(shared_data: Path, survival_in_r: dict[str, Any]) -> None:
    lung = pd.read_csv(shared_data / "survival" / "lung.csv")
    known = lung[lung["ph.ecog"].notna()].reset_index(drop=True)
    frame = time_to_event(known["time"].tolist(), (known["event"] == 1).tolist())
    found = log_rank(frame, known["sex"], stratum=known["ph.ecog"])
    expected = survival_in_r["lung"]["logrank_sex_strat_phecog"]
    assert isinstance(found, LogRank)
    assert found.chi_square == pytest.approx(expected["chisq"], rel=1e-8)
    assert found.expected == pytest.approx(expected["exp"], rel=1e-8)


def test_four_groups_against_R_survdiff(shared_data: Path, survival_in_r: dict[str, Any]) -> None:
    veteran = pd.read_csv(shared_data / "survival" / "veteran.csv")
    frame = time_to_event(veteran["time"].tolist(), (veteran["status"] == 1).tolist())
    found = log_rank(frame, veteran["celltype"])
    expected = survival_in_r["veteran"]["logrank_celltype"]
    assert isinstance(found, LogRank)
    assert (found.degrees_of_freedom, len(found.groups)) == (3, 4)
    assert found.chi_square == pytest.approx(expected["chisq"], rel=1e-8)
    assert found.p_value == pytest.approx(expected["p"], rel=1e-8)


@given(patients=PATIENTS)
def test_unstratified_against_lifelines(patients: list[tuple[int, bool, str]]) -> None:
    days, observed, groups = (list(column) for column in zip(*patients, strict=True))
    found = log_rank(time_to_event(days, observed), pd.Series(groups))
    if isinstance(found, NotEstimable):
        return
    if len(found.groups) == found.degrees_of_freedom + 1:
        other = multivariate_logrank_test(days, groups, observed)
        assert found.chi_square == pytest.approx(other.test_statistic, rel=1e-6, abs=1e-8)


@given(patients=PATIENTS)
def test_order_and_names_of_groups_change_nothing(patients: list[tuple[int, bool, str]]) -> None:
    def chi_square(rows: list[tuple[int, bool, str]]) -> float | None:
        days, observed, groups = (list(column) for column in zip(*rows, strict=True))
        found = log_rank(time_to_event(days, observed), pd.Series(groups))
        return None if isinstance(found, NotEstimable) else found.chi_square

    names = {"a": "z", "b": "y", "c": "x"}
    renamed = [(day, event, names[group]) for day, event, group in patients]
    assert chi_square(renamed[::-1]) == pytest.approx(chi_square(patients), abs=1e-8)


@pytest.mark.parametrize(
    ("groups", "observed", "reason"),
    [
        ("aaaa", [True] * 4, "a comparison needs two groups"),
        ("aabb", [False] * 4, "no event tells the groups apart"),
    ],
)
def test_what_cannot_be_compared_says_why(groups: str, observed: list[bool], reason: str) -> None:
    found = log_rank(time_to_event([1, 2, 3, 4], observed), pd.Series(list(groups)))
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


def test_nobody_is_not_compared() -> None:
    nobody = log_rank(time_to_event([], []), pd.Series([], dtype=object))
    assert isinstance(nobody, NotEstimable)
