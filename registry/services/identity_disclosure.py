"""Show who a patient is to whoever may record at the site, and note each look."""

from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import BrokenRule
from registry.domain.identity import AmendIdentity, IdentityEntry
from registry.domain.patient import birth_rules
from registry.domain.permissions import check_may_record
from registry.domain.rules import require
from registry.models import Identity, Patient
from registry.models.audit_listener import note_look
from registry.services.identities import (
    IdentityCipher,
    decrypted,
    encrypted,
    patient_with_record_number,
    store_identity,
)
from registry.services.patients import find_patient, patient_to_record


def disclose_identity(
    session: Session, actor: Actor, number: str, *, cipher: IdentityCipher
) -> IdentityEntry | None:
    """Return who a patient is, None where that is not recorded; the look is in the audit trail.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    """
    check_may_record(actor)
    patient = find_patient(session, actor, number)
    identity = session.get(Identity, patient.id)
    if identity is None:
        return None
    note_look(session, identity)
    return decrypted(identity, cipher)


def amend_identity(
    session: Session, actor: Actor, number: str, command: AmendIdentity, *, cipher: IdentityCipher
) -> None:
    """Store what changed of a patient's identifiers, with the reason.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date of birth contradicts the year of birth, or another patient of the site has
        the record number.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    entry = command.entry
    other = _other_with_record_number(session, patient, entry, cipher)
    rule = f"This record number belongs to {other.study_number}." if other else ""
    taken = [BrokenRule("record_number", rule)] if other else []
    require([*birth_rules(entry.date_of_birth, patient.birth_year), *taken])
    session.info["reason"] = command.reason
    identity = session.get(Identity, patient.id)
    if identity is None:
        store_identity(session, patient, entry, cipher=cipher)
    else:
        _take_over(identity, entry, cipher)
    session.flush()


def _take_over(identity: Identity, entry: IdentityEntry, cipher: IdentityCipher) -> None:
    """Encrypt anew what changed, and nothing else: the same text never encrypts alike."""
    before, columns = decrypted(identity, cipher), encrypted(entry, cipher)
    for name in IdentityEntry.__slots__:
        if getattr(before, name) != getattr(entry, name):
            own = {column: value for column, value in columns.items() if column.startswith(name)}
            for column, value in own.items():
                setattr(identity, column, value)


def _other_with_record_number(
    session: Session, patient: Patient, entry: IdentityEntry, cipher: IdentityCipher
) -> Patient | None:
    if not entry.record_number:
        return None
    found = patient_with_record_number(session, patient.site, entry.record_number, cipher=cipher)
    return found if found is not None and found.id != patient.id else None
