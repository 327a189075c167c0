"""A display table as flowables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportlab.lib.colors import Color
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from registry.display.palette import INK, LINE
from registry.display.tables import FULL_WIDTH, DisplayTable, TableRow
from reports import theme
from reports.flowables import Words, cell, kept_together, markup, paragraph
from reports.structure import Element
from reports.table_tags import TableTags

ROWS_KEPT_TOGETHER = 20
ROOM_TO_BEGIN = 230
ROWS_AT_THE_END = 5
LETTERS_OF_A_TALL_ROW = 400
LETTERS_KEPT_TOGETHER = 900
_NO_ROWS = "Nothing was recorded up to the cut-off."
_HAIRLINE = 0.25
_RULE = 0.75

Command = (
    tuple[str, tuple[int, int], tuple[int, int]]
    | tuple[str, tuple[int, int], tuple[int, int], float | str]
    | tuple[str, tuple[int, int], tuple[int, int], float, Color]
)


def table_flowables(table: DisplayTable, width: float) -> list[Flowable]:
    """Set title, rows and notes.

    A short table stays on one page; a long one has its notes first and repeats its header.
    """
    title = TableTitle(table)
    rows = _rows(table, width) if table.rows else paragraph(_NO_ROWS, theme.CAPTION)
    notes = [paragraph(note, theme.CAPTION) for note in table.notes]
    gap = Spacer(0, 3)
    if len(table.rows) <= ROWS_KEPT_TOGETHER:
        return kept_together(title, rows, gap, *notes)
    room = ROOM_TO_BEGIN + sum(note.wrap(width, 0)[1] for note in notes)
    return [CondPageBreak(room), title, *notes, gap, *kept_together(rows)]


class TableTitle(Words):
    """The title of a table, which knows the table that it heads."""

    def __init__(self, table: DisplayTable) -> None:
        super().__init__(markup(table.title), theme.TABLE_TITLE)
        self.table = table


def tables_among(flowables: Iterable[Flowable]) -> tuple[DisplayTable, ...]:
    """Return the tables that were set, in their order."""
    return tuple(each.table for each in flowables if isinstance(each, TableTitle))


def _rows(table: DisplayTable, width: float) -> Table:
    shares = [column.share for column in table.columns]
    unit = width / max(sum(shares), FULL_WIDTH)
    return Table(
        [_header(table), *(_cells(table, row) for row in table.rows)],
        colWidths=[unit * share for share in shares],
        hAlign="LEFT",
        repeatRows=1,
        splitInRow=any(
            len(text) > LETTERS_OF_A_TALL_ROW for row in table.rows for text in row.cells
        ),
        style=list(_style(table)),
        renderCB=TableTags(),
    )


def _header(table: DisplayTable) -> list[Words]:
    styles = theme.HEADER_CELLS
    return [
        cell(column.header, styles[column.alignment], _header_cell("Column"))
        for column in table.columns
    ]


def _cells(table: DisplayTable, row: TableRow) -> list[Words | str]:
    if row.kind == "group":
        header = _header_cell("Row", ColSpan=len(table.columns))
        heading = cell(row.cells[0], theme.HEADER_CELL, header)
        return [heading, *("" for _ in table.columns[1:])]
    styles = theme.HEADER_CELLS if row.kind == "total" else theme.CELLS
    return [
        cell(text, styles[column.alignment], Element("TD") if i else _header_cell("Row"))
        for i, (text, column) in enumerate(zip(row.cells, table.columns, strict=True))
    ]


def _header_cell(scope: str, **spans: int) -> Element:
    return Element("TH", attributes={"O": "Table", "Scope": scope, **spans})


def _style(table: DisplayTable) -> Iterator[Command]:
    everywhere = (0, 0), (-1, -1)
    yield ("FONTNAME", *everywhere, theme.CELL.fontName)
    yield ("VALIGN", *everywhere, "TOP")
    yield ("VALIGN", (0, 0), (-1, 0), "BOTTOM")
    yield ("TOPPADDING", *everywhere, 1.5)
    yield ("BOTTOMPADDING", *everywhere, 2)
    yield ("LEFTPADDING", (0, 0), (0, -1), 0)
    yield ("LEFTPADDING", (1, 0), (-1, -1), 6)
    yield ("RIGHTPADDING", *everywhere, 0)
    yield ("LINEBELOW", *everywhere, _HAIRLINE, LINE)
    yield ("LINEABOVE", (0, 0), (-1, 0), _RULE, INK)
    yield ("LINEBELOW", (0, 0), (-1, 0), _RULE, INK)
    yield ("LINEBELOW", (0, -1), (-1, -1), _RULE, INK)
    for first, next_first in pairwise(_openings(table)):
        rows = table.rows[first - 1 : next_first - 1]
        if len(rows) <= ROWS_KEPT_TOGETHER and _letters(rows) <= LETTERS_KEPT_TOGETHER:
            yield ("NOSPLIT", (0, first), (-1, next_first - 1))
    for index, row in enumerate(table.rows, start=1):
        if row.kind == "detail":
            yield ("LEFTPADDING", (0, index), (0, index), 10)
        elif row.kind == "group":
            yield ("SPAN", (0, index), (-1, index))
            yield ("TOPPADDING", (0, index), (-1, index), 7)
        elif row.kind == "total":
            yield ("LINEABOVE", (0, index), (-1, index), _RULE, INK)


def _letters(rows: Sequence[TableRow]) -> int:
    """Count the letters of the fullest cell of each row: what makes rows tall."""
    return sum(max(map(len, row.cells), default=0) for row in rows)


def _openings(table: DisplayTable) -> list[int]:
    """Find the rows before which a page may end, and the number after the last.

    A group stays on one page, and so do a row with its details and the last few rows.
    """
    grouped = any(row.kind == "group" for row in table.rows)
    openers = {"group"} if grouped else {"body", "total"}
    latest = max(1, len(table.rows) - ROWS_AT_THE_END + 1)
    rows = enumerate(table.rows[1:latest], start=2)
    return [1, *(index for index, row in rows if row.kind in openers), len(table.rows) + 1]
