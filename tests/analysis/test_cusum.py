"""Whether an outcome becomes more frequent, patient after patient."""

from math import log

import numpy as np
import pandas as pd
import pytest

from registry.analysis.cusum import (
    FALSE_ALARM,
    control_limit,
    log_likelihood_ratios,
    risk_adjusted_cusum,
)
from registry.analysis.estimates import NotEstimable
from registry.analysis.site_results import Cusum
from tests.factories.monitoring import outcomes


def followed(rows: pd.DataFrame) -> Cusum:
    found = risk_adjusted_cusum(rows, minimum_patients=10)
    assert isinstance(found, Cusum)
    return found


def series(events: list[bool]) -> pd.DataFrame:
    """Return one stratum, a patient a day."""
    days = pd.date_range("2024-01-01", periods=len(events), unit="s")
    return pd.DataFrame({"index_date": days, "stratum": "mild", "event": events})


def test_the_sum_worked_by_hand() -> None:
    """Risk 2 / 10; event + log(2 / 1.2) = 0.5108, none − log 1.2 = −0.1823."""
    with_event, without = log(2 / 1.2), -log(1.2)
    pattern = [False, True, False, False, True, False, False, False, False, False]
    by_hand = [
        0.0,
        with_event,
        with_event + without,
        with_event + 2 * without,
        2 * with_event + 2 * without,
        2 * with_event + 3 * without,
        2 * with_event + 4 * without,
        2 * with_event + 5 * without,
        0.0,
        0.0,
    ]
    by_hand = [max(0.0, each) for each in by_hand]
    found = followed(series(pattern))
    assert [each.value for each in found.points] == pytest.approx(by_hand, abs=1e-8)
    assert [each.patients for each in found.points] == list(range(1, 11))


def test_the_weights_of_steiner_2000_follow_from_odds_doubled_at_each_risk() -> None:
    """W = log of the ratio of probabilities under odds doubled and unchanged."""
    for risk in (0.01, 0.1, 0.5, 0.9):
        doubled = 2 * risk / (1 - risk + 2 * risk)
        ratios = log_likelihood_ratios(np.array([[1], [1]]), np.array([[1], [0]]), np.array([risk]))
        by_hand = [log(doubled / risk), log((1 - doubled) / (1 - risk))]
        assert ratios.tolist() == pytest.approx(by_hand, rel=1e-12)


def test_a_signal_ends_a_sum_and_the_next_begins_at_zero() -> None:
    found = followed(series([False] * 200 + [True] * 12 + [False] * 20))
    first = found.signals[0]
    assert first.value > found.limit
    after = found.points[first.patients]
    assert after.value == pytest.approx(log(2 / (1 + 12 / 232)), abs=1e-8)
    assert all(each.signal == (each.value > found.limit) for each in found.points)


def test_an_unchanged_series_has_a_signal_as_rarely_as_stated_by_other_simulation() -> None:
    """4,000 series from another generator; three standard errors of both simulations."""
    risks = np.array([0.05, 0.15])
    treated = np.tile([2, 1], (80, 1))
    limit = control_limit(treated, risks)
    draw = np.random.Generator(np.random.MT19937(99))
    current, alarmed = np.zeros(4000), np.zeros(4000, dtype=bool)
    for _ in range(80):
        events = np.stack(
            [(draw.random((4000, 2)) < 0.05).sum(1), (draw.random((4000, 1)) < 0.15).sum(1)], 1
        )
        ratios = log_likelihood_ratios(np.array([2, 1]), events, risks)
        current = np.maximum(0.0, current + ratios)
        alarmed |= current > limit + 1e-6
    error = np.sqrt(FALSE_ALARM * (1 - FALSE_ALARM) * (1 / 4000 + 1 / 2000))
    assert alarmed.mean() <= FALSE_ALARM + 3 * error
    assert alarmed.mean() >= FALSE_ALARM / 2 - 3 * error


def test_odds_raised_fivefold_halfway_are_found() -> None:
    found = followed(outcomes(600, seed=3, odds=5.0, from_patient=400))
    assert found.signals
    assert found.signals[0].patients > 400


def test_order_of_rows_sites_and_calendar_change_nothing() -> None:
    rows = outcomes(90, 60, seed=8)
    found = followed(rows)
    assert followed(rows.sample(frac=1, random_state=2)) == found
    assert followed(rows.assign(site_code="X", patient_id=rows["patient_id"] + 900)) == found
    later = followed(rows.assign(index_date=rows["index_date"] + pd.Timedelta(days=400)))
    assert later.limit == found.limit
    assert [each.value for each in later.points] == [each.value for each in found.points]


def test_too_few_patients_or_no_event_is_not_estimable() -> None:
    few = risk_adjusted_cusum(outcomes(9), minimum_patients=10)
    reason = "too few patients have a known outcome"
    assert few == NotEstimable(reason=reason, n=9, minimum=10)
    none = risk_adjusted_cusum(outcomes(40).assign(event=False), minimum_patients=10)
    assert none == NotEstimable(reason="nobody had the event", n=0, minimum=1)


def test_everybody_with_the_event_gives_no_signal() -> None:
    found = followed(outcomes(40).assign(event=True))
    assert not found.signals
    assert {each.value for each in found.points} == {0.0}
