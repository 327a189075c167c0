"""Patients by month of treatment, and the days until they were entered."""

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.estimates import Distribution, NotEstimable
from registry.analysis.recruitment import recruitment
from tests.factories.frames import random_cohort, subjects

CUT_OFF = date(2026, 9, 30)


def test_months_without_patients_are_counted_up_to_the_cut_off_by_hand() -> None:
    days = pd.to_datetime(["2025-12-31", "2025-12-01", "2026-02-03"])
    found = recruitment(subjects(3, index_date=days), cut_off=date(2026, 4, 1))
    assert [(month.first_day, month.treated, month.cumulative) for month in found.months] == [
        (date(2025, 12, 1), 2, 2),
        (date(2026, 1, 1), 0, 2),
        (date(2026, 2, 1), 1, 3),
        (date(2026, 3, 1), 0, 3),
        (date(2026, 4, 1), 0, 3),
    ]
    years = [(year.first_day.year, year.treated, year.cumulative) for year in found.years]
    assert years == [(2025, 2, 2), (2026, 1, 3)]


def test_the_delay_of_all_and_of_each_year_against_R_quantile_type_7() -> None:
    treated = pd.to_datetime(["2025-01-01"] * 4 + ["2026-01-01"])
    entered = pd.to_datetime(["2025-01-02", "2025-01-03", "2025-01-08", "NaT", "2026-01-01"])
    found = recruitment(subjects(5, index_date=treated, recorded_on=entered), cut_off=CUT_OFF)
    first = found.years[0].delay_days
    assert isinstance(first, Distribution)
    # R: quantile(c(1, 2, 7)) is 1.0 1.5 2.0 4.5 7.0
    assert (first.n, first.missing) == (3, 1)
    assert (first.quartile_1, first.median, first.quartile_3) == (1.5, 2.0, 4.5)
    assert isinstance(found.delay_days, Distribution)
    # R: quantile(c(1, 2, 7, 0)) is 0.00 0.75 1.50 3.25 7.00
    quartiles = (found.delay_days.quartile_1, found.delay_days.median, found.delay_days.quartile_3)
    assert quartiles == (0.75, 1.5, 3.25)


def test_entries_that_nobody_knows_of_give_no_delay() -> None:
    found = recruitment(subjects(2), cut_off=CUT_OFF)
    assert isinstance(found.delay_days, NotEstimable)
    assert found.years[0].treated == 2


def test_nobody_was_treated_in_no_month() -> None:
    found = recruitment(subjects(0), cut_off=CUT_OFF)
    assert (found.months, found.years) == ((), ())
    assert isinstance(found.delay_days, NotEstimable)


@given(n=st.integers(1, 60), seed=st.integers(0, 1000))
def test_months_and_years_add_up_to_all_treated(n: int, seed: int) -> None:
    found = recruitment(random_cohort(n, seed=seed).subjects, cut_off=CUT_OFF)
    assert sum(month.treated for month in found.months) == n
    assert sum(year.treated for year in found.years) == n
    assert found.months[-1].cumulative == found.years[-1].cumulative == n
    assert found.months[-1].first_day == date(2026, 9, 1)
