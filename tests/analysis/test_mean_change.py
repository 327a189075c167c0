"""Mean change and mean score."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from registry.analysis.estimates import Interval, MeanChange, NotEstimable
from registry.analysis.mean_change import mean_change, visit_mean

# R 4.2.2: t.test(w$odi.baseline, w$odi.post, paired = TRUE), w <- reshape(prt, "wide")
PUBLISHED_TRIAL = {
    "pain_vas_0_100": [14, 11.0428434348978, 16.9571565651022],
    "odi": [5.97037037037037, 4.44557705485127, 7.49516368588947],
}


def test_mean_change_against_R_t_test(estimates: dict[str, Any]) -> None:
    expected = estimates["change"]
    for at in expected["at"]:
        course = mean_change(
            expected["baseline"], expected["follow_up"], confidence_level=at["level"]
        )
        assert isinstance(course, MeanChange)
        found = [
            course.change_mean,
            course.standard_error,
            course.interval.lower,
            course.interval.upper,
        ]
        wanted = [at["mean"], at["standard_error"], at["lower"], at["upper"]]
        assert found == pytest.approx(wanted, rel=1e-8)


@pytest.mark.parametrize("column", ["pain_vas_0_100", "odi"])
def test_mean_change_of_a_published_trial_against_R_t_test(shared_data: Path, column: str) -> None:
    trial = pd.read_csv(shared_data / "lowbackpain" / "prt_cc0_long.csv")
    wide = trial.pivot_table(index="id", columns="visit", values=column)
    course = mean_change(wide["baseline"], wide["post"], confidence_level=0.95)
    assert isinstance(course, MeanChange)
    assert course.n == 135
    found = [course.change_mean, course.interval.lower, course.interval.upper]
    assert found == pytest.approx(PUBLISHED_TRIAL[column], rel=1e-8)


def test_mean_score_of_a_visit_against_R_t_test(estimates: dict[str, Any]) -> None:
    expected = estimates["visit_mean"]
    point = visit_mean(estimates["change"]["follow_up"], months=12, confidence_level=0.95)
    assert point is not None
    assert isinstance(point.interval, Interval)
    found = [point.mean, point.interval.lower, point.interval.upper]
    assert found == pytest.approx(
        [expected["mean"], expected["lower"], expected["upper"]], rel=1e-8
    )


def test_improvement_is_positive_and_only_pairs_count() -> None:
    course = mean_change([70, 60, math.nan, 80], [40, 50, 10, math.nan], confidence_level=0.95)
    assert isinstance(course, MeanChange)
    assert (course.n, course.change_mean, course.baseline_mean) == (2, 20.0, 65.0)


def test_one_pair_gives_no_mean_change() -> None:
    course = mean_change([70], [40], confidence_level=0.95)
    assert course == NotEstimable(reason="a change needs patients with both scores", n=1, minimum=2)


def test_one_answer_gives_a_mean_without_interval() -> None:
    point = visit_mean([40.0], months=3, confidence_level=0.95)
    assert point is not None
    assert point.mean == 40.0
    assert isinstance(point.interval, NotEstimable)


def test_the_same_change_in_everybody_has_an_interval_of_no_width() -> None:
    course = mean_change([50, 60], [40, 50], confidence_level=0.95)
    assert isinstance(course, MeanChange)
    assert (course.interval.lower, course.interval.upper) == (10.0, 10.0)
