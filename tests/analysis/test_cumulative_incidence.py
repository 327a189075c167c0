"""The share with the event where death competes."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter

from registry.analysis.cumulative_incidence import (
    cumulative_incidence,
    incidence_at,
    log_log_interval,
)
from registry.analysis.day_counts import count_by_day
from registry.analysis.estimates import CumulativeIncidence, Interval, NotEstimable
from registry.analysis.kaplan_meier import kaplan_meier
from registry.domain.errors import FrameError
from tests.factories.frames import time_to_event

PATIENTS = st.lists(
    st.tuples(st.integers(0, 800), st.sampled_from(["event", "death", "censored"])),
    min_size=1,
    max_size=60,
)


def frame_of(patients: list[tuple[int, str]]) -> pd.DataFrame:
    days = [day for day, _ in patients]
    return time_to_event(
        days,
        [what == "event" for _, what in patients],
        [what == "death" for _, what in patients],
    )


def estimate(frame: pd.DataFrame, *, minimum_at_risk: int = 1) -> CumulativeIncidence:
    found = cumulative_incidence(frame, minimum_at_risk=minimum_at_risk, confidence_level=0.95)
    assert isinstance(found, CumulativeIncidence)
    return found


def share_by(frame: pd.DataFrame, day: int) -> tuple[float, float]:
    return incidence_at(count_by_day(frame), day)


@pytest.mark.parametrize(
    ("name", "time", "event"), [("mgus2", "etime", "pcm"), ("pbc", "time", "transplant")]
)
def test_shares_and_errors_against_R_survfit_multistate(
    shared_data: Path, survival_in_r: dict[str, Any], name: str, time: str, event: str
) -> None:
    rows = pd.read_csv(shared_data / "survival" / f"{name}_competing.csv")
    frame = time_to_event(
        rows[time].tolist(), (rows["event"] == event).tolist(), (rows["event"] == "death").tolist()
    )
    expected = survival_in_r[name]["aj_all"]["conf_log-log"]["all"]
    for place, day in enumerate(expected["time"]):
        share, error = share_by(frame, day)
        of_event = expected[event]
        assert share == pytest.approx(of_event["pstate"][place], rel=1e-8, abs=1e-15)
        assert error == pytest.approx(of_event["std_err"][place], rel=1e-8, abs=1e-15)


def test_intervals_against_R_survfit_confint_of_the_share_free(
    incidence_interval: dict[str, Any],
) -> None:
    rows = zip(
        *(incidence_interval[name] for name in ("share", "standard_error", "lower", "upper")),
        strict=True,
    )
    for share, error, lower, upper in rows:
        interval = log_log_interval(share, error, confidence_level=0.95)
        assert isinstance(interval, Interval)
        assert (interval.lower, interval.upper) == pytest.approx((lower, upper), rel=1e-8)


def test_without_ties_against_lifelines() -> None:
    draw = np.random.default_rng(4)
    days = draw.permutation(2000)[:300]
    what = draw.choice([0, 1, 2], 300, p=[0.3, 0.4, 0.3])
    frame = time_to_event(days.tolist(), (what == 1).tolist(), (what == 2).tolist())
    fitted = AalenJohansenFitter(calculate_variance=False).fit(days, what, event_of_interest=1)
    for day in (200, 900, 1999):
        at = fitted.cumulative_density_.loc[:day].iloc[-1, 0]
        assert share_by(frame, day)[0] == pytest.approx(at, rel=1e-10)


def test_by_hand() -> None:
    frame = frame_of([(10, "event"), (20, "death"), (30, "event"), (40, "censored")])
    assert share_by(frame, 30)[0] == pytest.approx(1 / 4 + (3 / 4) * (2 / 3) * (1 / 2))


def test_who_dies_first_is_counted_and_lowers_the_share() -> None:
    patients = [(day, "death" if day % 3 else "event") for day in range(1, 60)]
    patients += [(900, "censored")] * 60
    found = estimate(frame_of(patients))
    assert (found.n, found.events, found.deaths) == (119, 19, 40)
    curve = kaplan_meier(frame_of(patients), minimum_at_risk=1, confidence_level=0.95)
    assert not isinstance(curve, NotEstimable)
    naive, competing = curve.shares[0].share, found.shares[0].share
    assert isinstance(naive, float)
    assert isinstance(competing, float)
    assert competing < naive


@given(patients=PATIENTS)
def test_without_deaths_it_is_one_minus_kaplan_meier_and_so_is_its_interval(
    patients: list[tuple[int, str]],
) -> None:
    alive = [(day, "censored" if what == "death" else what) for day, what in patients]
    curve = kaplan_meier(frame_of(alive), minimum_at_risk=1, confidence_level=0.95)
    assert not isinstance(curve, NotEstimable)
    last = max(step.days for step in curve.steps)
    share, _ = share_by(frame_of(alive), last)
    assert share == pytest.approx(1 - curve.steps[-1].survival, abs=1e-12)
    for naive, competing in zip(curve.shares, estimate(frame_of(alive)).shares, strict=True):
        if isinstance(naive.interval, Interval) and isinstance(competing.interval, Interval):
            found = (competing.interval.lower, competing.interval.upper)
            wanted = (naive.interval.lower, naive.interval.upper)
            assert found == pytest.approx(wanted, rel=1e-8)


@given(patients=PATIENTS, days=st.lists(st.integers(0, 900), min_size=2, max_size=6))
def test_shares_grow_with_time_and_their_intervals_contain_them(
    patients: list[tuple[int, str]], days: list[int]
) -> None:
    frame = frame_of(patients)
    shares = [share_by(frame, day) for day in sorted(days)]
    values = [share for share, _ in shares]
    assert all(0 <= value <= 1 + 1e-12 for value in values)
    assert values == sorted(values)
    for share, error in shares:
        interval = log_log_interval(share, error, confidence_level=0.95)
        if isinstance(interval, Interval):
            assert interval.lower - 1e-12 <= share <= interval.upper + 1e-12


@given(patients=PATIENTS)
def test_order_changes_nothing_and_doubling_every_patient_halves_the_variance(
    patients: list[tuple[int, str]],
) -> None:
    share, error = share_by(frame_of(patients), 500)
    assert share_by(frame_of(patients[::-1]), 500) == pytest.approx((share, error), abs=1e-12)
    twice = share_by(frame_of(patients * 2), 500)
    assert twice == pytest.approx((share, error / np.sqrt(2)), abs=1e-12)


@pytest.mark.parametrize(
    "patients",
    [
        [(0, "event")],
        [(0, "censored")],
        [(400, "death")] * 20,
        [(400, "event")] * 20,
        [(400, "event"), (400, "death"), (400, "censored")] * 3000,
        [(5000, "censored")] * 15,
    ],
    ids=["day 0", "nothing known", "all die", "all on one day", "9,000 ties", "none"],
)
def test_degenerate_cohorts_give_a_number_or_a_sentence(patients: list[tuple[int, str]]) -> None:
    for share in estimate(frame_of(patients), minimum_at_risk=10).shares:
        if isinstance(share.share, NotEstimable):
            assert share.share.reason.startswith("too few patients were followed")
        else:
            assert 0 <= share.share <= 1
            assert share.interval is not None


def test_nobody_is_not_estimable_and_a_negative_duration_is_refused() -> None:
    nobody = NotEstimable(reason="nobody was treated", n=0, minimum=1)
    frame = time_to_event([], [])
    assert cumulative_incidence(frame, minimum_at_risk=1, confidence_level=0.95) == nobody
    with pytest.raises(FrameError, match="negative duration"):
        estimate(frame_of([(-1, "event")]))
