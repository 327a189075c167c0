"""A patient's course is one page, whatever was recorded."""

from dataclasses import replace

import pytest

from registry.settings import PageSize
from reports.patient import PatientSummary, patient_summary
from tests.factories.patient_summaries import SUMMARY, UNTREATED, patient_summary_of
from tests.reports.reading import read, unmarked
from tests.reports.test_cohort import LONG_WORD, MARKUP, assert_inside_frame, pages
from tests.reports.test_layout import assert_nothing_overlaps

PAPER: tuple[PageSize, ...] = ("A4", "Letter")
CAVEAT = ("BER: Made from stated parameters; no person stands behind any of it.",)
MUCH = replace(patient_summary_of(visits=40, happened=30), caveats=CAVEAT, origin="Synthetic data")


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert patient_summary(SUMMARY) == patient_summary(SUMMARY)


@pytest.mark.parametrize("page_size", PAPER)
@pytest.mark.parametrize("summary", [SUMMARY, UNTREATED, patient_summary_of(0, 0), MUCH])
@pytest.mark.parametrize("site_name", ["Berlin", "Wirbelsäulenzentrum " * 4, LONG_WORD, MARKUP])
def test_it_is_one_page_on_which_nothing_overlaps(
    summary: PatientSummary, page_size: PageSize, site_name: str
) -> None:
    report = patient_summary(replace(summary, page_size=page_size, site_name=site_name))
    assert len(pages(report)) == 1
    assert_inside_frame(report)
    assert_nothing_overlaps(report)


def test_scores_stand_by_visit_with_their_bands_in_words() -> None:
    (page,) = pages(patient_summary(SUMMARY))
    first = "72.0, moderate pain 38.0, moderate pain 46.0, severe disability"
    assert f"3 March 2025 before treatment {first}" in page
    assert "Baseline to last 45.0 better 23.8 better 28.8 better" in page
    assert "Next visit: 24 months after treatment: planned for 4 March 2027" in page


def test_it_claims_nothing_of_the_cells() -> None:
    (page,) = pages(patient_summary(SUMMARY))
    assert "one patient's course cannot show what a treatment did" in page.replace("’", "'")
    for claim in ("effect", "thanks to", "because of", "success"):
        assert claim not in page


def test_what_is_left_out_is_counted() -> None:
    (page,) = pages(patient_summary(MUCH))
    assert "33 visits between not shown" in page
    assert "26 events between not shown" in page


def test_nothing_recorded_is_said_in_words() -> None:
    (page,) = pages(patient_summary(UNTREATED))
    assert "The course begins with the first treatment." in page
    assert "No scores are recorded yet." in page
    assert "No adverse event and no operation is recorded." in page


def test_synthetic_data_are_called_so() -> None:
    (page,) = pages(patient_summary(MUCH))
    assert CAVEAT[0] in page
    assert "Synthetic data Page 1 of 1" in page


def test_a_screen_reader_is_told_the_chart_and_no_level_is_skipped() -> None:
    report = patient_summary(SUMMARY)
    assert unmarked(report) == []
    nodes = list(read(report).walk())
    (chart,) = (node for node in nodes if node.role == "Figure")
    assert "VAS back 72.0 first and 27.0 at 5.1 months" in chart.alternative
    assert [(node.role, node.text) for node in nodes if node.role in {"H1", "H2", "H3"}] == [
        ("H1", "Course since treatment"),
        ("H2", "Scores since treatment"),
        ("H2", "Scores by visit"),
        ("H2", "Events since treatment"),
    ]
