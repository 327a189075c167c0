"""Record a visit: the answers of one day."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.codes import YesNoUnknown
from registry.domain.instruments.odi import ODI, OdiSection
from registry.domain.visit import RecordVisit
from registry.forms.visit import RecordVisitForm
from registry.models import Visit
from registry.services.visits import record_visit
from registry.web.record_form import RecordPage, record_form
from registry.web.registry_context import registry

blueprint = Blueprint("visits", __name__)
_COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@blueprint.route("/patients/<number>/visits/new", methods=["GET", "POST"])
def new_visit(number: str) -> ResponseReturnValue:
    """Record a visit of the patient."""
    form = page()
    return record_form(number, form.schema, form.template, form.store, **form.shown)


def page() -> RecordPage:
    """Return what the form of a visit is made of."""
    settings = registry().settings
    return RecordPage(
        schema=RecordVisitForm(settings.schedule),
        template="visits/new.html",
        store=_store,
        shown={"sections": tuple(OdiSection), "odi": ODI, "settings": settings},
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
    minimum = registry().settings.odi_minimum_answered
    saved = f"Visit of {day(stored.visited_on)} saved for {number}."
    return " ".join([saved, *_to_know(stored, minimum)])


def _to_know(visit: Visit, odi_minimum_answered: int) -> Iterator[str]:
    """Say what the answers lack or ask for, though they were saved."""
    for score in visit.scores:
        if score.odi_answers is not None and score.value_0_100 is None:
            answers = list(score.odi_answers.answers.values())
            filled = len(answers) - answers.count(None)
            yield (
                f"ODI needs at least {_COUNTS[odi_minimum_answered]} answered sections: "
                f"{_COUNTS[filled]} {'is' if filled == 1 else 'are'} filled; "
                "it was stored without a score."
            )
    if visit.surgery_since_last_contact is YesNoUnknown.YES:
        yield "Surgery was reported: record the operation as well."
