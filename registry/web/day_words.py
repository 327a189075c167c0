"""The words beside a date field, while a date is typed and when a form comes back."""

from datetime import date

from flask import Response, request
from flask.typing import ResponseReturnValue

from registry.display.day_words import day_words, visit_words
from registry.domain.patient_overview import PatientOverview
from registry.extracts.patient_overview import patient_overview
from registry.forms.bound import BoundForm
from registry.forms.fields import parse_date
from registry.services.patients import find_patient
from registry.web.registry_context import actor, reading, registry, today_at

DATE_KINDS = frozenset({"date", "partial_date"})
_VISIT = "visited_on"


def answer(number: str) -> ResponseReturnValue:
    """Say what the typed date means for the patient, or nothing while it is none."""
    with reading() as session:
        patient = find_patient(session, actor(), number)
        overview, today = patient_overview(session, patient), today_at(patient.site)
    field, text = request.args.get("field", ""), request.args.get("text", "")
    return Response(_words(field, text, overview, today), mimetype="text/plain")


def note_dates(form: BoundForm, overview: PatientOverview, today: date) -> None:
    """Note beside each date that was typed into a form what it means."""
    for field in form:
        if field.kind in DATE_KINDS:
            form.notes[field.name] = _words(field.name, field.value, overview, today)


def _words(field: str, text: str, overview: PatientOverview, today: date) -> str:
    try:
        on = parse_date(text.strip())
    except ValueError:
        return ""
    if field == _VISIT:
        schedule = registry().settings.schedule
        return visit_words(on, index_date=overview.index_date, today=today, schedule=schedule)
    return day_words(on, index_date=overview.index_date, today=today)
