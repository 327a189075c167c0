"""The worklist against the state of each visit, derived one by one."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from registry.domain.codes import DispositionKind
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.domain.disposition import RecordDisposition
from registry.domain.visit_state import VisitState
from registry.domain.worklist import AHEAD_DAYS, VisitGroup, WorklistSearch
from registry.extracts.planned_visits import planned_visits
from registry.extracts.worklist import SiteDay, WorklistLine, WorklistPage, worklist_page
from registry.models import Patient, Treatment
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.planned_visits import replan
from registry.services.sites import visible_sites
from tests.extracts.conftest import Visited
from tests.people import ADMINISTRATOR, NURSE, SCHEDULE, TODAY, TREATMENT, TWELVE_MONTHS

EVERYTHING = WorklistSearch()
IN_WINDOW = date(2026, 3, 20)
"""A day on which the twelve-month visit of the treated patient is overdue."""


def page(
    session: Session,
    group: VisitGroup,
    search: WorklistSearch = EVERYTHING,
    *,
    today: date = TODAY,
    most: int = 50,
) -> WorklistPage:
    sites = visible_sites(session, ADMINISTRATOR)
    desks = [SiteDay(site=site, today=today) for site in sites]
    return worklist_page(session, desks, SCHEDULE, group, search, most=most)


def keys(lines: tuple[WorklistLine, ...]) -> list[tuple[str, str]]:
    return [(line.study_number, line.code) for line in lines]


@pytest.fixture
def many(session: Session) -> list[Patient]:
    """Return patients of both clinics, treated every nine days over more than five years."""
    patients = []
    for count, days in enumerate(range(1, 2000, 9)):
        site = visible_sites(session, ADMINISTRATOR)[count % 2]
        patient = Patient(
            site_id=site.id,
            study_number=f"{site.code}-{count:04}",
            sequence=count,
            enrolled_on=TODAY - timedelta(days),
            birth_year=1970,
            sex="female",
        )
        session.add(patient)
        session.flush()
        treatment = Treatment(
            patient_id=patient.id,
            treated_on=TODAY - timedelta(days),
            product_type=TREATMENT.product_type,
            tissue_source=TREATMENT.tissue_source,
        )
        session.add(treatment)
        patients.append(patient)
    replan(session, [patient.id for patient in patients], SCHEDULE)
    return patients


@pytest.mark.parametrize("group", VisitGroup)
def test_each_group_holds_the_visits_whose_dates_say_so(
    session: Session, many: list[Patient], group: VisitGroup
) -> None:
    expected = set()
    for patient in many:
        for visit in planned_visits(session, patient, SCHEDULE):
            state = visit.state(TODAY)
            soon = visit.opens <= TODAY + timedelta(AHEAD_DAYS)
            belongs = {
                VisitGroup.DUE: state is VisitState.DUE,
                VisitGroup.OVERDUE: state is VisitState.OVERDUE,
                VisitGroup.OPENING: state is VisitState.UPCOMING and soon,
            }
            if belongs[group]:
                expected.add((patient.study_number, visit.code))
    found = page(session, group, most=1000)
    assert set(keys(found.lines)) == expected
    assert found.count == len(expected) > 0


def test_pages_go_on_where_the_last_one_ended(session: Session, many: list[Patient]) -> None:
    assert many
    whole = page(session, VisitGroup.DUE, most=1000).lines
    assert [line.days_left for line in whole] == sorted(line.days_left for line in whole)
    found: list[tuple[str, str]] = []
    search = EVERYTHING
    goes_on = True
    while goes_on:
        part = page(session, VisitGroup.DUE, search, most=7)
        found += keys(part.lines)
        goes_on = part.goes_on
        search = WorklistSearch(after=(part.lines[-1].closes_on, part.lines[-1].key))
    assert found == keys(whole)


def test_a_filter_leaves_its_visit_and_its_patients(session: Session, many: list[Patient]) -> None:
    assert many
    only = page(session, VisitGroup.DUE, WorklistSearch(visit="m24", text="muc-"), most=1000).lines
    everything = page(session, VisitGroup.DUE, most=1000).lines
    assert keys(only) == [
        (number, code)
        for number, code in keys(everything)
        if code == "m24" and number.startswith("MUC-")
    ]


def test_a_recorded_visit_leaves_the_worklist(
    session: Session, treated: str, visited: Visited
) -> None:
    assert keys(page(session, VisitGroup.OVERDUE, today=IN_WINDOW).lines) == [(treated, "m12")]
    visited(treated, TWELVE_MONTHS)
    assert page(session, VisitGroup.OVERDUE, today=IN_WINDOW).count == 0


def test_a_withdrawn_patient_leaves_the_worklist(session: Session, treated: str) -> None:
    ended = RecordDisposition(kind=DispositionKind.WITHDRAWAL, occurred_on=date(2026, 3, 1))
    record_disposition(session, NURSE, treated, ended, today=TODAY)
    assert page(session, VisitGroup.OVERDUE, today=IN_WINDOW).count == 0


def test_a_line_shows_the_last_attempt_for_its_visit(session: Session, treated: str) -> None:
    for day, code in ((1, "m12"), (5, "m12"), (7, "m6")):
        attempt = RecordContact(
            contacted_on=date(2026, 3, day),
            mode=ContactMode.PHONE,
            result=ContactResult.NO_ANSWER,
            planned_visit=code,
        )
        record_contact(session, NURSE, treated, attempt, today=TODAY)
    (line,) = page(session, VisitGroup.OVERDUE, today=IN_WINDOW).lines
    assert line.last_attempt is not None
    assert line.last_attempt.contacted_on == date(2026, 3, 5)


def test_nobody_sees_a_worklist_without_a_site(session: Session, treated: str) -> None:
    assert treated
    found = worklist_page(session, [], SCHEDULE, VisitGroup.OVERDUE, EVERYTHING)
    assert (found.lines, found.count) == ((), 0)


@pytest.mark.parametrize("search", [EVERYTHING, WorklistSearch(after=(TODAY, 5))])
def test_open_visits_are_read_from_their_index(
    session: Session, many: list[Patient], search: WorklistSearch
) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads so small a table whole")
    assert many
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(*arguments: Any) -> None:  # noqa: ANN401 - what SQLAlchemy hands over
        asked.append((arguments[2], arguments[3]))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    page(session, VisitGroup.DUE, search)
    event.remove(engine, "before_cursor_execute", note)
    ranges = [each for each in asked if "UNION ALL" in each[0]]
    assert ranges
    for statement, parameters in ranges:
        plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = [row.detail for row in plan if "planned_visit" in row.detail]
        assert len(steps) == 2 * len(SCHEDULE.visits)
        for step in steps:
            assert "ix_planned_visit_open (site_id=? AND code=? AND closes_on>?" in step
