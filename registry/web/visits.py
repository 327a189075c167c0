"""Record a visit: the answers of one day."""

from datetime import date

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.instruments.odi import ODI, OdiSection
from registry.domain.visit import RecordVisit
from registry.forms.visit import RecordVisitForm
from registry.services.visits import record_visit
from registry.web.record_form import record_form
from registry.web.registry_context import registry

blueprint = Blueprint("visits", __name__)


@blueprint.route("/patients/<number>/visits/new", methods=["GET", "POST"])
def new_visit(number: str) -> ResponseReturnValue:
    """Record a visit of the patient; the address may name the planned visit."""
    planned = request.args.get("planned_visit")
    return record_form(
        number,
        RecordVisitForm(registry().settings.schedule),
        "visits/new.html",
        _store,
        initial={"planned_visit": planned} if planned else None,
        sections=tuple(OdiSection),
        odi=ODI,
        settings=registry().settings,
    )


def _store(session: Session, actor: Actor, number: str, command: RecordVisit, today: date) -> str:
    stored = record_visit(
        session,
        actor,
        number,
        command,
        today=today,
        schedule=registry().settings.schedule,
        odi_minimum_answered=registry().settings.odi_minimum_answered,
    )
    return f"Visit of {day(stored.visited_on)} saved for {number}."
