"""Record an adverse event."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.adverse_event import RecordAdverseEvent, ReportAdverseEvent
from registry.forms.adverse_event import RecordAdverseEventForm, ReportAdverseEventForm
from registry.services.adverse_events import record_adverse_event, report_adverse_event
from registry.web.record_form import RecordPage, record_form

blueprint = Blueprint("adverse_events", __name__)


@blueprint.route("/patients/<number>/adverse-events/new", methods=["GET", "POST"])
def new_adverse_event(number: str) -> ResponseReturnValue:
    """Record an adverse event of the patient."""
    form = page()
    return record_form(number, form.schema, form.template, form.store, **form.shown)


@blueprint.route("/patients/<number>/adverse-events/<int:key>/report", methods=["GET", "POST"])
def report(number: str, key: int) -> ResponseReturnValue:
    """Record that an adverse event was reported to the authority."""

    def store(
        session: Session, actor: Actor, number: str, command: ReportAdverseEvent, today: date
    ) -> str:
        stored = report_adverse_event(session, actor, number, key, command, today=today)
        return f"Report of “{stored.verbatim_term}” on {day(command.reported_on)} saved."

    return record_form(number, ReportAdverseEventForm(), "adverse_events/report.html", store)


def page() -> RecordPage:
    """Return what the form of an adverse event is made of."""
    return RecordPage(
        schema=RecordAdverseEventForm(), template="adverse_events/new.html", store=_store
    )


def _store(
    session: Session, actor: Actor, number: str, command: RecordAdverseEvent, today: date
) -> str:
    stored = record_adverse_event(session, actor, number, command, today=today)
    return f"Adverse event “{stored.verbatim_term}” saved for {number}."
