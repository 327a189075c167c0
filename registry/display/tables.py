"""A table as a value with named parts; page and PDF render the same one."""

from dataclasses import dataclass
from typing import Literal

Alignment = Literal["text", "number"]
RowKind = Literal["body", "detail", "group", "total"]

FULL_WIDTH = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column; ``share`` is its part of the table's width, relative to the others.

    A table whose shares add up to less than ``FULL_WIDTH`` is as much narrower than the page.
    """

    header: str
    alignment: Alignment = "number"
    share: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of ready strings.

    A group row has one cell, which heads the rows below it; detail rows are indented and stay
    with the row they explain. ``record`` is the kind and the key of the record that a row shows;
    ``locked`` says that it cannot be amended.
    """

    cells: tuple[str, ...]
    kind: RowKind = "body"
    record: tuple[str, int] | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplayTable:
    """A table ready to be rendered; ``notes`` stand below it, one sentence or more each."""

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTables:
    """The tables of one section of a report."""

    title: str
    tables: tuple[DisplayTable, ...]


def body_row(*cells: str) -> TableRow:
    """Make a row of values."""
    return TableRow(cells=cells)


def record_row(nouns: str, key: int, *cells: str) -> TableRow:
    """Make the row of one stored record."""
    return TableRow(cells=cells, record=(nouns, key))


def detail_row(*cells: str) -> TableRow:
    """Make a row that explains the one above it."""
    return TableRow(cells=cells, kind="detail")


def group_row(heading: str) -> TableRow:
    """Make the row that heads a group."""
    return TableRow(cells=(heading,), kind="group")


def total_row(*cells: str) -> TableRow:
    """Make the row that sums up the others."""
    return TableRow(cells=cells, kind="total")
