"""Mean time free of the event up to a horizon."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifelines.datasets import load_lung

from registry.analysis.estimates import Interval, NotEstimable, RestrictedMean
from registry.analysis.restricted_mean import restricted_mean
from registry.domain.errors import FrameError
from tests.factories.frames import time_to_event


def mean(durations: list[int], observed: list[bool], horizon: int) -> RestrictedMean | NotEstimable:
    return restricted_mean(
        time_to_event(durations, observed),
        horizon_days=horizon,
        minimum_at_risk=1,
        confidence_level=0.95,
    )


def test_lung_to_one_year_against_R_survmean(survival_in_r: dict[str, Any]) -> None:
    lung = load_lung()
    found = mean(lung["time"].tolist(), (lung["status"] == 1).tolist(), 365)
    expected = survival_in_r["lung"]["km_all"]["rmst"]
    assert isinstance(found, RestrictedMean)
    assert found.days == pytest.approx(expected["rmst"], rel=1e-8)
    assert found.standard_error == pytest.approx(expected["se"], rel=1e-8)


def test_by_hand() -> None:
    found = mean([2, 4, 4], [True, False, False], 4)
    assert isinstance(found, RestrictedMean)
    assert found.days == pytest.approx(2 + 2 * 2 / 3)
    assert found.standard_error == pytest.approx(((4 / 3) ** 2 / 6) ** 0.5)
    lost, half_width = 2 / 3, 1.959963984540054 * found.standard_error
    assert isinstance(found.interval, Interval)
    assert 4 - found.interval.upper == pytest.approx(lost / math.exp(half_width / lost))
    assert found.interval.lower == pytest.approx(4 - lost * math.exp(half_width / lost))


@given(
    patients=st.lists(st.tuples(st.integers(0, 500), st.booleans()), min_size=1, max_size=50),
    horizon=st.integers(1, 400),
)
def test_it_lies_between_nothing_and_the_horizon(
    patients: list[tuple[int, bool]], horizon: int
) -> None:
    days, observed = [day for day, _ in patients], [event for _, event in patients]
    found = mean(days, observed, horizon)
    if isinstance(found, NotEstimable):
        assert max(days) < horizon
        return
    assert 0 <= found.days <= horizon + 1e-9
    if isinstance(found.interval, Interval):
        assert found.interval.lower <= found.days + 1e-9
        assert found.days <= found.interval.upper + 1e-9
    else:
        assert found.days == pytest.approx(horizon)
    again = mean(days[::-1], observed[::-1], horizon)
    assert isinstance(again, RestrictedMean)
    assert again.days == pytest.approx(found.days)


def test_nobody_and_a_horizon_that_nobody_reached_are_not_estimable() -> None:
    reason = "too few patients were followed for 365 days"
    assert mean([], [], 365) == NotEstimable(reason=reason, n=0, minimum=1)
    assert mean([364], [False], 365) == NotEstimable(reason=reason, n=0, minimum=1)


def test_without_events_it_is_the_horizon_and_all_on_one_day_has_no_spread() -> None:
    free, at_once = mean([400] * 9, [False] * 9, 365), mean([365] * 9, [True] * 9, 365)
    for found in (free, at_once):
        assert isinstance(found, RestrictedMean)
        assert (found.days, found.standard_error) == (365, 0)
        reason = "the interval needs an event by then"
        assert found.interval == NotEstimable(reason=reason, n=0, minimum=1)


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(FrameError, match="negative duration"):
        mean([-1], [True], 365)
