from collections.abc import Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.platypus import Flowable, Spacer

from registry.display import fonts
from registry.display.tables import (
    DisplayTable,
    TableColumn,
    TableRow,
    body_row,
    detail_row,
    group_row,
)
from reports.document import Paper, print_document
from reports.flowables import Heading
from reports.tables import table_flowables

PAPER = Paper(size="A4", title="Test", author="Test", head=("Test", ""), caveats=(), origin="")


@pytest.fixture(autouse=True)
def _typeface() -> None:
    fonts.register_fonts()


def table(rows: Sequence[TableRow], *notes: str) -> DisplayTable:
    return DisplayTable(
        title="A table",
        columns=(TableColumn(header="What", alignment="text"), TableColumn(header="Count")),
        rows=tuple(rows),
        notes=notes,
    )


def printed(*flowables: Flowable) -> list[str]:
    reader = PdfReader(BytesIO(print_document(PAPER, flowables)))
    return [page.extract_text() for page in reader.pages]


def page_of(text: str, pages: list[str]) -> int:
    return next(number for number, page in enumerate(pages) if text in page)


def test_a_long_table_repeats_its_header_and_has_its_notes_first() -> None:
    rows = [body_row(f"row {index}", "1") for index in range(120)]
    pages = printed(*table_flowables(table(rows, "A note."), 400))
    assert len(pages) > 1
    assert all("Count" in page for page in pages)
    assert page_of("A note.", pages) == 0


def test_a_short_table_moves_to_the_next_page_as_a_whole_with_its_heading() -> None:
    rows = [body_row(f"row {index}", "1") for index in range(15)]
    story = [Spacer(0, 600), Heading("A section", "section")]
    pages = printed(*story, *table_flowables(table(rows, "A note."), 400))
    for text in ("A section", "A table", "row 0", "row 14", "A note."):
        assert page_of(text, pages) == 1


@pytest.mark.parametrize("room", range(0, 400, 37))
def test_a_group_stays_on_one_page(room: int) -> None:
    rows = [
        row
        for group in range(12)
        for row in (
            group_row(f"group {group}."),
            *(body_row(f"row {group}.{index}.", "1") for index in range(7)),
        )
    ]
    pages = printed(Spacer(0, room), *table_flowables(table(rows), 400))
    for group in range(12):
        heading = page_of(f"group {group}.", pages)
        assert {page_of(f"row {group}.{index}.", pages) for index in range(7)} == {heading}


def test_a_group_of_more_rows_than_a_page_holds_goes_on_over_the_pages() -> None:
    rows = [group_row("Sites"), *(body_row(f"site {index}.", "1") for index in range(120))]
    pages = printed(*table_flowables(table(rows), 400))
    assert page_of("site 119.", pages) > page_of("site 0.", pages)


@pytest.mark.parametrize("room", range(0, 400, 37))
def test_details_stay_with_their_row_and_no_row_is_left_alone(room: int) -> None:
    rows = [
        row
        for index in range(40)
        for row in (body_row(f"row {index}.", ""), detail_row(f"detail {index}.", "1"))
    ]
    pages = printed(Spacer(0, room), *table_flowables(table(rows), 400))
    for index in range(40):
        assert page_of(f"row {index}.", pages) == page_of(f"detail {index}.", pages)
    assert page_of("row 38.", pages) == page_of("detail 39.", pages)


def test_a_row_taller_than_a_page_is_continued() -> None:
    pages = printed(*table_flowables(table([body_row("word " * 3000, "1")]), 400))
    assert sum(page.count("word") for page in pages) == 3000


def test_tall_rows_at_the_end_go_on_over_the_pages() -> None:
    tall = [body_row("Wirbelsäule" * 45, f"no. {index}") for index in range(5)]
    pages = printed(*table_flowables(table(tall), 130))
    assert len(pages) > 1
    assert [page_of(f"no. {index}", pages) for index in range(5)] == sorted(
        page_of(f"no. {index}", pages) for index in range(5)
    )


def test_a_table_without_rows_says_so() -> None:
    (page,) = printed(*table_flowables(table([]), 400))
    assert "Nothing was recorded up to the cut-off." in page
