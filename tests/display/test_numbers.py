"""Numbers as the registry writes them."""

from datetime import date

import pytest

from registry.analysis.estimates import Interval, NotEstimable, Proportion, Rate
from registry.display import numbers

TOO_FEW = NotEstimable(reason="too few pairs", n=4, minimum=10)


def interval(lower: float, upper: float, level: float = 0.95) -> Interval:
    return Interval(lower=lower, upper=upper, level=level, method="any")


def test_a_negative_number_has_a_true_minus_sign() -> None:
    assert numbers.number(-12.34, "points") == "−12.3"


def test_a_number_that_rounds_to_zero_has_no_sign() -> None:
    assert numbers.number(-0.04, "points") == "0.0"


def test_a_share_stands_before_a_per_cent_sign_it_cannot_lose() -> None:
    assert numbers.number(0.0744, "share") == "7.4\u202f%"


def test_what_cannot_be_estimated_says_its_sentence() -> None:
    sentence = "not estimable (n = 4, at least 10 needed)"
    assert numbers.number(TOO_FEW, "points") == sentence
    assert numbers.estimate(TOO_FEW, TOO_FEW, "points") == sentence
    assert numbers.proportion(TOO_FEW) == sentence
    assert numbers.rate(TOO_FEW) == sentence
    assert numbers.bounds(TOO_FEW, "points") == "not estimable"


def test_an_estimate_carries_its_interval_and_level() -> None:
    assert (
        numbers.estimate(28.44, interval(23.5, 33.4), "points")
        == "28.4 (95\u202f% CI 23.5 to 33.4)"
    )
    assert (
        numbers.estimate(0.1, interval(-0.05, 0.2, 0.998), "share")
        == "10.0\u202f% (99.8\u202f% CI −5.0 to 20.0\u202f%)"
    )


def test_an_estimate_without_an_interval_says_so() -> None:
    assert numbers.estimate(28.4, TOO_FEW, "points") == "28.4 (CI not estimable)"


def test_a_prediction_interval_is_called_by_its_name() -> None:
    assert numbers.named_bounds(interval(-43, 126), "points", name="prediction interval") == (
        "95\u202f% prediction interval −43.0 to 126.0"
    )


def test_a_proportion_carries_numerator_and_denominator() -> None:
    share = Proportion(count=44, denominator=51, value=44 / 51, interval=interval(0.743, 0.932))
    assert numbers.proportion(share) == "86.3\u202f% (95\u202f% CI 74.3 to 93.2\u202f%; 44 of 51)"


def test_a_rate_carries_events_and_patient_years() -> None:
    one = Rate(
        events=1, person_years=41.25, per_100_person_years=2.424, interval=interval(0.061, 13.507)
    )
    assert numbers.rate(one) == (
        "2.42 per 100 patient-years (95\u202f% CI 0.06 to 13.51; 1 event in 41.2 patient-years)"
    )


def test_a_mean_without_a_standard_deviation_stands_alone() -> None:
    assert numbers.mean_sd(62.1, 14.93, "points") == "62.1 (14.9)"
    assert numbers.mean_sd(62.1, TOO_FEW, "points") == "62.1"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "no patients"), (1, "1 patient"), (2, "2 patients")]
)
def test_a_noun_agrees_with_its_count(count: int, text: str) -> None:
    assert numbers.count_noun(count, "patient") == text


def test_a_date_is_written_with_its_month_in_words() -> None:
    assert numbers.day(date(2026, 3, 3)) == "3 March 2026"
    assert numbers.day(None) == "–"


def test_a_median_that_no_half_of_the_patients_reached_is_not_reached() -> None:
    assert numbers.median_time(None) == "not reached"
    assert numbers.median_time(365.25) == "12.0 months"
