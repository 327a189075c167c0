"""One patient's course, plan and records on one page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue

from registry.display.banner import banner
from registry.display.charts.patient_trajectory import patient_trajectory
from registry.display.numbers import day
from registry.display.svg import svg
from registry.display.tables import DisplayTable
from registry.domain.patient_overview import PatientOverview
from registry.domain.permissions import may_administer
from registry.domain.quarter import Quarter
from registry.domain.schedule import Schedule
from registry.domain.visit_state import ExpectedVisit, VisitState
from registry.extracts.patient_overview import patient_overview
from registry.extracts.patient_record import PatientRecord, patient_record
from registry.extracts.planned_visits import planned_visits
from registry.extracts.reporting_clocks import clocks_of
from registry.models import Patient
from registry.models.lock_guard import locked_quarters
from registry.services.merges import merged_into
from registry.services.patients import find_patient
from registry.web import patient_tables as tables
from registry.web.case_report_forms import paper_addresses
from registry.web.consent_table import consents_table
from registry.web.contact_table import contacts_table
from registry.web.enrolments import enrolment_table
from registry.web.page_context import caveats
from registry.web.patient_course import course_of
from registry.web.query_marks import query_marks
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.reporting_clocks import clock_lines
from registry.web.stored_form import NOUNS
from registry.web.voided_records import voided_lines

CHART_WIDTH, CHART_HEIGHT = 560.0, 250.0


def patient(number: str) -> ResponseReturnValue:
    """Show one patient."""
    schedule = registry().settings.schedule
    with reading() as session:
        found = find_patient(session, actor(), number)
        overview, record = patient_overview(session, found), patient_record(session, found)
        today, locked = today_at(found.site), locked_quarters(session, found.site_id)
        planned = [
            (visit, visit.state(today)) for visit in planned_visits(session, found, schedule)
        ]
        return render_template(
            "patients/patient.html",
            number=found.study_number,
            banner=banner(overview, schedule, today=today),
            chart=_chart(overview, record),
            course=tables.course_table(overview, schedule),
            planned=planned,
            due=_due(planned),
            clocks=clock_lines(
                clocks_of((event, found.study_number) for event in record.adverse_events), today
            ),
            merged=[each.study_number for each in merged_into(session, found)],
            may_merge=may_administer(actor()),
            paper_forms=paper_addresses(found.study_number, overview.index_date),
            records=[
                (_with_locks(table, found, record, locked), additions)
                for table, additions in (
                    (enrolment_table(found), {}),
                    *_records(record, schedule, overview.index_date),
                )
            ],
            voided=voided_lines(session, found),
            caveats=caveats([found.site]),
            **query_marks(session, found, record),
        )


def _records(
    record: PatientRecord, schedule: Schedule, index: date | None
) -> Iterable[tuple[DisplayTable, Mapping[str, str]]]:
    """Return each table of records with what may be added to it: words and endpoint."""
    return (
        (
            tables.treatments_table(record.treatments),
            {"Record a treatment": "treatments.new_treatment"},
        ),
        (
            tables.visits_table(record.visits, schedule),
            {"Enter several visits": "backlog.backlog"},
        ),
        (
            tables.adverse_events_table(record.adverse_events, index),
            {"Record an adverse event": "adverse_events.new_adverse_event"},
        ),
        (
            tables.reoperations_table(record.reoperations, record.treatments, index),
            {"Record an operation": "reoperations.new_reoperation"},
        ),
        (
            contacts_table(record, schedule),
            {
                "Log a contact": "contacts.new_contact",
                "Record the end of follow-up": "dispositions.new_disposition",
            },
        ),
        (
            consents_table(record.consents),
            {
                "Record a consent": "consents.new_consent",
                "Withdraw consent": "consents.withdrawal",
            },
        ),
    )


def _with_locks(
    table: DisplayTable, patient: Patient, record: PatientRecord, quarters: frozenset[Quarter]
) -> DisplayTable:
    """Return the table with each row marked whose record, or its quarter, is locked."""
    records = [each for field in fields(record) for each in getattr(record, field.name)]
    locked = {
        (NOUNS[type(each)], each.id)
        for each in (patient, *records)
        if each.locked or Quarter.of(getattr(each, each.dated_by)) in quarters
    }
    rows = tuple(replace(row, locked=row.record in locked) for row in table.rows)
    return replace(table, rows=rows)


def _due(planned: Sequence[tuple[ExpectedVisit, VisitState]]) -> str:
    """Say which planned visit is to be answered now, or next."""
    for visit, state in planned:
        if state in {VisitState.DUE, VisitState.OVERDUE}:
            words, closes = state.label.lower(), day(visit.closes)
            return f"The visit at {visit.label} is {words}: its window closes on {closes}."
    for visit, state in planned:
        if state is VisitState.UPCOMING:
            return f"Nothing is due. The visit at {visit.label} opens on {day(visit.opens)}."
    return "No visit is expected any more." if planned else ""


def _chart(overview: PatientOverview, record: PatientRecord) -> str | None:
    course = course_of(overview, record)
    if course is None:
        return None
    drawn = patient_trajectory(course, width=CHART_WIDTH, height=CHART_HEIGHT)
    return svg(drawn, identifier="course")
