"""How many patients were treated month by month, and how soon their records were entered."""

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.distributions import describe
from registry.analysis.recruitment_results import Recruitment, TreatedInMonth, TreatedInYear


def recruitment(subjects: pd.DataFrame, *, cut_off: date) -> Recruitment:
    """Count the patients by month and year of treatment, and describe the registration delay.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    cut_off
        The last month is that of the cut-off, however many were treated in it.

    Returns
    -------
    Recruitment
        Every month and year from the first treatment to the cut-off, those without a patient
        too; none where nobody was treated.

    Notes
    -----
    Registration delay: calendar days at the site from the index treatment to the entry of its
    record, among patients whose day of entry is known; by type 7 quartiles (see `describe`).
    Whoever was treated lately and is not entered yet is in no number: the delay of the last
    months is underestimated.

    Examples
    --------
    >>> dates = {
    ...     "index_date": pd.to_datetime(["2023-11-30", "2024-01-05"]),
    ...     "recorded_on": pd.to_datetime(["2023-12-02", None]),
    ... }
    >>> found = recruitment(pd.DataFrame(dates), cut_off=date(2024, 2, 1))
    >>> [(month.first_day.isoformat(), month.treated) for month in found.months]
    [('2023-11-01', 1), ('2023-12-01', 0), ('2024-01-01', 1), ('2024-02-01', 0)]
    """
    if subjects.empty:
        return Recruitment(months=(), years=(), delay_days=describe([]))
    treated = subjects["index_date"].to_numpy().astype("datetime64[M]")
    months = np.arange(treated.min(), max(np.datetime64(cut_off, "M"), treated.max()) + 1)
    counts = np.bincount((treated - months[0]).astype(int), minlength=months.size)
    delays = (subjects["recorded_on"] - subjects["index_date"]).dt.days
    by_month = zip(
        months.astype("datetime64[D]").tolist(),
        counts.tolist(),
        counts.cumsum().tolist(),
        strict=True,
    )
    return Recruitment(
        months=tuple(
            TreatedInMonth(first_day=month, treated=count, cumulative=cumulative)
            for month, count, cumulative in by_month
        ),
        years=tuple(_years(months, treated, delays)),
        delay_days=describe(delays),
    )


def _years(
    months: npt.NDArray[np.datetime64],
    treated: npt.NDArray[np.datetime64],
    delays: pd.Series,
) -> Iterator[TreatedInYear]:
    """Describe each year from that of the first month to that of the last."""
    year_treated = treated.astype("datetime64[Y]")
    cumulative = 0
    for year in np.unique(months.astype("datetime64[Y]")):
        of_year = delays[year_treated == year]
        cumulative += of_year.size
        yield TreatedInYear(
            first_day=year.astype("datetime64[D]").item(),
            treated=of_year.size,
            cumulative=cumulative,
            delay_days=describe(of_year),
        )
