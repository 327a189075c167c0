from collections.abc import Callable
from pathlib import Path

import pytest

from registry.interchange.delimited_file import FileFormat, read_rows
from registry.interchange.problems import FileRefused, Problem

Written = Callable[..., Path]
LINES = "id;Größe\r\n1;5,5\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_an_encoding_is_found_out(written: Written, encoding: str) -> None:
    columns, rows = read_rows(written(LINES, encoding), FileFormat())
    assert columns == ("id", "Größe")
    assert rows[0].cells == {"id": "1", "Größe": "5,5"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_found_out(
    written: Written, delimiter: str, line_end: str
) -> None:
    content = line_end.join([f"a{delimiter}b", f"1{delimiter}2", ""])
    columns, rows = read_rows(written(content), FileFormat())
    assert columns == ("a", "b")
    assert rows[0].cells == {"a": "1", "b": "2"}


def test_words_for_missing_are_left_out_and_blank_rows_are_skipped(written: Written) -> None:
    _, rows = read_rows(written("a,b\nNA,1\n,\n\n2,\n"), FileFormat())
    assert [(row.number, row.cells) for row in rows] == [(2, {"b": "1"}), (5, {"a": "2"})]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "The file is empty."),
        ("a,a\n1,2\n", "Row 1, column “a”: The name stands more than once in the header."),
        ("a,b\n1,2,3\n", "Row 2: The row has 3 cells, the header 2."),
        ("a,b\n1\n", "Row 2: The row has 1 cells, the header 2."),
        ("a,\n1,2\n", "Row 2: “2” stands under no column name."),
        ('a,b\n1,"2\n', "Line 2 cannot be read: unexpected end of data."),
        ("a\nx\0y\n", "Line 2 holds a NUL byte."),
        ("PK\x03\x04", "This is a spreadsheet, not text. Save the sheet as CSV."),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_place(
    written: Written, content: str, sentence: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        read_rows(written(content), FileFormat())
    assert sentence in str(refused.value)
    assert "nothing was stored" in str(refused.value)


def test_an_encoding_that_the_mapping_names_wrongly_is_said(written: Written) -> None:
    with pytest.raises(FileRefused, match="The file is not utf-8 text"):
        read_rows(written("ä\n1\n", "latin-1"), FileFormat(encoding="utf-8"))


def test_after_twenty_problems_the_rest_is_counted() -> None:
    problems = tuple(Problem(row=row, column="odi", reason="Wrong.") for row in range(2, 52))
    lines = str(FileRefused("scores.csv", problems)).splitlines()
    assert lines[1] == "Row 2, column “odi”: Wrong."
    assert lines[-1] == "… and 30 more like these."
    assert len(lines) == 22
