"""The paper form is measured, read and compared as it is printed."""

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest
import segno

from registry.domain.instruments.odi import OdiSection
from registry.settings import PageSize
from reports.case_report_form import CaseReportForm, case_report_form
from tests.factories.case_report_forms import BASELINE, TWELVE_MONTHS
from tests.reports.test_cohort import pages

MM = 72 / 25.4
PAPER: tuple[PageSize, ...] = ("A4", "Letter")


def lines_in_mm(form: bytes) -> list[float]:
    """Return the length of each horizontal line of the first page, in millimetres."""
    with pdfplumber.open(BytesIO(form)) as document:
        lines = document.pages[0].lines
        return [line["width"] / MM for line in lines if line["height"] == 0]


@pytest.mark.parametrize("page_size", PAPER)
def test_both_pain_lines_are_one_hundred_millimetres_long(page_size: PageSize) -> None:
    lengths = lines_in_mm(case_report_form(replace(TWELVE_MONTHS, page_size=page_size)))
    assert [length for length in lengths if 90 < length < 110] == [
        pytest.approx(100, abs=0.1),
        pytest.approx(100, abs=0.1),
    ]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert case_report_form(TWELVE_MONTHS) == case_report_form(TWELVE_MONTHS)


def test_the_qr_code_holds_the_address_module_by_module() -> None:
    with pdfplumber.open(BytesIO(case_report_form(TWELVE_MONTHS))) as document:
        page = document.pages[0]
        modules = [rect for rect in page.rects if rect["fill"] and rect["width"] < MM]
        left = min(module["x0"] for module in modules)
        top = min(module["top"] for module in modules)
        side = modules[0]["width"]
        drawn = {
            (round((module["top"] - top) / side), round((module["x0"] - left) / side))
            for module in modules
        }
    matrix = segno.make_qr(TWELVE_MONTHS.address, error="m").matrix
    assert drawn == {(i, j) for i, row in enumerate(matrix) for j, dark in enumerate(row) if dark}


def test_every_page_says_whose_form_it_is_and_of_which_visit() -> None:
    for page in pages(case_report_form(TWELVE_MONTHS)):
        assert "BER-0012-B · 12 months" in page


def test_the_window_of_the_visit_is_printed() -> None:
    first = pages(case_report_form(TWELVE_MONTHS))[0]
    assert "Due 4 March 2026, to be asked 18 January 2026 to 18 April 2026" in first


def test_the_odi_is_printed_as_codes_with_place_for_the_licensed_questionnaire() -> None:
    second = pages(case_report_form(TWELVE_MONTHS))[1]
    for section in OdiSection:
        assert f"{section.label} 0 1 2 3 4 5 Asked, not answered" in second
    assert "Attach the licensed questionnaire here." in second


def test_a_baseline_asks_nothing_that_only_a_follow_up_can_know() -> None:
    first = pages(case_report_form(BASELINE))[0]
    assert "Spine surgery since the last contact" not in first
    assert "Satisfied with the treatment" not in first
    assert "not treated yet" in first


def test_synthetic_data_are_called_so_on_every_page() -> None:
    synthetic = replace(TWELVE_MONTHS, caveats=("BER: Synthetic data",), origin="Synthetic data")
    for page in pages(case_report_form(synthetic)):
        assert page.count("Synthetic data") == 2


@pytest.mark.parametrize("page_size", PAPER)
@pytest.mark.parametrize("form", [BASELINE, TWELVE_MONTHS])
@pytest.mark.parametrize("site_name", ["Berlin", "Wirbelsäulenzentrum" * 4])
def test_a_form_is_two_pages(form: CaseReportForm, page_size: PageSize, site_name: str) -> None:
    caveat = (f"BER: {site_name} holds synthetic data",)
    long = replace(form, page_size=page_size, site_name=site_name, caveats=caveat, origin="S")
    assert len(pages(case_report_form(long))) == 2
