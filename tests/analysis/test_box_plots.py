"""The spread of changes by time of treatment."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.box_plot_results import Box, ChangeSpread
from registry.analysis.box_plots import box, change_spreads
from registry.analysis.estimates import NotEstimable
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule
from tests.factories.frames import SCHEDULE, Score, scores, subjects


def spreads(
    treated: list[str], rows: list[Score], schedule: Schedule = SCHEDULE
) -> tuple[ChangeSpread, ...]:
    patients = subjects(len(treated), index_date=pd.to_datetime(treated))
    return change_spreads(patients, choose_analysis_scores(scores(rows), schedule).visits, schedule)


def pair(patient: int, change: float) -> list[Score]:
    return [(patient, "odi", -1, 80.0), (patient, "odi", 365, 80.0 - change)]


@pytest.mark.parametrize("case", ["some_beyond", "none_beyond"])
def test_a_box_against_R_boxplot_stats(box_plots: dict[str, Any], case: str) -> None:
    expected = box_plots[case]
    found = box(np.array(expected["values"], dtype=float))
    assert isinstance(found, Box)
    stats = (
        found.whisker_low,
        found.quartile_1,
        found.median,
        found.quartile_3,
        found.whisker_high,
    )
    assert stats == pytest.approx(expected["stats"], rel=1e-8)
    assert found.beyond == len(expected["out"])
    assert (found.lowest, found.highest) == (min(expected["values"]), max(expected["values"]))


def test_below_five_values_there_is_no_box() -> None:
    assert isinstance(box(np.arange(5.0)), Box)
    assert box(np.arange(4.0)) == NotEstimable(reason="too few pairs for a box", n=4, minimum=5)


@given(st.lists(st.floats(-100, 100), min_size=5, max_size=60))
def test_a_box_lies_within_its_whiskers_and_these_within_all_values(values: list[float]) -> None:
    found = box(np.array(values))
    assert isinstance(found, Box)
    assert found.lowest <= found.whisker_low <= found.whisker_high <= found.highest
    assert found.quartile_1 <= found.median <= found.quartile_3
    assert (found.beyond == 0) <= (found.lowest == found.whisker_low)


def test_each_patient_is_in_the_quarter_of_treatment_by_hand() -> None:
    treated = ["2022-03-31", "2022-04-01", *["2022-10-05"] * 5]
    rows = [row for patient in range(1, 8) for row in pair(patient, 10.0 * patient)]
    vas, odi = spreads(treated, rows)
    assert (vas.instrument, odi.instrument) == (InstrumentCode.VAS_BACK, InstrumentCode.ODI)
    assert (odi.visit, odi.months, odi.period) == ("m12", 12, "quarter")
    assert [(row.first_day, row.box.n) for row in odi.boxes] == [
        (date(2022, 1, 1), 1),
        (date(2022, 4, 1), 1),
        (date(2022, 7, 1), 0),
        (date(2022, 10, 1), 5),
    ]
    last = odi.boxes[-1].box
    assert isinstance(last, Box)
    assert (last.lowest, last.median, last.highest) == (30.0, 50.0, 70.0)
    assert [row.box.n for row in vas.boxes] == [0, 0, 0, 0]


def test_more_quarters_than_stand_side_by_side_are_years() -> None:
    rows = [*pair(1, 10.0), *pair(2, 10.0)]
    (_, quarters) = spreads(["2016-01-01", "2021-12-31"], rows)
    assert (quarters.period, len(quarters.boxes)) == ("quarter", 24)
    (_, years) = spreads(["2016-01-01", "2022-01-01"], rows)
    assert years.period == "year"
    assert [row.first_day.year for row in years.boxes] == list(range(2016, 2023))


def test_a_score_without_baseline_is_in_no_box() -> None:
    assert [spread.boxes for spread in spreads(["2022-03-01"], [(1, "odi", 365, 20.0)])] == [(), ()]


def test_a_schedule_without_a_visit_at_12_months_has_nothing_to_describe() -> None:
    early = Schedule(baseline_max_age_days=90, visits=SCHEDULE.visits[:1])
    assert spreads(["2022-03-01"], pair(1, 10.0), early) == ()
