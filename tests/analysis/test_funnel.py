"""Shares of sites around the share of all."""

import json
from typing import Any

import pandas as pd
import pytest
from scipy.stats import binom

from registry.analysis.estimates import NotEstimable
from registry.analysis.funnel import funnel, funnel_curve, funnel_limits
from registry.analysis.site_results import Funnel
from tests.analysis.conftest import GOLDEN
from tests.factories.monitoring import outcomes

CASES: list[dict[str, Any]] = json.loads((GOLDEN / "funnel.json").read_text("utf-8"))["limits"]
TARGETS = (0.01, 0.05, 0.2, 0.5, 0.9, 1.0)


def estimated(rows: pd.DataFrame) -> Funnel:
    found, _ = funnel(rows, minimum_patients=10)
    assert isinstance(found, Funnel)
    return found


@pytest.mark.parametrize("case", CASES, ids=str)
def test_limits_are_those_of_qbinom_and_pbinom_in_r(case: dict[str, Any]) -> None:
    lower, upper = funnel_limits(case["target"], case["patients"], level=case["level"])
    assert lower == pytest.approx(case["lower"], rel=1e-8, abs=1e-12)
    assert upper == pytest.approx(case["upper"], rel=1e-8)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_printed_upper_limit_lies_one_event_lower(case: dict[str, Any]) -> None:
    _, upper = funnel_limits(case["target"], case["patients"], level=case["level"])
    one_event = 1 / case["patients"]
    assert upper == pytest.approx(min(1.0, case["printed_upper"] + one_event), rel=1e-8)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("patients", [1, 2, 10, 63, 500])
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_a_share_is_outside_where_one_as_far_out_has_at_most_the_probability_of_the_tail(
    target: float, patients: int, level: float
) -> None:
    lower, upper = funnel_limits(target, patients, level=level)
    for events in range(patients + 1):
        share = events / patients
        tail = (1 - level) / 2 + 1e-12
        assert (share > upper) == (binom.sf(events - 1, patients, target) <= tail)
        assert (share < lower) == (binom.cdf(events, patients, target) <= tail)


@pytest.mark.parametrize("target", TARGETS)
def test_the_limits_contain_the_target_and_the_outer_ones_the_inner(target: float) -> None:
    for limits in funnel_curve(target, largest=400):
        assert 0 <= limits.lower_998 <= limits.lower_95 <= target + 1e-12
        assert target - 1e-12 <= limits.upper_95 <= limits.upper_998 <= 1


@pytest.mark.parametrize("target", TARGETS)
def test_a_curve_has_the_limits_of_each_size_alone(target: float) -> None:
    for limits in funnel_curve(target, largest=400):
        size = limits.patients
        assert funnel_limits(target, size, level=0.95) == (limits.lower_95, limits.upper_95)
        assert funnel_limits(target, size, level=0.998) == (limits.lower_998, limits.upper_998)


@pytest.mark.parametrize("target", TARGETS)
def test_ten_times_the_patients_have_narrower_limits(target: float) -> None:
    for level in (0.95, 0.998):
        limits = [funnel_limits(target, n, level=level) for n in (10, 100, 1000, 10_000)]
        lower, upper = zip(*limits, strict=True)
        assert list(lower) == sorted(lower)
        assert list(upper) == sorted(upper, reverse=True)


def test_other_codes_of_sites_and_another_order_of_rows_change_nothing_else() -> None:
    rows = outcomes(80, 50, 30)
    found = estimated(rows)
    names = {"S01": "Z", "S02": "A", "S03": "M"}
    other = estimated(rows.assign(site_code=rows["site_code"].map(names)).sample(frac=1))
    assert other.target == found.target
    assert [each.site_code for each in other.sites] == ["A", "M", "Z"]
    by_code = {each.site_code: each for each in other.sites}
    for site in found.sites:
        renamed = by_code[names[site.site_code]]
        assert (renamed.share, renamed.limits) == (site.share, site.limits)
        assert renamed.position == site.position


def test_a_site_far_above_the_others_is_outside_on_that_side() -> None:
    rows = outcomes(400, 400, 40)
    rows.loc[rows["site_code"] == "S03", "event"] = True
    assert estimated(rows).sites[2].position == "above 99.8"


def test_a_small_site_is_named_and_its_patients_are_in_the_share_of_all() -> None:
    rows = outcomes(40, 40, 9)
    found, small = funnel(rows, minimum_patients=10)
    assert isinstance(found, Funnel)
    assert small == ("S03",)
    assert [each.site_code for each in found.sites] == ["S01", "S02"]
    assert found.target == rows["event"].mean()


def test_one_large_site_or_no_event_is_not_estimable() -> None:
    one, small = funnel(outcomes(40, 9), minimum_patients=10)
    reason = "fewer than two sites have 10 patients with a known outcome"
    assert one == NotEstimable(reason=reason, n=1, minimum=2)
    assert small == ("S02",)
    none, _ = funnel(outcomes(40, 40).assign(event=False), minimum_patients=10)
    assert none == NotEstimable(reason="nobody had the event", n=0, minimum=1)


def test_everybody_with_the_event_is_inside() -> None:
    found = estimated(outcomes(40, 40).assign(event=True))
    assert [each.position for each in found.sites] == ["inside", "inside"]
