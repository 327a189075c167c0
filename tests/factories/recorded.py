"""One record of each kind, how it is recorded, and how it is locked."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.amendment import Amendment
from registry.domain.consent import ConsentScope, RecordConsent
from registry.domain.quarter import Quarter
from registry.models import (
    AdverseEvent,
    Consent,
    Contact,
    Disposition,
    Patient,
    QuarterLock,
    Reoperation,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.services.adverse_events import record_adverse_event
from registry.services.consents import record_consent
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.locks import set_quarter_lock, set_record_lock
from registry.services.reoperations import record_reoperation
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from tests.people import (
    DEATH,
    FLARE,
    FUSION,
    NURSE,
    PHONE_CALL,
    PHYSICIAN,
    SCHEDULE,
    TODAY,
    TREATMENT,
    TWELVE_MONTHS,
)

Command = Any
"""A command, or the record it makes: each noun has its own."""

SIGNED_OFF = Amendment(version=1, reason="Source data verified")
CONSENT = RecordConsent(
    form_version="1.0", consented_on=date(2025, 2, 3), scopes=frozenset(ConsentScope)
)
MARCH = date(2026, 3, 20)
LOCKED = "Not changed: it is locked; a physician or an administrator can unlock it, with a reason."


def visit(session: Session, number: str, command: Command) -> Visit:
    return record_visit(
        session, NURSE, number, command, today=TODAY, schedule=SCHEDULE, odi_minimum_answered=9
    )


def treatment(session: Session, number: str, command: Command) -> Treatment:
    return record_treatment(session, NURSE, number, command, today=TODAY, schedule=SCHEDULE)


def dated(record: Callable[..., Any]) -> Callable[[Session, str, Any], Any]:
    return lambda session, number, command: record(session, NURSE, number, command, today=TODAY)


RECORDS: dict[type[Amendable], tuple[Callable[[Session, str, Any], Any], Any, str]] = {
    Treatment: (treatment, replace(TREATMENT, treated_on=date(2025, 6, 2)), "treated_on"),
    Visit: (visit, TWELVE_MONTHS, "visited_on"),
    AdverseEvent: (dated(record_adverse_event), FLARE, "onset"),
    Reoperation: (dated(record_reoperation), FUSION, "performed_on"),
    Disposition: (dated(record_disposition), replace(DEATH, occurred_on=MARCH), "occurred_on"),
    Contact: (dated(record_contact), replace(PHONE_CALL, contacted_on=MARCH), "contacted_on"),
    Consent: (dated(record_consent), CONSENT, "consented_on"),
}
EACH_RECORD = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__tablename__)


def lock(
    session: Session, record: Command, *, locked: bool = True, actor: Actor = PHYSICIAN
) -> Command:
    number = session.get_one(Patient, record.patient_id).study_number
    seen = replace(SIGNED_OFF, version=record.version)
    return set_record_lock(session, actor, type(record), number, record.id, seen, locked=locked)


def lock_quarter(session: Session, quarter: Quarter, *, locked: bool = True) -> QuarterLock:
    return set_quarter_lock(
        session, PHYSICIAN, "BER", quarter, "Signed off", locked=locked, today=TODAY
    )


def dates_of(command: Command) -> date:
    names = ("treated_on", "visited_on", "performed_on", "occurred_on", "contacted_on")
    named = [getattr(command, name) for name in (*names, "consented_on") if hasattr(command, name)]
    day: date = named[0] if named else command.onset.first_day
    return day
