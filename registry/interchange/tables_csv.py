"""The tables of a report as CSV: the same cells, for a spreadsheet."""

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from io import StringIO

from registry.display.tables import DisplayTable, SectionTables
from registry.extracts.archive_file import archive_file

CONTENTS = "contents.csv"
_CONTENTS_HEADER = ("file", "section", "table", "notes")
_BEGINS_A_FORMULA = ("=", "+", "@", "\t", "\r")


def tables_file(sections: Sequence[SectionTables]) -> bytes:
    """Write each table as a CSV file of its own, all in one zip file.

    ``contents.csv`` lists them in the order of the report with section, title and notes. Cells
    are those that are printed; UTF-8 with a mark at its beginning, by which spreadsheets know it.
    """
    titled = ((section.title, table) for section in sections for table in section.tables)
    members: dict[str, bytes] = {}
    contents = [_CONTENTS_HEADER]
    for number, (section, table) in enumerate(titled, start=1):
        name = f"{number:02}-{_file_name(table.title)}.csv"
        members[name] = _written(_lines(table))
        contents.append((name, section, table.title, " ".join(table.notes)))
    return archive_file({CONTENTS: _written(contents)} | members)


def _lines(table: DisplayTable) -> Iterator[tuple[str, ...]]:
    """Give the header and a line a row; a group's heading is repeated in a column of its own.

    A row of details has the label of the row that it explains before its own.
    """
    grouped = any(row.kind == "group" for row in table.rows)
    yield (*(("group",) if grouped else ()), *(column.header for column in table.columns))
    group = explained = ""
    for row in table.rows:
        label, *others = row.cells
        if row.kind == "group":
            group = label
            continue
        if row.kind == "detail":
            label = f"{explained}: {label}"
        else:
            explained = label
        yield (*((group,) if grouped else ()), label, *others)


def _written(lines: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> bytes:
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [_no_formula(cell) for cell in line] for line in lines
    )
    return text.getvalue().encode("utf-8-sig")


def _no_formula(cell: str) -> str:
    """Keep a spreadsheet from taking a text for a formula; no printed number begins so."""
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def _file_name(title: str) -> str:
    """Return the title in the letters that every file system knows.

    Examples
    --------
    >>> _file_name("What goes with an earlier reoperation: β")
    'what-goes-with-an-earlier-reoperation'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60].strip("-") or "table"
