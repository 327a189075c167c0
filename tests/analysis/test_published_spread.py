"""What is derived from a published interval and I²."""

import math
from dataclasses import replace

import pytest

from registry.analysis.estimates import NotEstimable
from registry.analysis.published_spread import derive_spread
from registry.analysis.results import DerivedSpread
from registry.domain.benchmark import PublishedResult, Scale
from tests.factories.publications import ODI, REOPERATION, VAS

T_2, T_3 = 4.302652729911275, 3.182446305284263  # R: qt(0.975, c(2, 3))


@pytest.mark.parametrize(("published", "quantile"), [(VAS, T_2), (ODI, T_3)])
def test_spread_of_a_pooled_change_by_hand(published: PublishedResult, quantile: float) -> None:
    spread = derive_spread(published)
    assert isinstance(spread, DerivedSpread)
    assert published.lower is not None
    assert published.upper is not None
    assert published.studies is not None
    error = (published.upper - published.lower) / 3.919927969080108
    tau = math.sqrt(0.98 * published.studies) * error
    reach = quantile * math.sqrt(tau**2 + error**2)
    found = [spread.standard_error, spread.tau, spread.prediction.lower, spread.prediction.upper]
    wanted = [error, tau, published.estimate - reach, published.estimate + reach]
    assert found == pytest.approx(wanted, rel=1e-8)
    assert spread.scale == "points"


def test_the_prediction_of_a_proportion_stays_between_0_and_1() -> None:
    spread = derive_spread(replace(REOPERATION, studies=5))
    assert isinstance(spread, DerivedSpread)
    assert spread.prediction.lower == 0.0
    assert REOPERATION.upper is not None
    assert REOPERATION.upper < spread.prediction.upper < 1.0
    assert spread.scale == "arcsine square root of the proportion"


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        (REOPERATION, "the number of pooled studies is not published"),
        (replace(VAS, studies=2), "too few studies were pooled"),
        (replace(VAS, lower=None, upper=None), "an interval or I² is not published"),
        (replace(VAS, i_squared_percent=None), "an interval or I² is not published"),
        (replace(VAS, scale=Scale.STANDARD_DEVIATIONS), "it is published on another scale"),
    ],
)
def test_what_is_not_published_is_not_guessed(published: PublishedResult, reason: str) -> None:
    spread = derive_spread(published)
    assert isinstance(spread, NotEstimable)
    assert spread.reason == reason
