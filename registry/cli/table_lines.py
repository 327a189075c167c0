"""A display table as lines of text, each value under the name of its row."""

from collections.abc import Iterator

from registry.display.tables import DisplayTable

_NOTHING = {"", "–"}


def table_lines(table: DisplayTable) -> Iterator[str]:
    """Yield headings, rows and notes of a table; cells that say nothing are left out."""
    yield table.title
    for row in table.rows:
        if row.kind == "group":
            yield f"  {row.cells[0]}"
            continue
        yield f"    {row.cells[0]}"
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
            if cell not in _NOTHING:
                yield f"      {column.header}: {cell}"
    for note in table.notes:
        yield f"  {note}"
