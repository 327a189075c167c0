"""Record contacts that brought no scores."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.contact import ContactResult, RecordContact
from registry.domain.permissions import check_may_record
from registry.domain.rules import not_twice, require, within_lifetime
from registry.models import Contact, Patient
from registry.services.patients import lifetime, patient_to_record
from registry.services.storing import store


def record_contact(
    session: Session, actor: Actor, number: str, command: RecordContact, *, today: date
) -> Contact:
    """Store a contact and what was said of operations.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible, or already has a contact.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    day = command.contacted_on
    recorded = _contact_on(session, patient, day)
    require(
        [
            *within_lifetime("contacted_on", day, lifetime(session, patient, today=today)),
            *not_twice("contacted_on", day, what="A contact", recorded=recorded),
        ]
    )
    contact = Contact(
        patient_id=patient.id,
        contacted_on=day,
        mode=command.mode,
        result=ContactResult.REACHED,
        surgery_since_last_contact=command.surgery_since_last_contact,
        remarks=command.remarks,
    )
    return store(session, contact)


def _contact_on(session: Session, patient: Patient, day: date) -> bool:
    found = select(Contact.id).where(Contact.patient_id == patient.id, Contact.contacted_on == day)
    return session.scalar(found) is not None
