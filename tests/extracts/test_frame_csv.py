"""The lines of a frame are those that pandas writes: the hash of archived reports hangs on them."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.extracts import frame_csv
from registry.extracts.frame_csv import csv_parts

_DAYS = st.dates(min_value=date(1980, 1, 1), max_value=date(2099, 12, 31))
_ROWS = st.lists(
    st.tuples(
        st.integers(min_value=-(2**62), max_value=2**62),
        st.floats(),
        st.booleans(),
        _DAYS | st.none(),
        st.text(st.characters(exclude_categories=["Cc", "Cs"])) | st.none(),
    ),
    max_size=30,
)


def _frame(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["key", "score", "serious", "on", "site, code"])
    kinds = {"key": "int64", "score": "float64", "serious": "bool", "on": "datetime64[s]"}
    return frame.astype(kinds)


@given(_ROWS)
def test_the_parts_are_the_csv_of_pandas(rows: list[tuple[object, ...]]) -> None:
    frame = _frame(rows)
    assert "".join(csv_parts(frame)) == frame.to_csv(index=False)


@pytest.mark.parametrize("at_once", [1, 2, 3, 4])
def test_the_rows_written_at_once_change_nothing(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    frame = _frame(
        [
            (1, 0.0, True, date(2024, 2, 29), "BER"),
            (1, -0.0, False, None, 'a "quoted", or\nbroken line'),
            (2, float("nan"), True, date(2024, 2, 29), None),
        ]
    )
    monkeypatch.setattr(frame_csv, "_ROWS_AT_ONCE", at_once)
    assert "".join(csv_parts(frame)) == frame.to_csv(index=False)
    assert "-0.0" in frame.to_csv(index=False)
