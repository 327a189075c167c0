"""One patient's course on a sheet of paper, to be given or sent."""

from collections.abc import Iterator
from datetime import date

from flask import Response
from flask.typing import ResponseReturnValue

from registry.display.banner import banner, since_treatment
from registry.display.numbers import day
from registry.display.patient_summary import (
    CourseEvent,
    events_table,
    next_visit,
    scores_by_visit,
)
from registry.domain.codes import DataOrigin, Procedure
from registry.extracts.patient_overview import patient_overview
from registry.extracts.patient_record import PatientRecord, patient_record
from registry.extracts.planned_visits import planned_visits
from registry.services.patients import find_patient
from registry.web.page_context import caveats
from registry.web.patient_course import course_of
from registry.web.patient_tables import event_since, partial_day
from registry.web.registry_context import actor, reading, registry, today_at
from reports.patient import PatientSummary, patient_summary


def summary(number: str) -> ResponseReturnValue:
    """Print the course of one patient on one page."""
    settings = registry().settings
    with reading() as session:
        patient = find_patient(session, actor(), number)
        overview, record = patient_overview(session, patient), patient_record(session, patient)
        site, today = patient.site, today_at(patient.site)
        clinical = site.data_origin is DataOrigin.CLINICAL
        sheet = PatientSummary(
            registry_name=settings.registry_name,
            site_name=site.name,
            study_number=patient.study_number,
            made_on=today,
            treatment=banner(overview, settings.schedule, today=today).treatment,
            course=course_of(overview, record),
            scores=scores_by_visit(overview, settings.schedule),
            events=events_table(_events(record, overview.index_date)),
            next_visit=next_visit(planned_visits(session, patient, settings.schedule), today),
            caveats=caveats([site]),
            origin="" if clinical else site.data_origin.label,
            page_size=settings.page_size,
        )
    name = f'inline; filename="{sheet.study_number}-summary.pdf"'
    headers = {"Content-Disposition": name}
    return Response(patient_summary(sheet), mimetype="application/pdf", headers=headers)


def _events(record: PatientRecord, index: date | None) -> Iterator[CourseEvent]:
    """Return what happened, by its category: what somebody typed may name a person."""
    for event in record.adverse_events:
        severity = event.grade.label.partition("– ")[2]
        serious = "serious, " if event.serious else ""
        yield CourseEvent(
            on=event.onset_on,
            when=partial_day(event.onset_on, event.onset_precision),
            since=event_since(event, index),
            what=f"Adverse event: {event.category.label.lower()}",
            how=f"{severity}, {serious}{event.outcome.label.lower()}",
        )
    for operation in record.reoperations:
        if operation.procedure is not Procedure.REPEAT_INJECTION:
            yield CourseEvent(
                on=operation.performed_on,
                when=day(operation.performed_on),
                since=since_treatment(operation.performed_on, index),
                what=f"Operation: {operation.procedure.label.lower()}",
                how=", ".join(entry.level.label for entry in operation.levels),
            )
    for treatment in record.treatments[1:]:
        yield CourseEvent(
            on=treatment.treated_on,
            when=day(treatment.treated_on),
            since=since_treatment(treatment.treated_on, index),
            what="Treated again",
            how=", ".join(entry.level.label for entry in treatment.levels),
        )
