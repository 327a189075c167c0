"""Read a delimited text file as it really arrives: any encoding, delimiter and line end."""

import codecs
import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from registry.interchange.problems import FileRefused, Problem

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ("utf-8", "cp1252", "latin-1")
_DELIMITERS = ",;\t"
_ZIP_MARK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFormat:
    """What is known of a file before it is read; None is found out from the file."""

    encoding: str | None = None
    delimiter: str | None = None
    missing: tuple[str, ...] = ("", "NA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; cells that stand for a missing value are left out."""

    number: int
    cells: Mapping[str, str]


def read_rows(path: Path, file_format: FileFormat) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and the rows that hold anything.

    Raises
    ------
    FileRefused
        The file is no delimited text, or a row does not fit its header.
    """
    records = list(_records(path, file_format))
    if not records:
        raise _refused(path, "The file is empty.")
    header = [name.strip() for name in records[0]]
    problems = [*_header_problems(header)]
    rows = []
    for number, record in enumerate(records[1:], start=2):
        if any(cell.strip() for cell in record):
            problems += _record_problems(number, record, header)
            rows.append(_row(number, record, header, file_format))
    if problems:
        raise FileRefused(path.name, tuple(problems))
    return tuple(name for name in header if name), rows


def _row(number: int, record: list[str], header: list[str], file_format: FileFormat) -> Row:
    named = zip(header, (cell.strip() for cell in record), strict=False)
    cells = {name: cell for name, cell in named if name and cell not in file_format.missing}
    return Row(number=number, cells=cells)


def _header_problems(header: list[str]) -> Iterator[Problem]:
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        reason = "The name stands more than once in the header. Give each column its own name."
        yield Problem(row=1, column=name, reason=reason)


def _record_problems(number: int, record: list[str], header: list[str]) -> Iterator[Problem]:
    if len(record) != len(header):
        reason = f"The row has {len(record)} cells, the header {len(header)}."
        yield Problem(row=number, reason=reason)
    else:
        unnamed = [cell for name, cell in zip(header, record, strict=True) if cell and not name]
        if unnamed:
            yield Problem(row=number, reason=f"“{unnamed[0]}” stands under no column name.")


def _records(path: Path, file_format: FileFormat) -> Iterator[list[str]]:
    text = _text(path, file_format.encoding)
    delimiter = file_format.delimiter or _most_frequent_delimiter(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise _refused(path, f"Line {reader.line_num} cannot be read: {error}.") from error


def _text(path: Path, encoding: str | None) -> str:
    content = path.read_bytes()
    if content.startswith(_ZIP_MARK):
        raise _refused(path, "This is a spreadsheet, not text. Save the sheet as CSV.")
    text = _decoded(path, content, encoding)
    before, nul, _ = text.partition("\0")
    if nul:
        line = len(before.splitlines()) + before.endswith(("\n", "\r"))
        raise _refused(
            path, f"Line {max(line, 1)} holds a NUL byte. Export the file again as text."
        )
    return text


def _decoded(path: Path, content: bytes, encoding: str | None) -> str:
    marked = [name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)]
    candidates = [encoding] if encoding else marked or list(_ENCODINGS)
    for name in candidates:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise _refused(path, f"The file is not {candidates[0]} text. Name its encoding in the mapping.")


def _most_frequent_delimiter(text: str) -> str:
    header = next(iter(text.splitlines()), "")
    return max(_DELIMITERS, key=header.count)


def _refused(path: Path, reason: str) -> FileRefused:
    return FileRefused(path.name, (Problem(reason=reason),))
