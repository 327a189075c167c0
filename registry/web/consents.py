"""Record a consent, and its withdrawal."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import day
from registry.domain.actors import Actor
from registry.domain.consent import RecordConsent, WithdrawConsent
from registry.forms.consent import RecordConsentForm, WithdrawConsentForm
from registry.services.consents import record_consent, withdraw_consent
from registry.web.record_form import RecordPage, record_form

blueprint = Blueprint("consents", __name__)


@blueprint.route("/patients/<number>/consents/new", methods=["GET", "POST"])
def new_consent(number: str) -> ResponseReturnValue:
    """Record a consent of the patient."""
    form = page()
    return record_form(number, form.schema, form.template, form.store, **form.shown)


@blueprint.route("/patients/<number>/consents/withdraw", methods=["GET", "POST"])
def withdrawal(number: str) -> ResponseReturnValue:
    """Record what the patient withdraws of their consent."""
    return record_form(number, WithdrawConsentForm(), "consents/withdraw.html", _withdraw)


def page() -> RecordPage:
    """Return what the form of a consent is made of."""
    return RecordPage(schema=RecordConsentForm(), template="consents/new.html", store=_store)


def _store(session: Session, actor: Actor, number: str, command: RecordConsent, today: date) -> str:
    stored = record_consent(session, actor, number, command, today=today)
    return f"Consent of {day(stored.consented_on)} saved for {number}."


def _withdraw(
    session: Session, actor: Actor, number: str, command: WithdrawConsent, today: date
) -> str:
    withdraw_consent(session, actor, number, command, today=today)
    return f"Withdrawal of {day(command.withdrawn_on)} saved for {number}."
