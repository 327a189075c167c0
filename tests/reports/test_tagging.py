"""What a screen reader is told by a report."""

from io import BytesIO
from itertools import pairwise
from typing import cast

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from reportlab.platypus import Flowable, Spacer

from registry.display import fonts
from registry.display.tables import body_row, group_row
from reports.case_report_form import case_report_form
from reports.cohort import cohort_report
from reports.document import print_document
from reports.flowables import bullet, paragraph
from reports.tables import table_flowables
from tests.factories.case_report_forms import BASELINE, TWELVE_MONTHS
from tests.factories.reports import report_context
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.reports.conftest import Analysed
from tests.reports.reading import Node, array, inside, read, unmarked
from tests.reports.test_tables import PAPER, table


@pytest.fixture(scope="module")
def report() -> bytes:
    """Return the report of the usual cohort."""
    return cohort_report(cohort_summary(), report_context())


@pytest.fixture(scope="module")
def root(report: bytes) -> Node:
    """Return what is read of it."""
    return read(report)


def of_role(root: Node, *roles: str) -> list[Node]:
    return [node for node in root.walk() if node.role in roles]


def printed(*flowables: Flowable) -> Node:
    fonts.register_fonts()
    return read(print_document(PAPER, flowables))


def test_the_file_says_that_it_is_tagged_in_which_language_and_how_it_is_called(
    report: bytes,
) -> None:
    catalog = PdfReader(BytesIO(report)).root_object
    assert str(inside(catalog["/MarkInfo"])["/Marked"]) == "True"
    assert str(catalog["/Lang"]) == "en-GB"
    assert str(inside(catalog["/ViewerPreferences"])["/DisplayDocTitle"]) == "True"
    packet = cast("StreamObject", inside(catalog["/Metadata"])).get_data().decode()
    assert "MSC Outcomes Registry: cohort report, All sites</rdf:li>" in packet
    assert "pdfuaid" not in packet


@pytest.mark.parametrize("patients", [0, 1, 300])
def test_all_that_is_drawn_is_read_or_decorates(analysed: Analysed, patients: int) -> None:
    assert unmarked(cohort_report(analysed(patients), report_context())) == []


def test_a_paper_form_too_is_read_or_decorates() -> None:
    for form in (BASELINE, TWELVE_MONTHS):
        assert unmarked(case_report_form(form)) == []
        assert all(figure.alternative for figure in of_role(read(case_report_form(form)), "Figure"))


def test_every_marked_place_and_link_leads_back_to_its_owner(report: bytes) -> None:
    reader = PdfReader(BytesIO(report))
    tree = inside(reader.root_object["/StructTreeRoot"])
    numbers = array(inside(tree["/ParentTree"])["/Nums"])
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert list(owners) == sorted(owners)
    for page in reader.pages:
        assert str(page["/Tabs"]) == "/S"
        for number, owner in enumerate(array(owners[page["/StructParents"]])):
            assert number in array(inside(owner)["/K"])
        for annotation in array(page["/Annots"]) if "/Annots" in page else ():
            link = inside(owners[inside(annotation)["/StructParent"]])
            assert str(link["/S"]) == "/Link"
            held = [inside(kid) for kid in array(link["/K"]) if not isinstance(kid, int)]
            assert [inside(kid["/Obj"]) for kid in held] == [inside(annotation)]


def test_headings_descend_one_level_at_a_time(root: Node) -> None:
    headings = of_role(root, "H1", "H2", "H3")
    levels = [int(heading.role[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [heading.text for heading in headings[:3]] == [
        "Outcomes after intradiscal stem cell treatment",
        "Beside the benchmark",
        "Contents",
    ]


def test_the_contents_are_links_to_the_sections(root: Node) -> None:
    sections = [heading.text for heading in of_role(root, "H2")][1:]
    lines = of_role(root, "TOCI")
    assert [line.text.lstrip("0123456789") for line in lines] == sections
    links = [link for line in lines for node in line.walk() for link in node.links]
    assert [str(link["/Contents"]) for link in links] == [f"Section “{name}”" for name in sections]


def test_every_table_is_regular_and_has_headers(root: Node) -> None:
    tables = of_role(root, "Table")
    assert tables
    for rows in (each.kids for each in tables):
        assert {row.role for row in rows} == {"TR"}
        header, *others = (
            [(kid.role, kid.attributes.get("/Scope")) for kid in row.kids] for row in rows
        )
        assert set(header) == {("TH", "/Column")}
        widths = {
            sum(int(str(kid.attributes.get("/ColSpan", 1))) for kid in row.kids) for row in rows
        }
        assert widths == {len(header)}
        for first, *cells in others:
            assert first == ("TH", "/Row")
            assert set(cells) <= {("TD", None)}


def test_every_figure_says_its_numbers_in_words_and_lies_on_its_page(root: Node) -> None:
    figures = of_role(root, "Figure")
    assert len(figures) >= 4
    for figure in figures:
        assert len(figure.alternative) > 40
        left, bottom, right, top = (float(str(edge)) for edge in array(figure.attributes["/BBox"]))  # type: ignore[arg-type]
        assert 0 < left < right < 595
        assert 0 < bottom < top < 842


def test_the_headline_numbers_are_a_list(root: Node) -> None:
    cards = next(node for node in of_role(root, "L"))
    assert cards.kids[0].text.startswith("Patients treated")
    assert {item.role for item in cards.kids} == {"LI"}
    assert {body.role for item in cards.kids for body in item.kids} == {"LBody"}


def test_that_data_are_synthetic_is_read_once_before_anything_else(root: Node) -> None:
    assert root.kids[0].text == "Synthetic data."
    assert root.text.count("Synthetic data.") == 1


def test_nobody_at_all_is_tagged_too() -> None:
    report = cohort_report(empty_cohort_summary(), report_context())
    assert "no patients treated" in read(report).text


def test_a_header_that_is_repeated_is_read_once() -> None:
    rows = [group_row("All rows"), *(body_row(f"row {index}.", "1") for index in range(120))]
    root = printed(*table_flowables(table(rows), 400))
    (whole,) = of_role(root, "Table")
    assert len(whole.kids) == 122
    assert root.text.count("Count") == 1
    assert whole.kids[1].kids[0].attributes["/ColSpan"] == 2


def test_a_row_over_two_pages_is_one_row() -> None:
    root = printed(*table_flowables(table([body_row("word " * 3000, "1")]), 400))
    (whole,) = of_role(root, "Table")
    assert [len(row.kids) for row in whole.kids] == [2, 2]
    assert len({page for page, _ in whole.kids[1].kids[0].places}) > 1


def test_a_paragraph_over_two_pages_is_one() -> None:
    (text,) = of_role(printed(Spacer(0, 680), paragraph("word " * 150)), "P")
    assert [page for page, _ in text.places] == [1, 2]


def test_an_item_over_two_pages_is_one_of_one_list() -> None:
    (points,) = of_role(printed(Spacer(0, 680), bullet("point " * 150), bullet("last")), "L")
    first, last = points.kids
    assert [page for page, _ in first.kids[0].places] == [1, 2]
    assert last.text == "last"
