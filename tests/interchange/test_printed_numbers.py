"""Every number that is printed stands in the JSON beside the report."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from reportlab.graphics.shapes import Drawing, Line, String

from registry.analysis.released import released
from registry.analysis.results import CohortSummary
from registry.display.captions import equivalence_sentences, verdict_sentence
from registry.display.numbers import MINUS
from registry.display.palette import MUTED_INK
from registry.display.precision import precision_sentences
from registry.display.tabulate.key_figures import key_figures
from registry.interchange.cohort_json.document import cohort_document
from reports.cohort import cohort_tables, report_sections
from reports.flowables import TitledDrawing, Words
from tests.display.charts.geometry import shapes, strings
from tests.factories.reports import report_context
from tests.factories.results import cohort_summary, empty_cohort_summary

A4_TEXT_WIDTH = 482.0
ABOUT_THE_REPORT = ("Methods",)
ABOUT_A_PUBLICATION = " is about: "
"""The library says it; of a publication the summary holds the results alone."""
OF_THE_METHOD = {"1.5", "99.8"}
"""How far whiskers reach, and how many sites the outer limits of a funnel hold."""
BELOW_A_TICK = 7.5
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NAMES = re.compile(
    r"[A-Z][\w ]* \d{4}\b|\d+ (?:months?|hundred)|\d{1,2} \w+ \d{4}|95.%"
    # A year, for numbers have their thousands apart; the code of a site.
    r"|\b\d{4}\b|\b[A-Z]+\d+\b"
)


def numbers_in(document: object) -> Iterator[float]:
    """Return every number of a document, at any depth."""
    if isinstance(document, dict):
        for value in document.values():
            yield from numbers_in(value)
    elif isinstance(document, list):
        for value in document:
            yield from numbers_in(value)
    elif isinstance(document, int | float) and not isinstance(document, bool):
        yield float(document)


def as_printed(document: dict[str, Any]) -> set[str]:
    """Return each number with no, one or two decimals, and as per cent."""
    scaled = (scale * value for value in numbers_in(document) for scale in (1, 100))
    return {f"{abs(value):,.{places}f}" for value in scaled for places in (0, 1, 2)}


def said(texts: Iterable[str]) -> set[str]:
    """Return the numbers in texts, names and dates aside."""
    plain = (NAMES.sub("", text.replace(MINUS, "")) for text in texts)
    return {found.strip(",") for text in plain for found in NUMBER.findall(text)}


def words_of(summary: CohortSummary) -> Iterator[str]:
    """Return captions, and what charts say and how they are described; no scales of axes."""
    context = report_context()
    for _, title, flowables in report_sections(summary, context, A4_TEXT_WIDTH):
        if title in ABOUT_THE_REPORT:
            continue
        for flowable in flowables:
            if isinstance(flowable, TitledDrawing):
                yield flowable.element.alternative
                drawing = flowable.drawing
                yield from (
                    each.text for each in strings(drawing) if not is_of_a_scale(each, drawing)
                )
            elif isinstance(flowable, Words) and ABOUT_A_PUBLICATION not in (
                words := flowable.getPlainText()
            ):
                yield words


def is_of_a_scale(string: String, drawing: Drawing) -> bool:
    """Return whether a word stands at a line of the upright axis or under a tick of the lower."""
    upright = string.textAnchor == "end" and string.fillColor == MUTED_INK
    ends = {(each.x2, each.y2) for each in shapes(drawing.contents) if isinstance(each, Line)}
    return upright or any(
        x == string.x and y - string.y == pytest.approx(BELOW_A_TICK) for x, y in ends
    )


def printed_of(summary: CohortSummary) -> Iterator[str]:
    """Return the words of all sections of results, the key page and its sentences."""
    yield from words_of(summary)
    for section in cohort_tables(summary, report_context()):
        if section.title not in ABOUT_THE_REPORT:
            rows = (row for table in section.tables for row in table.rows)
            yield from (cell for row in rows for cell in row.cells[1:])
    for figure in key_figures(summary):
        yield from (figure.value, figure.detail, figure.benchmark or "")
    yield from (verdict_sentence(comparison) for comparison in summary.benchmarks)
    yield from equivalence_sentences(summary.benchmarks)
    yield from precision_sentences(summary.precision)


@pytest.mark.parametrize(
    "summary",
    [cohort_summary(), released(cohort_summary(), minimum=5), empty_cohort_summary()],
    ids=["300 patients", "to pass on", "nobody"],
)
def test_every_printed_number_is_in_the_json(summary: CohortSummary) -> None:
    found = said(printed_of(summary)) - OF_THE_METHOD
    assert found - as_printed(cohort_document(summary)) == set()


def test_captions_charts_and_their_descriptions_are_read() -> None:
    words = " ".join(words_of(cohort_summary()))
    for said_by in ("Dotted: the mean at baseline", "VAS back: at baseline", "MIC VAS back, 15"):
        assert said_by in words


def test_a_number_that_is_not_in_the_json_is_found() -> None:
    summary = cohort_summary()
    assert "41.37" in said([*printed_of(summary), "41.37 points"])
    assert "41.37" not in as_printed(cohort_document(summary))
