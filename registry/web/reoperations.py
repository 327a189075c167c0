"""Record an operation."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.reoperation import RecordReoperation
from registry.forms.reoperation import RecordReoperationForm
from registry.services.reoperations import record_reoperation
from registry.web.record_form import RecordPage, record_form

blueprint = Blueprint("reoperations", __name__)


@blueprint.route("/patients/<number>/reoperations/new", methods=["GET", "POST"])
def new_reoperation(number: str) -> ResponseReturnValue:
    """Record an operation of the patient."""
    form = page()
    return record_form(number, form.schema, form.template, form.store, **form.shown)


def page() -> RecordPage:
    """Return what the form of an operation is made of."""
    return RecordPage(
        schema=RecordReoperationForm(), template="reoperations/new.html", store=_store
    )


def _store(
    session: Session, actor: Actor, number: str, command: RecordReoperation, today: date
) -> str:
    stored = record_reoperation(session, actor, number, command, today=today)
    return f"{stored.procedure.label} of {day(stored.performed_on)} saved for {number}."
