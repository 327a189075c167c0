"""What is printed never lies on something else, however much or little there is."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pdfplumber
import pytest

from registry.analysis.results import SiteOrigin
from registry.domain.codes import DataOrigin
from registry.settings import PageSize
from reports.cohort import cohort_report
from tests.factories.courses import site_completeness
from tests.factories.reports import report_context
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.reports.conftest import Analysed
from tests.reports.test_cohort import assert_inside_frame, pages

LONG_NAME = "Universitätsklinikum für Wirbelsäulenchirurgie und Schmerzmedizin Süd-Ost"
_TOUCHING = 1.0


def assert_nothing_overlaps(report: bytes) -> None:
    """Check that no word of a page lies on another word of it."""
    with pdfplumber.open(BytesIO(report)) as pdf:
        for page in pdf.pages:
            words = page.extract_words(keep_blank_chars=False, use_text_flow=True)
            for one, other in combinations(words, 2):
                across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
                down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
                lower = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
                lies = across > _TOUCHING and down > lower / 3
                assert not lies, (page.page_number, one["text"], other["text"])


@pytest.mark.parametrize(
    ("patients", "page_size"), [(0, "A4"), (1, "Letter"), (12, "A4"), (300, "Letter"), (300, "A4")]
)
def test_no_word_lies_on_another(analysed: Analysed, patients: int, page_size: PageSize) -> None:
    report = cohort_report(analysed(patients), report_context(page_size=page_size))
    assert_nothing_overlaps(report)


def test_nor_where_there_is_nobody_or_a_published_benchmark() -> None:
    for summary in (cohort_summary(), empty_cohort_summary()):
        assert_nothing_overlaps(cohort_report(summary, report_context()))


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
def test_a_hundred_sites_with_long_names_are_listed_over_the_pages(page_size: PageSize) -> None:
    origins = tuple(
        SiteOrigin(
            site_code=f"S{site:02}",
            site_name=f"{LONG_NAME} {site}",
            origin=DataOrigin.SYNTHETIC,
            note=f"Made from stated parameters for site {site}.",
            treated=3,
        )
        for site in range(100)
    )
    label = ", ".join(origin.site_code for origin in origins)
    completeness = tuple(site_completeness(origin.site_code, 3) for origin in origins)
    report = cohort_report(
        replace(cohort_summary(), origins=origins, site_completeness=completeness),
        report_context(sites_label=label, page_size=page_size),
    )
    assert_inside_frame(report)
    assert_nothing_overlaps(report)
    text = " ".join(pages(report))
    assert all(f"for site {site}." in text for site in range(100))
    assert "Completeness by site and visit, sites 76 to 100" in text
    assert_headings_have_company(report)


@pytest.mark.parametrize("page_size", ["A4", "Letter"])
@pytest.mark.parametrize("patients", [0, 1, 12, 300])
def test_a_heading_is_never_left_alone(
    analysed: Analysed, patients: int, page_size: PageSize
) -> None:
    assert_headings_have_company(
        cohort_report(analysed(patients), report_context(page_size=page_size))
    )


def assert_headings_have_company(report: bytes) -> None:
    """Check that below each heading something else stands on the same page."""
    with pdfplumber.open(BytesIO(report)) as pdf:
        for page in pdf.pages:
            chars = [char for char in page.chars if char["tag"] != "Artifact"]
            last = max(chars, key=lambda char: (round(char["bottom"]), char["x1"]))
            assert last["tag"] not in {"H1", "H2", "H3"}, page.page_number
