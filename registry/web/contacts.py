"""Record an attempt to reach a patient."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.contact import RecordContact
from registry.domain.permissions import check_may_record
from registry.forms.contact import RecordContactForm
from registry.services.contacts import record_contact
from registry.services.identities import IdentityCipher
from registry.services.identity_disclosure import disclose_identity
from registry.web.record_form import RecordPage, record_form
from registry.web.registry_context import actor, registry, writing

blueprint = Blueprint("contacts", __name__)


@blueprint.route("/patients/<number>/contacts/new", methods=["GET", "POST"])
def new_contact(number: str) -> ResponseReturnValue:
    """Record an attempt to reach the patient."""
    form = page()
    check_may_record(actor())
    with writing() as session:
        cipher = IdentityCipher(registry().settings.identity_key)
        identity = disclose_identity(session, actor(), number, cipher=cipher)
    return record_form(
        number, form.schema, form.template, form.store, identity=identity, **form.shown
    )


def page() -> RecordPage:
    """Return what the form of an attempt is made of."""
    schema = RecordContactForm(registry().settings.schedule)
    return RecordPage(schema=schema, template="contacts/new.html", store=_store)


def _store(session: Session, actor: Actor, number: str, command: RecordContact, today: date) -> str:
    stored = record_contact(session, actor, number, command, today=today)
    return f"Attempt of {day(stored.contacted_on)} saved for {number}."
