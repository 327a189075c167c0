"""The data-quality rules, and the queries they open and close."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.codes import EventOutcome, SeriousnessCriterion, YesNoUnknown
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.query import RULES, QueryState, SayOnQuery
from registry.domain.visit import OdiEntry, RecordVisit
from registry.models import AdverseEvent, Patient, Query, Score, Treatment, Visit
from registry.services.adverse_events import record_adverse_event
from registry.services.quality import check_changed, check_patient
from registry.services.queries import say_on_query
from registry.services.reoperations import record_reoperation
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import FLARE, FUSION, NOW, NURSE, PHYSICIAN, TODAY, TREATED_ON, TWELVE_MONTHS

Broken = Callable[[], set[str]]
BASELINE = replace(TWELVE_MONTHS, visited_on=TREATED_ON, surgery_since_last_contact=None)


@pytest.fixture
def broken(session: Session, settings: Settings) -> Broken:
    """Return what runs all rules over the patient and names those that are broken."""

    def broken() -> set[str]:
        patient = session.scalars(select(Patient)).one()
        check_patient(session, patient, schedule=settings.schedule, at=NOW)
        unclosed = select(Query.rule).where(Query.state != QueryState.CLOSED)
        return {rule for rule in session.scalars(unclosed) if rule}

    return broken


@pytest.fixture
def visited(session: Session, settings: Settings) -> Callable[[str, RecordVisit], Visit]:
    def visited(number: str, command: RecordVisit) -> Visit:
        return record_visit(
            session,
            NURSE,
            number,
            command,
            today=TODAY,
            schedule=settings.schedule,
            odi_minimum_answered=settings.odi_minimum_answered,
        )

    return visited


Visited = Callable[[str, RecordVisit], Visit]
PRODUCT = {"lot_missing", "cells_missing"}


def with_odi(command: RecordVisit, pain: int, odi: int) -> RecordVisit:
    return replace(command, vas_back_0_100=pain, odi=OdiEntry(total_0_100=odi))


@pytest.mark.usefixtures("treated")
def test_a_missing_lot_and_dose_are_asked_for_until_they_are_there(
    session: Session, broken: Broken
) -> None:
    assert broken() >= PRODUCT
    treatment = session.scalars(select(Treatment)).one()
    treatment.lot_number, treatment.viable_cells_million = "L 1", 20
    assert not broken() & PRODUCT


def test_a_missing_baseline_is_asked_for(treated: str, visited: Visited, broken: Broken) -> None:
    assert "missing_baseline" in broken()
    visited(treated, BASELINE)
    assert "missing_baseline" not in broken()


def test_a_follow_up_outside_its_window_is_asked_about_unless_a_reason_was_given(
    treated: str, visited: Visited, broken: Broken
) -> None:
    early = replace(TWELVE_MONTHS, visited_on=date(2026, 1, 5), planned_visit="m12")
    visit = visited(treated, replace(early, warning_reason="Moves abroad."))
    assert "follow_up_outside_window" not in broken()
    visit.visited_on = date(2026, 5, 5)
    other = visited(treated, replace(TWELVE_MONTHS, warning_reason="Came again."))
    other.visited_on = date(2026, 5, 7)
    assert "follow_up_outside_window" in broken()


@pytest.mark.parametrize(
    ("pain", "odi", "asked"), [(35, 50, True), (36, 50, False), (35, 49, False), (35, 30, False)]
)
def test_pain_and_disability_in_opposite_directions_are_asked_about(
    treated: str, visited: Visited, broken: Broken, pain: int, odi: int, *, asked: bool
) -> None:
    visited(treated, with_odi(BASELINE, 50, 40))
    visited(treated, with_odi(TWELVE_MONTHS, pain, odi))
    assert ("pain_and_disability_apart" in broken()) is asked


def test_an_operation_that_was_reported_and_not_recorded_is_asked_for(
    session: Session, treated: str, visited: Visited, broken: Broken
) -> None:
    visited(treated, replace(TWELVE_MONTHS, surgery_since_last_contact=YesNoUnknown.YES))
    assert "operation_not_recorded" in broken()
    record_reoperation(session, NURSE, treated, FUSION, today=TODAY)
    assert "operation_not_recorded" not in broken()


def test_an_operation_that_was_recorded_and_denied_is_asked_about(
    session: Session, treated: str, visited: Visited, broken: Broken
) -> None:
    visit = visited(treated, TWELVE_MONTHS)
    assert "operation_not_reported" not in broken()
    record_reoperation(session, NURSE, treated, FUSION, today=TODAY)
    assert "operation_not_reported" in broken()
    visit.surgery_since_last_contact = YesNoUnknown.YES
    assert "operation_not_reported" not in broken()


def test_the_end_of_an_event_that_is_over_is_asked_for(
    session: Session, treated: str, broken: Broken
) -> None:
    record_adverse_event(session, NURSE, treated, FLARE, today=TODAY)
    assert "end_missing" in broken()
    session.scalars(select(AdverseEvent)).one().outcome = EventOutcome.NOT_RECOVERED
    assert "end_missing" not in broken()


@pytest.mark.parametrize(("days", "asked"), [(30, False), (31, True)])
def test_a_serious_event_is_followed_up_after_30_days(
    session: Session, treated: str, broken: Broken, days: int, *, asked: bool
) -> None:
    event = replace(
        FLARE,
        serious=True,
        criteria=(SeriousnessCriterion.HOSPITALISATION,),
        outcome=EventOutcome.RECOVERING,
        aware_on=TODAY - timedelta(days=days),
    )
    record_adverse_event(session, NURSE, treated, event, today=TODAY)
    assert ("serious_event_unresolved" in broken()) is asked


@pytest.mark.usefixtures("enrolled")
def test_a_patient_who_is_not_treated_for_90_days_is_asked_about(
    session: Session, broken: Broken
) -> None:
    assert "not_treated" in broken()
    session.scalars(select(Patient)).one().enrolled_on = TODAY - timedelta(days=90)
    assert "not_treated" not in broken()


@pytest.mark.usefixtures("enrolled")
@pytest.mark.parametrize(("born", "asked"), [(2008, True), (2007, False), (1934, True)])
def test_an_unusual_age_is_asked_about(
    session: Session, broken: Broken, born: int, *, asked: bool
) -> None:
    session.scalars(select(Patient)).one().birth_year = born
    assert ("unusual_age" in broken()) is asked


def the_query(session: Session, rule: str) -> Query:
    return session.scalars(select(Query).where(Query.rule == rule)).one()


@pytest.mark.usefixtures("treated")
def test_a_rule_opens_one_query_closes_it_and_opens_the_same_again(
    session: Session, broken: Broken
) -> None:
    treatment = session.scalars(select(Treatment)).one()
    for lot in (None, None, "L 1", "L 1", None):
        treatment.lot_number = lot
        broken()
    query = the_query(session, "lot_missing")
    assert [message.state for message in query.messages] == [
        QueryState.OPEN,
        QueryState.CLOSED,
        QueryState.OPEN,
    ]
    assert {message.said_by for message in query.messages} == {RULES}
    assert query.messages[1].words == "Closed by the rule: the data are right now."


@pytest.mark.usefixtures("treated")
def test_what_a_person_has_closed_stays_closed_though_the_rule_is_broken(
    session: Session, broken: Broken
) -> None:
    broken()
    query = the_query(session, "lot_missing")
    said = SayOnQuery(state=QueryState.CLOSED, words="The lot was never written down.")
    say_on_query(session, PHYSICIAN, query.id, said, at=NOW)
    assert "lot_missing" not in broken()
    assert the_query(session, "lot_missing").state is QueryState.CLOSED


@pytest.mark.usefixtures("treated")
def test_rules_run_over_the_patients_whose_records_were_changed(
    session: Session, settings: Settings
) -> None:
    check_changed(session, schedule=settings.schedule, at=NOW)
    opened = len(session.scalars(select(Query)).all())
    assert opened >= len(PRODUCT)
    session.scalars(select(Treatment)).one().lot_number = "L 1"
    check_changed(session, schedule=settings.schedule, at=NOW)
    assert the_query(session, "lot_missing").state is QueryState.CLOSED


def test_a_pain_score_that_cannot_be_scored_is_no_baseline(
    session: Session, treated: str, visited: Visited, broken: Broken
) -> None:
    visited(treated, BASELINE)
    score = session.scalars(select(Score)).one()
    assert score.instrument is InstrumentCode.VAS_BACK
    score.value_0_100 = None
    assert "missing_baseline" in broken()
