"""Effect sizes of studies, against metafor's escalc."""

import csv
import math
from pathlib import Path
from typing import Any

import pytest

from registry.analysis.meta_analysis.effect_sizes import (
    ArmSummary,
    PairedSummary,
    hedges_g,
    mean_change,
    mean_difference,
)
from registry.analysis.meta_analysis.event_effects import (
    EventCount,
    freeman_tukey_proportion,
    log_odds_ratio,
    logit_proportion,
    proportion_from_freeman_tukey,
    proportion_from_logit,
)

PROPORTIONS = (
    "pritz1997_proportion",
    "hannum2020_proportion_objective",
    "nielweise2007_treated_arm_proportion_with_zeros",
)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "meta" / f"dat.{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def arm(row: dict[str, str], which: int) -> ArmSummary:
    return ArmSummary(
        n=int(row[f"n{which}i"]),
        mean=float(row[f"m{which}i"]),
        standard_deviation=float(row[f"sd{which}i"]),
    )


@pytest.mark.parametrize(
    ("block", "effect"),
    [("normand1999_MD", mean_difference), ("normand1999_SMD", hedges_g)],
)
def test_differences_of_means_against_metafor(
    shared_data: Path,
    metafor: dict[str, Any],
    block: str,
    effect: Any,  # noqa: ANN401 - either
) -> None:
    found = [effect(arm(row, 1), arm(row, 2)) for row in rows(shared_data, "normand1999")]
    assert [each.estimate for each in found] == pytest.approx(metafor[block]["yi"], rel=1e-8)
    assert [each.variance for each in found] == pytest.approx(metafor[block]["vi"], rel=1e-8)


def test_odds_ratios_against_metafor(shared_data: Path, metafor: dict[str, Any]) -> None:
    found = [
        log_odds_ratio(
            EventCount(events=int(row["ai"]), patients=int(row["n1i"])),
            EventCount(events=int(row["ci"]), patients=int(row["n2i"])),
        )
        for row in rows(shared_data, "nielweise2007")
    ]
    expected = metafor["nielweise2007_logOR"]
    assert [each.estimate for each in found] == pytest.approx(expected["yi"], rel=1e-8)
    assert [each.variance for each in found] == pytest.approx(expected["vi"], rel=1e-8)


@pytest.mark.parametrize("name", PROPORTIONS)
def test_proportions_against_metafor(metafor: dict[str, Any], name: str) -> None:
    block = metafor[name]
    counts = [
        EventCount(events=events, patients=patients)
        for events, patients in zip(block["input"]["x"], block["input"]["n"], strict=True)
    ]
    for key, effect in (("PLO", logit_proportion), ("PFT", freeman_tukey_proportion)):
        found = [effect(count) for count in counts]
        assert [each.estimate for each in found] == pytest.approx(block[key]["yi"], rel=1e-8)
        assert [each.variance for each in found] == pytest.approx(block[key]["vi"], rel=1e-8)


@pytest.mark.parametrize("name", PROPORTIONS)
def test_proportions_are_turned_back_as_metafor_does(metafor: dict[str, Any], name: str) -> None:
    block = metafor[name]
    logit, angle = block["PLO"]["DL"], block["PFT"]["DL"]
    assert proportion_from_logit(logit["wald_z"]["estimate"]) == pytest.approx(
        logit["backtransformed_z"]["pred"], rel=1e-8
    )
    assert proportion_from_freeman_tukey(
        angle["wald_z"]["estimate"], block["input"]["n"]
    ) == pytest.approx(angle["backtransformed_z"]["pred"], rel=1e-8)


def test_a_mean_change_by_hand() -> None:
    # sd² = 15² + 20² − 2 × 0.5 × 15 × 20 = 325; 325 ÷ 26 = 12.5
    found = mean_change(
        PairedSummary(
            n=26,
            mean_before=70.0,
            standard_deviation_before=15.0,
            mean_after=30.0,
            standard_deviation_after=20.0,
            correlation=0.5,
        )
    )
    assert found.estimate == 40.0
    assert found.variance == pytest.approx(12.5, rel=1e-12)


@pytest.mark.parametrize(("events", "patients"), [(3, 2), (-1, 5), (0, 0)])
def test_counts_that_cannot_be_are_refused(events: int, patients: int) -> None:
    with pytest.raises(ValueError, match="patients have the event"):
        EventCount(events=events, patients=patients)


@pytest.mark.parametrize("deviation", [-1.0, math.nan, math.inf])
def test_a_deviation_that_cannot_be_is_refused(deviation: float) -> None:
    with pytest.raises(ValueError, match="standard deviation"):
        ArmSummary(n=10, mean=1.0, standard_deviation=deviation)
