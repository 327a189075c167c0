# ruff: noqa: N802, PLR0913, PLR0917 - the names and arguments are ReportLab's
"""What the cells of a table are, for whoever listens to it."""

from contextlib import ExitStack

from reportlab.platypus import Table
from reportlab.platypus.tables import CellStyle, TableRenderCB

from reports.structure import Element
from reports.tagging import tags

Size = tuple[float, float]


class _Tags(TableRenderCB):
    """Follows the drawing of one table over all its pages; its lines decorate."""

    role: str

    def __init__(self) -> None:
        self.element = Element(self.role)
        self.table, self.part = ExitStack(), ExitStack()

    def startTable(self, table: Table) -> None:
        """Begin the table, or go on with it."""
        self.canvas = tags(table.canv)
        self.table.enter_context(self.canvas.within(self.element))

    def startBG(self, table: Table) -> None:
        """Do nothing: no table has a background."""

    def endBG(self, table: Table) -> None:
        """Do nothing."""

    def startRow(self, table: Table, row: int) -> None:
        """Do nothing."""

    def startCell(
        self,
        table: Table,
        row: int,
        column: int,
        value: object,
        style: CellStyle,
        place: Size,
        size: Size,
    ) -> None:
        """Do nothing."""

    def endCell(self, table: Table) -> None:
        """Do nothing."""

    def endRow(self, table: Table) -> None:
        """Do nothing."""

    def startLines(self, _table: Table) -> None:
        """Begin the lines."""
        self.part.enter_context(self.canvas.decoration())

    def endLines(self, _table: Table) -> None:
        """End the lines."""
        self.part.close()

    def endTable(self, _table: Table) -> None:
        """End the table on this page."""
        self.table.close()


class ItemsInCells(_Tags):
    """A table that only lays out a list: each of its cells is an item."""

    role = "L"

    def startCell(
        self,
        _table: Table,
        _row: int,
        _column: int,
        _value: object,
        _style: CellStyle,
        _place: Size,
        _size: Size,
    ) -> None:
        """Begin an item."""
        self.part.enter_context(self.canvas.within(Element("LI"), Element("LBody")))

    def endCell(self, _table: Table) -> None:
        """End the item."""
        self.part.close()


class ItemsInRows(_Tags):
    """A table that only lays out a list: each of its rows is an item."""

    role = "L"

    def startRow(self, _table: Table, _row: int) -> None:
        """Begin an item."""
        self.part.enter_context(self.canvas.within(Element("LI"), Element("LBody")))

    def endRow(self, _table: Table) -> None:
        """End the item."""
        self.part.close()


class TableTags(_Tags):
    """A table whose first row is its header: where a later page repeats it, it decorates.

    Each cell says itself what it is. A row that runs over two pages stays one row, since its cells
    have their place already.
    """

    role = "Table"

    def startRow(self, _table: Table, row: int) -> None:
        """Begin a row."""
        repeated = row == 0 and self.element.filled
        self.part.enter_context(
            self.canvas.decoration() if repeated else self.canvas.within(Element("TR"))
        )

    def endRow(self, _table: Table) -> None:
        """End the row."""
        self.part.close()
