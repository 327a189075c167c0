"""A frame as CSV, the bytes of pandas' own, a column's distinct values written once."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

_ROWS_AT_ONCE = 50_000
_END_OF_LINE = "\n\x1e"
"""What pandas quotes a line break for, and what no value holds."""


def csv_parts(frame: pd.DataFrame) -> Iterator[str]:
    """Yield what ``frame.to_csv(index=False)`` returns, some rows at a time.

    Scores, codes and dates of a million patients are a few hundred distinct texts: each is written
    once, and the rows are put together from them.

    Parameters
    ----------
    frame
        Of numbers, texts without control characters, flags and dates.
    """
    columns = [_texts(frame[name]) for name in frame]
    yield frame.head(0).to_csv(index=False)
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        parts = [texts[places[rows]].tolist() for texts, places in columns]
        yield "".join([f"{line}\n" for line in map(",".join, zip(*parts, strict=True))])


def _texts(column: pd.Series) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.intp]]:
    """Return the distinct values of a column as CSV has them, and which of them each row has."""
    if column.dtype == "float64":
        # −0.0 equals 0.0, but is written otherwise.
        places, bits = pd.factorize(column.to_numpy().view("int64"))
        distinct = pd.Series(bits.view("float64"))
    else:
        places, kinds = pd.factorize(column, use_na_sentinel=False)
        distinct = pd.Series(kinds)
    lines = distinct.to_csv(header=False, lineterminator=_END_OF_LINE).split(_END_OF_LINE)[:-1]
    return np.array([line.partition(",")[2] for line in lines], dtype=object), places
