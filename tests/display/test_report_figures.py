"""The tables and captions of the figures about patients and outcomes."""

from collections.abc import Callable

import pytest

from registry.analysis.results import CohortSummary
from registry.display.captions import selection
from registry.display.outcome_captions import change_boxes_caption, responder_caption
from registry.display.patient_captions import (
    completeness_caption,
    patient_flow_caption,
    recruitment_caption,
)
from registry.display.tables import DisplayTable
from registry.display.tabulate.change_boxes import change_boxes_table
from registry.display.tabulate.patient_flow import visit_flow_table
from registry.display.tabulate.recruitment import delay_table, treated_table
from registry.display.tabulate.responders import responders_table
from registry.display.tabulate.site_completeness import site_completeness_table
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.courses import site_completeness
from tests.factories.recruitment import recruitment
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.factories.spreads import change_spread, yearly_spread

COHORT = cohort_summary()


def tables_of(summary: CohortSummary) -> tuple[DisplayTable, ...]:
    return (
        visit_flow_table(summary.flow),
        treated_table(summary.recruitment.months),
        treated_table(summary.recruitment.years),
        delay_table(summary.recruitment),
        site_completeness_table(summary.site_completeness),
        responders_table(summary.responders),
        change_boxes_table(summary.change_spreads),
    )


def rows(table: DisplayTable) -> list[tuple[str, ...]]:
    return [tuple(cell.replace("\u202f", " ") for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize("summary", [COHORT, empty_cohort_summary()], ids=["300", "nobody"])
def test_every_row_has_a_cell_for_each_column(summary: CohortSummary) -> None:
    for table in tables_of(summary):
        for row in table.rows:
            assert len(row.cells) == (1 if row.kind == "group" else len(table.columns))


@pytest.mark.parametrize(
    "caption",
    [
        patient_flow_caption,
        recruitment_caption,
        completeness_caption,
        responder_caption,
        change_boxes_caption,
    ],
)
def test_each_caption_names_source_selection_number_and_cut_off(
    caption: Callable[[CohortSummary], str],
) -> None:
    words = caption(COHORT)
    assert "Source: " in words
    assert words.endswith(selection(COHORT))


def test_the_places_at_a_visit_stand_in_the_order_of_the_flow() -> None:
    table = visit_flow_table(COHORT.flow)
    assert rows(table)[1] == ("12 months", "236", "201", "35", "11", "53", "0")
    assert "make up 300 patients" in table.notes[0]


def test_months_and_years_of_treatment_are_named() -> None:
    found = recruitment((3, 7))
    assert rows(treated_table(found.months)) == [
        ("March 2022", "3", "3"),
        ("April 2022", "7", "10"),
    ]
    assert rows(treated_table(found.years)) == [("2022", "10", "10")]


def test_the_registration_delay_stands_by_year_and_for_all() -> None:
    delays = rows(delay_table(recruitment((3, 7))))
    assert delays == [("2022", "10", "10", "8 (5 to 12)"), ("All", "10", "10", "9 (5 to 13)")]
    nobody = rows(delay_table(empty_cohort_summary().recruitment))
    assert nobody == [("All", "0", "0", "–")]


def test_a_share_of_a_site_stands_only_where_enough_were_due() -> None:
    (row,) = rows(site_completeness_table([site_completeness("B", 20)]))
    assert row[:5] == ("B", "20", "20 of 20 (100.0 %)", "15 of 17 (88.2 %)", "10 of 14 (71.4 %)")
    assert row[-1] == "0 of 2"


def test_a_quarter_with_too_few_pairs_has_its_number_alone() -> None:
    few, box = rows(change_boxes_table([change_spread(InstrumentCode.ODI, (3, 14))]))[1:]
    assert few == ("Q2 2022", "3", "–", "–", "–", "–", "–")
    assert box == (
        "Q3 2022",
        "14",
        "31.0",
        "16.5 to 44.5",
        "−7.5 to 67.5",
        "−40.5 to 91.5",
        "2",
    )


def test_a_long_registry_is_told_by_years() -> None:
    found = rows(change_boxes_table([yearly_spread(InstrumentCode.ODI, (9,))]))
    assert found[0] == ("ODI, points, at 12 months",)
    assert found[1][0] == "2010"
