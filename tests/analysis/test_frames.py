"""What a frame must look like."""

import pandas as pd
import pytest

from registry.analysis.frames import SCORES, SUBJECTS, TIME_TO_EVENT
from registry.domain.errors import FrameError
from tests.factories.frames import subjects, time_to_event


def test_a_frame_keeps_its_columns_in_order_and_loses_others() -> None:
    frame = time_to_event([1, 2], [True, False])
    mixed = frame.assign(name="somebody")[["name", *frame.columns[::-1]]]
    assert list(TIME_TO_EVENT.conform(mixed).columns) == list(TIME_TO_EVENT.column_names)


def test_types_are_made_alike() -> None:
    frame = subjects(1).assign(age_years=45, index_date="2022-03-01", died=0)
    conformed = SUBJECTS.conform(frame)
    assert conformed["age_years"].dtype == "float64"
    assert conformed["index_date"].tolist() == [pd.Timestamp(2022, 3, 1)]
    assert conformed["died"].dtype == "bool"


@pytest.mark.parametrize(
    ("values", "reason"),
    [(["x"], "does not hold values of kind number"), ([None], "has empty cells")],
)
def test_a_column_that_cannot_be_used_is_named(values: list[object], reason: str) -> None:
    frame = pd.DataFrame(
        {
            "patient_id": [1],
            "instrument": ["odi"],
            "days_since_treatment": [0],
            "value_0_100": values,
            "converted": [False],
        }
    )
    with pytest.raises(FrameError, match=f"“value_0_100” {reason}"):
        SCORES.conform(frame)
