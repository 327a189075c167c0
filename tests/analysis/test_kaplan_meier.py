"""Time to the event."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines.datasets import load_lung

from registry.analysis.estimates import Interval, KaplanMeier, NotEstimable, SurvivalStep
from registry.analysis.kaplan_meier import kaplan_meier
from registry.domain.errors import FrameError
from tests.factories.frames import time_to_event


def estimate(frame: pd.DataFrame, *, minimum_at_risk: int = 1) -> KaplanMeier:
    curve = kaplan_meier(frame, minimum_at_risk=minimum_at_risk, confidence_level=0.95)
    assert isinstance(curve, KaplanMeier)
    return curve


def of_lung() -> pd.DataFrame:
    lung = load_lung()
    return time_to_event(lung["time"].tolist(), (lung["status"] == 1).tolist())


def step_at(curve: KaplanMeier, day: float) -> SurvivalStep:
    return [step for step in curve.steps if step.days <= day][-1]


def test_every_step_of_the_curve_against_R_survfit(lung: dict[str, Any]) -> None:
    curve = estimate(of_lung())
    expected = lung["steps"]
    steps = curve.steps[1:]
    assert [step.days for step in steps] == expected["days"]
    for part in ("survival", "lower", "upper"):
        found = [getattr(step, part) for step in steps]
        assert found == pytest.approx(expected[part], rel=1e-8)
    assert curve.median_days == lung["median"]


def test_the_risk_table_against_R_survfit(lung: dict[str, Any]) -> None:
    expected = lung["at"]
    table = {column.months: column for column in estimate(of_lung()).risk_table}
    columns = [table[months] for months in (0, 6, 12, 18, 24)]
    assert [column.at_risk for column in columns] == expected["at_risk"]
    assert [column.events for column in columns] == expected["events"]


def test_shares_at_12_and_24_months_against_R_survfit(lung: dict[str, Any]) -> None:
    shares = {share.months: share for share in estimate(of_lung()).shares}
    for months, place in ((12, 2), (24, 4)):
        share = shares[months]
        assert isinstance(share.interval, Interval)
        found = [share.share, share.interval.lower, share.interval.upper]
        wanted = [1 - lung["at"][part][place] for part in ("survival", "upper", "lower")]
        assert found == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize(
    ("file", "reference", "duration", "codes"),
    [
        ("lung", "lung/km_all/all", "time", {2}),
        ("lung", "lung/km_sex/sex=1", "time", {2}),
        ("veteran", "veteran/km_trt/trt=1", "time", {1}),
        ("veteran", "veteran/km_trt/trt=2", "time", {1}),
        ("aml", "aml/km_x/x=Maintained", "time", {1}),
        ("mgus2_competing", "mgus2/km_wrong_pcm_death_censored/all", "etime", {1}),
        ("pbc_competing", "pbc/km_death_or_tx/trt=1", "time", {1, 2}),
        ("pbc_competing", "pbc/km_death_or_tx/trt=2", "time", {1, 2}),
    ],
)
def test_published_survival_data_against_R_survfit(
    shared_data: Path, file: str, reference: str, duration: str, codes: set[int]
) -> None:
    folder = shared_data / "survival"
    frame = pd.read_csv(folder / f"{file}.csv")
    study, block, group = reference.split("/")
    expected = json.loads((folder / "survival_expected.json").read_text("utf-8"))
    at = expected[study][block]["conf_log-log"][group]
    if "=" in group:
        column, value = group.split("=")
        frame = frame[frame[column].astype("string").str.removesuffix(".0") == value]
    status = frame["event_code" if "event_code" in frame else "status"]
    curve = estimate(time_to_event(frame[duration].tolist(), status.isin(codes).tolist()))
    for place, day in enumerate(at["time"]):
        step = step_at(curve, day)
        assert step.survival == pytest.approx(at["surv"][place], rel=1e-8)
        if at["lower"][place] is not None:
            assert step.lower == pytest.approx(at["lower"][place], rel=1e-8)
            assert step.upper == pytest.approx(at["upper"][place], rel=1e-8)


def test_time_to_first_event_of_the_CDISC_pilot_against_R_survfit(shared_data: Path) -> None:
    folder = shared_data / "adverse_events"
    expected = json.loads((folder / "cdisc_expected.json").read_text("utf-8"))["ttde"]
    times = pd.read_csv(folder / "adam_adtte.csv")
    for place, arm in enumerate(expected["arms"]):
        of_arm = times[times["TRTA"] == arm]
        curve = estimate(time_to_event(of_arm["AVAL"].tolist(), (of_arm["CNSR"] == 0).tolist()))
        assert (curve.n, curve.events) == (expected["n"][place], expected["events"][place])
        found = [step_at(curve, day).survival for day in expected["times"][:6]]
        wanted = expected["surv"][6 * place : 6 * place + 6]
        assert found == pytest.approx(wanted, rel=1e-8)
        assert curve.median_days == expected["quantiles"][place][1]


def test_the_curve_begins_on_day_0_with_everybody() -> None:
    curve = estimate(time_to_event([5, 9], [True, False]))
    assert curve.steps[0] == SurvivalStep(days=0, survival=1.0, lower=1.0, upper=1.0)


def test_an_event_on_the_day_of_treatment_is_a_second_step_on_day_0() -> None:
    curve = estimate(time_to_event([0, 100], [True, False]))
    assert [(step.days, step.survival) for step in curve.steps] == [(0, 1.0), (0, 0.5)]


def test_the_curve_stops_on_the_last_day_with_enough_at_risk() -> None:
    curve = estimate(time_to_event([10, 20, 30, 40], [True] * 4), minimum_at_risk=3)
    assert curve.stopped_at_days == 20
    assert [step.days for step in curve.steps] == [0, 10, 20]


def test_a_median_past_the_end_of_the_curve_is_not_reached() -> None:
    frame = time_to_event([10, 20, 30, 40], [True] * 4)
    assert estimate(frame, minimum_at_risk=1).median_days == 20
    assert estimate(frame, minimum_at_risk=4).median_days is None


def test_a_median_on_a_flat_at_one_half_is_its_first_day() -> None:
    assert estimate(time_to_event([10, 20], [True, True])).median_days == 10


def test_a_cohort_smaller_than_the_minimum_has_a_curve_of_its_beginning_only() -> None:
    curve = estimate(time_to_event([0, 400], [True, False]), minimum_at_risk=10)
    assert (len(curve.steps), curve.stopped_at_days, curve.events) == (1, 0, 1)


def test_a_share_needs_enough_patients_at_risk() -> None:
    curve = estimate(time_to_event([400] * 9 + [800], [False] * 10), minimum_at_risk=10)
    by_months = {share.months: share for share in curve.shares}
    assert by_months[12].share == 0.0
    assert by_months[24].share == NotEstimable(
        reason="too few patients were followed for 24 months", n=1, minimum=10
    )


def test_a_share_of_0_has_no_log_log_interval() -> None:
    curve = estimate(time_to_event([800] * 20, [False] * 20))
    assert curve.shares[0].share == 0.0
    assert isinstance(curve.shares[0].interval, NotEstimable)


def test_survival_0_keeps_the_upper_bound_of_the_step_before() -> None:
    curve = estimate(time_to_event([10, 20], [True, True]))
    assert curve.steps[-1].survival == 0.0
    assert (curve.steps[-1].lower, curve.steps[-1].upper) == (0.0, curve.steps[-2].upper)


@pytest.mark.parametrize(
    ("durations", "observed"),
    [([0], [False]), ([0], [True]), ([0, 0, 0], [False] * 3), ([700], [False]), ([700], [True])],
)
def test_the_smallest_cohorts_have_values(durations: list[int], observed: list[bool]) -> None:
    curve = estimate(time_to_event(durations, observed))
    assert (curve.n, curve.events) == (len(durations), sum(observed))
    assert all(np.isfinite([step.lower, step.upper]).all() for step in curve.steps)


def test_nobody_has_no_curve() -> None:
    curve = kaplan_meier(time_to_event([], []), minimum_at_risk=10, confidence_level=0.95)
    assert curve == NotEstimable(reason="nobody was treated", n=0, minimum=1)


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(FrameError, match="negative duration"):
        estimate(time_to_event([10, -1], [True, False]))


@settings(max_examples=25, deadline=None)
@given(
    followed=st.lists(st.tuples(st.integers(0, 2000), st.booleans()), min_size=1, max_size=40),
    minimum_at_risk=st.integers(1, 12),
)
def test_survival_falls_inside_its_interval_and_never_rises(
    followed: list[tuple[int, bool]], minimum_at_risk: int
) -> None:
    durations, observed = zip(*followed, strict=True)
    curve = estimate(time_to_event(durations, observed), minimum_at_risk=minimum_at_risk)
    survival = [step.survival for step in curve.steps]
    assert survival == sorted(survival, reverse=True)
    for step in curve.steps:
        assert 0 <= step.lower <= step.survival <= step.upper <= 1
