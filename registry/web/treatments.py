"""Record a treatment."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.codes import DiscLevel
from registry.domain.treatment import RecordTreatment
from registry.forms.treatment import LEVEL_ANSWERS, RecordTreatmentForm
from registry.services.treatments import record_treatment
from registry.web.record_form import RecordPage, record_form
from registry.web.registry_context import registry

blueprint = Blueprint("treatments", __name__)


@blueprint.route("/patients/<number>/treatments/new", methods=["GET", "POST"])
def new_treatment(number: str) -> ResponseReturnValue:
    """Record a treatment of the patient."""
    form = page()
    return record_form(number, form.schema, form.template, form.store, **form.shown)


def page() -> RecordPage:
    """Return what the form of a treatment is made of."""
    shown = {"levels": tuple(DiscLevel), "level_answers": LEVEL_ANSWERS}
    return RecordPage(
        schema=RecordTreatmentForm(), template="treatments/new.html", store=_store, shown=shown
    )


def _store(
    session: Session, actor: Actor, number: str, command: RecordTreatment, today: date
) -> str:
    schedule = registry().settings.schedule
    stored = record_treatment(session, actor, number, command, today=today, schedule=schedule)
    return f"Treatment of {day(stored.treated_on)} saved for {number}."
