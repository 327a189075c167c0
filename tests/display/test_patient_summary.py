"""A patient's course in plain words."""

from dataclasses import replace
from datetime import date

import pytest

from registry.display.patient_summary import (
    MOST_EVENTS,
    MOST_VISITS,
    events_table,
    next_visit,
    score_words,
    scores_by_visit,
)
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.visit_state import ExpectedVisit
from tests.factories.patient_summaries import SCHEDULE, events, overview

PLANNED = ExpectedVisit(
    code="m12",
    label="12 months",
    target=date(2026, 3, 4),
    opens=date(2026, 1, 18),
    closes=date(2026, 4, 18),
    expected=True,
    answered_on=None,
)


@pytest.mark.parametrize(
    ("instrument", "value", "said"),
    [
        (InstrumentCode.VAS_BACK, 0, "0.0, no pain"),
        (InstrumentCode.VAS_LEG, 34, "34.0, mild pain"),
        (InstrumentCode.VAS_BACK, 75, "75.0, severe pain"),
        (InstrumentCode.ODI, 0, "0.0, no disability"),
        (InstrumentCode.ODI, 20.5, "20.5, moderate disability"),
        (InstrumentCode.ODI, 61, "61.0, crippled"),
        (InstrumentCode.ODI, 90, "90.0, bed-bound"),
    ],
)
def test_a_score_is_said_with_its_band(instrument: InstrumentCode, value: float, said: str) -> None:
    assert score_words(INSTRUMENTS[instrument], value) == said


def test_too_many_visits_keep_the_first_and_the_latest() -> None:
    rows = scores_by_visit(overview(30), SCHEDULE).rows
    assert len(rows) == MOST_VISITS + 1
    assert rows[0].cells[0] == "3 March 2025"
    assert rows[1].cells == ("23 visits between not shown",)
    assert [row.kind for row in rows].count("total") == 1
    shown = sum(row.kind == "body" for row in rows)
    assert shown + 23 == 30


def test_as_many_as_there_is_room_for_are_all_shown() -> None:
    rows = scores_by_visit(overview(MOST_VISITS), SCHEDULE).rows
    assert sum(row.kind == "body" for row in rows) == MOST_VISITS
    assert len(events_table(events(MOST_EVENTS)).rows) == MOST_EVENTS


def test_before_treatment_there_is_no_change() -> None:
    rows = scores_by_visit(overview(1), SCHEDULE).rows
    assert [row.kind for row in rows] == ["body"]


def test_without_a_baseline_no_change_is_made_up() -> None:
    patient = overview(3)
    late = replace(patient, scores=patient.scores[3:])
    assert scores_by_visit(late, SCHEDULE).rows[-1].cells[2:] == ("no baseline",) * 3


def test_events_stand_in_order_of_time() -> None:
    backwards = events_table(reversed(events(3))).rows
    assert [row.cells[1] for row in backwards] == ["3 days", "23 days", "43 days"]


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 1, 1), "12 months after treatment: planned for 4 March 2026, possible from"),
        (date(2026, 4, 1), "18 January 2026 to 18 April 2026. It is overdue."),
        (date(2026, 5, 1), "No further visit is planned."),
    ],
)
def test_the_next_visit_is_said_with_its_dates(today: date, said: str) -> None:
    assert said in next_visit([PLANNED], today)


def test_before_treatment_no_visit_is_planned() -> None:
    assert next_visit([], date(2026, 1, 1)) == "Visits are planned after the treatment."
