"""The spread of changes by quarter or year of treatment."""

from collections.abc import Iterator, Sequence

from registry.analysis.box_plot_results import ChangeSpread, PeriodBox
from registry.analysis.estimates import NotEstimable
from registry.display.numbers import bare, in_months
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.change import CHANGE_IS
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.quarter import Quarter

WHISKERS = (
    "Whiskers reach to the farthest change within 1.5 times the distance of the quartiles; beyond: "
    "changes farther out."
)


def change_boxes_table(spreads: Sequence[ChangeSpread]) -> DisplayTable:
    """Lay out median, quartiles, whiskers and range of the changes of each period."""
    return DisplayTable(
        title="Change by time of treatment",
        columns=(
            TableColumn(header="Treated in", alignment="text"),
            TableColumn(header="Pairs", share=0.6),
            TableColumn(header="Median", share=0.7),
            TableColumn(header="Quartiles"),
            TableColumn(header="Whiskers"),
            TableColumn(header="Lowest to highest"),
            TableColumn(header="Beyond", share=0.6),
        ),
        rows=tuple(row for spread in spreads for row in _rows(spread)),
        notes=(CHANGE_IS, WHISKERS),
    )


def period_name(spread: ChangeSpread, row: PeriodBox) -> str:
    """Name the quarter or the year in which the patients were treated."""
    return str(row.first_day.year) if spread.period == "year" else Quarter.of(row.first_day).label


def _rows(spread: ChangeSpread) -> Iterator[TableRow]:
    if not spread.boxes:
        return
    instrument = INSTRUMENTS[spread.instrument]
    yield group_row(f"{instrument.name}, {instrument.unit}, at {in_months(spread.months)}")
    for row in spread.boxes:
        yield _row(period_name(spread, row), row)


def _row(name: str, row: PeriodBox) -> TableRow:
    box = row.box
    if isinstance(box, NotEstimable):
        return body_row(name, bare(box.n, "count"), *["–"] * 5)
    return body_row(
        name,
        bare(box.n, "count"),
        bare(box.median, "points"),
        _range(box.quartile_1, box.quartile_3),
        _range(box.whisker_low, box.whisker_high),
        _range(box.lowest, box.highest),
        bare(box.beyond, "count"),
    )


def _range(lower: float, upper: float) -> str:
    return f"{bare(lower, 'points')} to {bare(upper, 'points')}"
