"""Record attempts to reach a patient."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.contact import RecordContact, contact_rules
from registry.domain.permissions import check_may_record
from registry.domain.rules import not_twice, require, within_lifetime
from registry.models import Contact, Patient
from registry.services.patients import lifetime, patient_to_record
from registry.services.storing import store


def record_contact(
    session: Session, actor: Actor, number: str, command: RecordContact, *, today: date
) -> Contact:
    """Store an attempt, what came of it and what was said of operations.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        A date is impossible, an answer does not fit the result, or the same attempt is
        recorded already.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    day = command.contacted_on
    recorded = _same_attempt(session, patient, command)
    require(
        [
            *within_lifetime("contacted_on", day, lifetime(session, patient, today=today)),
            *not_twice("contacted_on", day, what="The same attempt", recorded=recorded),
            *contact_rules(command),
        ]
    )
    contact = Contact(
        patient_id=patient.id,
        contacted_on=day,
        mode=command.mode,
        result=command.result,
        planned_visit=command.planned_visit,
        surgery_since_last_contact=command.surgery_since_last_contact,
        next_try_on=command.next_try_on,
        remarks=command.remarks,
    )
    return store(session, contact)


def _same_attempt(session: Session, patient: Patient, command: RecordContact) -> bool:
    found = select(Contact.id).where(
        Contact.patient_id == patient.id,
        Contact.contacted_on == command.contacted_on,
        Contact.mode == command.mode,
        Contact.result == command.result,
        Contact.planned_visit == command.planned_visit,
    )
    return session.scalar(found) is not None
