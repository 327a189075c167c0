"""The tables of a report as CSV."""

import csv
import zipfile
from io import BytesIO, StringIO

from pypdf import PdfReader

from registry.display.tables import (
    DisplayTable,
    SectionTables,
    TableColumn,
    body_row,
    detail_row,
    group_row,
)
from registry.interchange.tables_csv import tables_file
from reports.cohort import cohort_report, cohort_tables
from tests.factories.reports import report_context
from tests.factories.results import cohort_summary

GROUPED = DisplayTable(
    title="Sex, and so on",
    columns=(TableColumn(header="", alignment="text"), TableColumn(header="n (%)")),
    rows=(
        group_row("Persons"),
        body_row("Sex", ""),
        detail_row("female", "12 (40 %)"),
        group_row("Discs"),
        body_row("=1+1", "−3"),
    ),
    notes=("Per cent of all.", "Of June."),
)


def _read(file: bytes) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        return {
            name: list(csv.reader(StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            for name in archive.namelist()
        }


def test_groups_and_details_say_what_they_belong_to_and_no_text_becomes_a_formula() -> None:
    files = _read(tables_file([SectionTables(title="Patients", tables=(GROUPED,))]))
    assert files == {
        "contents.csv": [
            ["file", "section", "table", "notes"],
            ["01-sex-and-so-on.csv", "Patients", "Sex, and so on", "Per cent of all. Of June."],
        ],
        "01-sex-and-so-on.csv": [
            ["group", "", "n (%)"],
            ["Persons", "Sex", ""],
            ["Persons", "Sex: female", "12 (40 %)"],
            ["Discs", "'=1+1", "−3"],
        ],
    }


def test_every_table_of_the_report_is_a_file_and_every_cell_of_it_is_printed() -> None:
    summary, context = cohort_summary(), report_context()
    printed = PdfReader(BytesIO(cohort_report(summary, context)))
    text = "".join("".join(page.extract_text() for page in printed.pages).split())
    sections = cohort_tables(summary, context)
    files = _read(tables_file(sections))
    tables = [table for section in sections for table in section.tables]
    assert len(files) == len(tables) + 1 > 20
    assert [row[2] for row in files["contents.csv"][1:]] == [table.title for table in tables]
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    assert [cell for cell in cells if "".join(cell.split()) not in text] == []


def test_the_same_tables_give_the_same_bytes() -> None:
    sections = cohort_tables(cohort_summary(), report_context())
    assert tables_file(sections) == tables_file(cohort_tables(cohort_summary(), report_context()))
