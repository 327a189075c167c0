"""Rates per 100 patient-years."""

from typing import Any

import pytest

from registry.analysis.estimates import NotEstimable, Rate
from registry.analysis.rates import poisson_rate


def test_rates_against_R_poisson_test(estimates: dict[str, Any]) -> None:
    for row in estimates["rates"]:
        rate = poisson_rate(row["events"], row["person_years"], confidence_level=0.95)
        assert isinstance(rate, Rate)
        found = [rate.per_100_person_years, rate.interval.lower, rate.interval.upper]
        assert found == pytest.approx([row["estimate"], row["lower"], row["upper"]], rel=1e-8)


def test_a_rate_needs_patient_time() -> None:
    assert isinstance(poisson_rate(0, 0.0, confidence_level=0.95), NotEstimable)
