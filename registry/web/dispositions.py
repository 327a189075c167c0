"""Record the end of follow-up."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.disposition import RecordDisposition
from registry.forms.disposition import RecordDispositionForm
from registry.services.dispositions import record_disposition
from registry.web.record_form import RecordPage, record_form

blueprint = Blueprint("dispositions", __name__)


@blueprint.route("/patients/<number>/dispositions/new", methods=["GET", "POST"])
def new_disposition(number: str) -> ResponseReturnValue:
    """Record the end of follow-up of the patient."""
    form = page()
    return record_form(number, form.schema, form.template, form.store, **form.shown)


def page() -> RecordPage:
    """Return what the form of the end of follow-up is made of."""
    return RecordPage(
        schema=RecordDispositionForm(), template="dispositions/new.html", store=_store
    )


def _store(
    session: Session, actor: Actor, number: str, command: RecordDisposition, today: date
) -> str:
    stored = record_disposition(session, actor, number, command, today=today)
    return f"{stored.kind.label} on {day(stored.occurred_on)}, saved for {number}."
