"""Changes at 12 months of synthetic patients, by time of treatment."""

from datetime import date

from registry.analysis.box_plot_results import Box, ChangeSpread, PeriodBox
from registry.analysis.estimates import NotEstimable
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.quarter import Quarter


def box(n: int, median: float) -> Box:
    """Return the box of ``n`` changes, two of them beyond the whiskers."""
    return Box(
        n=n,
        lowest=median - 71.5,
        whisker_low=median - 38.5,
        quartile_1=median - 14.5,
        median=median,
        quartile_3=median + 13.5,
        whisker_high=median + 36.5,
        highest=median + 60.5,
        beyond=2,
    )


def change_spread(instrument: InstrumentCode, counts: tuple[int, ...]) -> ChangeSpread:
    """Return so many pairs in each quarter from the second of 2022 on; below five no box."""
    quarter, boxes = Quarter(2022, 2), []
    for index, n in enumerate(counts):
        few = NotEstimable(reason="too few pairs for a box", n=n, minimum=5)
        found = few if n < 5 else box(n, 30.0 + index % 5)
        boxes.append(PeriodBox(first_day=quarter.first_day, box=found))
        quarter = quarter.following
    return ChangeSpread(
        instrument=instrument, visit="m12", months=12, period="quarter", boxes=tuple(boxes)
    )


def yearly_spread(instrument: InstrumentCode, counts: tuple[int, ...]) -> ChangeSpread:
    """Return so many pairs in each year from 2010 on."""
    boxes = tuple(
        PeriodBox(first_day=date(2010 + index, 1, 1), box=box(n, 30.0))
        for index, n in enumerate(counts)
    )
    return ChangeSpread(instrument=instrument, visit="m12", months=12, period="year", boxes=boxes)
