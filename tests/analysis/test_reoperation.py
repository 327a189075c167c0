"""Reoperation crude, per time and over time."""

import numpy as np
import pytest

from registry.analysis.estimates import KaplanMeier, NotEstimable, Proportion, Rate
from registry.analysis.reoperation import summarise_reoperation
from registry.analysis.results import Reoperation
from registry.domain.codes import EventDefinition
from tests.factories.frames import time_to_event


def summarise(durations: list[int], observed: list[bool]) -> Reoperation:
    return summarise_reoperation(
        time_to_event(durations, observed),
        event_definition=EventDefinition.ANY_LUMBAR_SURGERY,
        minimum_at_risk=10,
        confidence_level=0.95,
    )


def test_crude_share_and_rate_count_the_same_events_by_hand() -> None:
    reoperation = summarise([1461, 1461], [True, False])
    assert isinstance(reoperation.crude, Proportion)
    assert isinstance(reoperation.rate, Rate)
    assert (reoperation.crude.count, reoperation.crude.denominator) == (1, 2)
    assert reoperation.rate.person_years == pytest.approx(8)
    assert reoperation.rate.per_100_person_years == pytest.approx(12.5)
    assert reoperation.event_definition is EventDefinition.ANY_LUMBAR_SURGERY


def test_nobody_operated_is_a_share_of_0_with_an_upper_bound() -> None:
    reoperation = summarise([400] * 30, [False] * 30)
    assert isinstance(reoperation.crude, Proportion)
    assert reoperation.crude.interval.upper == pytest.approx(1 - 0.025 ** (1 / 30), rel=1e-8)
    assert isinstance(reoperation.kaplan_meier, KaplanMeier)


def test_nobody_treated_is_not_estimable() -> None:
    reoperation = summarise([], [])
    parts = (reoperation.crude, reoperation.rate, reoperation.kaplan_meier)
    assert all(isinstance(part, NotEstimable) for part in parts)


def test_no_operation_recorded_where_nobody_was_asked_is_not_estimable() -> None:
    reoperation = summarise([0] * 151, [False] * 151)
    parts = (reoperation.crude, reoperation.rate, reoperation.kaplan_meier)
    reason = "of no patient is it known whether an operation followed the treatment"
    assert all(isinstance(part, NotEstimable) and part.reason == reason for part in parts)


def test_an_operation_on_the_day_of_treatment_is_known() -> None:
    reoperation = summarise([0, 0], [True, False])
    assert isinstance(reoperation.crude, Proportion)
    assert reoperation.crude.count == 1


def test_censoring_at_the_cut_off_would_flatter_a_cohort_with_poor_follow_up() -> None:
    """Half the patients are lost by two years; who is operated on after that is never recorded."""
    draw = np.random.default_rng(20260630)
    patients, cut_off, truth = 20_000, 5 * 365, 1 - np.exp(-0.08)
    operated = draw.exponential(365 / 0.04, patients)
    lost = np.minimum(draw.exponential(730 / np.log(2), patients), cut_off)
    recorded = operated <= lost
    last_known = np.where(recorded, operated, lost).astype(int)
    never_asked = np.where(recorded, operated, cut_off).astype(int)

    def by_two_years(days: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> float:
        found = summarise_reoperation(
            time_to_event(days.tolist(), recorded.tolist()),
            event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
            minimum_at_risk=10,
            confidence_level=0.95,
        )
        assert isinstance(found.kaplan_meier, KaplanMeier)
        share = found.kaplan_meier.shares[1].share
        assert isinstance(share, float)
        return share

    assert by_two_years(last_known) == pytest.approx(truth, abs=0.005)
    assert by_two_years(never_asked) == pytest.approx(0.056, abs=0.003)
