"""How far the share with the event differs between groups at a time."""

import json
from pathlib import Path

import pandas as pd
import pytest

from registry.analysis.estimates import IncidenceDifference, Interval, NotEstimable
from registry.analysis.incidence_difference import incidence_differences
from registry.analysis.time_units import days_after
from tests.analysis.conftest import GOLDEN
from tests.factories.frames import time_to_event


def _differences(
    frame: pd.DataFrame, group: list[str], minimum_at_risk: int = 1
) -> tuple[IncidenceDifference, ...]:
    return incidence_differences(
        frame,
        pd.Series(group, index=frame.index),
        minimum_at_risk=minimum_at_risk,
        confidence_level=0.95,
    )


def test_differences_and_errors_against_R_survfit(shared_data: Path) -> None:
    rows = pd.read_csv(shared_data / "survival" / "mgus2_competing.csv")
    frame = time_to_event(
        [days_after(int(months)) for months in rows["etime"]],
        (rows["event"] == "pcm").tolist(),
        (rows["event"] == "death").tolist(),
    )
    found = {each.months: each for each in _differences(frame, rows["sex"].tolist())}
    in_r = json.loads((GOLDEN / "incidence_difference.json").read_text("utf-8"))
    expected = zip(in_r["time"], in_r["difference"], in_r["standard_error"], strict=True)
    assert {(each.group, each.reference) for each in found.values()} == {("F", "M")}
    for months, men_less_women, error in expected:
        if months in found:
            each = found[months]
            assert each.difference == pytest.approx(-men_less_women, rel=1e-8)
            assert isinstance(each.interval, Interval)
            width = each.interval.upper - each.interval.lower
            assert width == pytest.approx(2 * 1.959963984540054 * error, rel=1e-8)


def test_the_largest_group_is_the_reference_and_a_second_name_turns_the_sign() -> None:
    days, observed = [300, 800, 800, 800, 800], [True, False, False, False, False]
    frame = time_to_event(days, observed)
    small, large = (
        next(each for each in _differences(frame, group) if each.months == 12)
        for group in (["a", "a", "b", "b", "b"], ["b", "b", "a", "a", "a"])
    )
    assert {(each.group, each.reference) for each in (small, large)} == {("a", "b"), ("b", "a")}
    assert small.difference == pytest.approx(1 / 2)
    assert large.difference == pytest.approx(1 / 2)


def test_every_other_group_is_set_beside_the_reference() -> None:
    frame = time_to_event([800] * 6, [False] * 6)
    found = _differences(frame, ["a", "b", "b", "b", "c", "c"])
    assert [each.group for each in found if each.months == 12] == ["a", "c"]
    reason = "neither group had the event by then"
    assert found[0].interval == NotEstimable(reason=reason, n=0, minimum=1)


def test_a_small_group_is_not_estimable_and_one_group_has_nothing_beside_it() -> None:
    frame = time_to_event([800] * 20, [False] * 20)
    small = _differences(frame, ["a"] * 3 + ["b"] * 17, minimum_at_risk=10)[0]
    reason = "too few patients of a group were followed for 12 months"
    assert small.difference == NotEstimable(reason=reason, n=3, minimum=10)
    assert _differences(frame, ["a"] * 20) == ()
    assert _differences(time_to_event([], []), []) == ()
