"""The spread of changes at one visit, by the quarter in which the patients were treated."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.analysis_visits import of_instrument
from registry.analysis.box_plot_results import Box, ChangeSpread, PeriodBox
from registry.analysis.estimates import NotEstimable
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule

CHANGE_MONTHS = 12
MOST_QUARTERS = 24
MINIMUM_FOR_A_BOX = 5
_INSTRUMENTS = (InstrumentCode.VAS_BACK, InstrumentCode.ODI)
_MONTHS: dict[Literal["quarter", "year"], int] = {"quarter": 3, "year": 12}
_REACH = 1.5


def change_spreads(
    subjects: pd.DataFrame, visit_scores: pd.DataFrame, schedule: Schedule
) -> tuple[ChangeSpread, ...]:
    """Describe the changes at the visit at 12 months by quarter of treatment.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    visit_scores
        ``AnalysisScores.visits``.
    schedule
        The planned visits; where none is at ``CHANGE_MONTHS`` there is nothing to describe.

    Returns
    -------
    tuple of ChangeSpread
        One for VAS back and one for ODI: every period from the first to the last with a pair of
        scores of either; years instead of quarters where these would be more than
        ``MOST_QUARTERS``.

    Notes
    -----
    Change: baseline − follow-up in points of 0-100, positive = improvement, among patients with
    both scores. Periods differ in who was treated and who answered: a trend over them is not the
    course of any patient.
    """
    visit = next((each for each in schedule.visits if each.months == CHANGE_MONTHS), None)
    if visit is None:
        return ()
    pairs = visit_scores[visit_scores["visit"] == visit.code].dropna(subset=["baseline_0_100"])
    pairs = pairs[pairs["instrument"].isin(_INSTRUMENTS)]
    treated = pairs["patient_id"].map(subjects.set_index("patient_id")["index_date"])
    months = treated.to_numpy().astype("datetime64[M]").astype(int)
    period = _period(months)
    numbers = months // _MONTHS[period]
    changes = pairs.assign(
        number=numbers, change=pairs["baseline_0_100"] - pairs["follow_up_0_100"]
    )
    every = range(numbers.min(), numbers.max() + 1) if numbers.size else range(0)
    return tuple(
        ChangeSpread(
            instrument=instrument,
            visit=visit.code,
            months=visit.months,
            period=period,
            boxes=tuple(_boxes(of_instrument(changes, instrument), every, _MONTHS[period])),
        )
        for instrument in _INSTRUMENTS
    )


def box(values: npt.NDArray[np.float64]) -> Box | NotEstimable:
    """Describe one group by its quartiles, and by whiskers after Tukey.

    Parameters
    ----------
    values
        One number per patient, none missing.

    Returns
    -------
    Box or NotEstimable
        ``NotEstimable`` below ``MINIMUM_FOR_A_BOX`` values, which fewer numbers say better.

    Notes
    -----
    Quartiles are type 7, the default of R. A whisker ends at the farthest value that is at most
    1.5 times the distance of the quartiles away from its quartile.

    References
    ----------
    Tukey JW (1977). Exploratory Data Analysis. Addison-Wesley.

    Examples
    --------
    >>> of_six = box(np.array([1.0, 2.0, 3.0, 4.0, 5.0, 30.0]))
    >>> of_six.median, of_six.whisker_high, of_six.highest, of_six.beyond
    (3.5, 5.0, 30.0, 1)
    """
    if values.size < MINIMUM_FOR_A_BOX:
        reason = "too few pairs for a box"
        return NotEstimable(reason=reason, n=values.size, minimum=MINIMUM_FOR_A_BOX)
    quartile_1, median, quartile_3 = np.quantile(values, (0.25, 0.5, 0.75)).tolist()
    reach = _REACH * (quartile_3 - quartile_1)
    inside = values[(values >= quartile_1 - reach) & (values <= quartile_3 + reach)]
    return Box(
        n=values.size,
        lowest=float(values.min()),
        whisker_low=float(inside.min()),
        quartile_1=quartile_1,
        median=median,
        quartile_3=quartile_3,
        whisker_high=float(inside.max()),
        highest=float(values.max()),
        beyond=values.size - inside.size,
    )


def _period(months: npt.NDArray[np.int64]) -> Literal["quarter", "year"]:
    """Choose quarters where they are few enough to stand side by side."""
    quarters = months // _MONTHS["quarter"]
    return "quarter" if not months.size or np.ptp(quarters) < MOST_QUARTERS else "year"


def _boxes(changes: pd.DataFrame, numbers: range, width: int) -> Iterator[PeriodBox]:
    """Describe each period of so many months; 0 is the period that begins with 1970."""
    of_period = dict(iter(changes.groupby("number")["change"]))
    for number in numbers:
        values = of_period[number].to_numpy(float) if number in of_period else np.empty(0)
        years, months = divmod(number * width, 12)
        yield PeriodBox(first_day=date(1970 + years, months + 1, 1), box=box(values))
