"""Record an adverse event."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.adverse_event import RecordAdverseEvent
from registry.forms.adverse_event import RecordAdverseEventForm
from registry.services.adverse_events import record_adverse_event
from registry.web.record_form import record_form

blueprint = Blueprint("adverse_events", __name__)


@blueprint.route("/patients/<number>/adverse-events/new", methods=["GET", "POST"])
def new_adverse_event(number: str) -> ResponseReturnValue:
    """Record an adverse event of the patient."""
    return record_form(number, RecordAdverseEventForm(), "adverse_events/new.html", _store)


def _store(
    session: Session, actor: Actor, number: str, command: RecordAdverseEvent, today: date
) -> str:
    stored = record_adverse_event(session, actor, number, command, today=today)
    return f"Adverse event “{stored.verbatim_term}” saved for {number}."
