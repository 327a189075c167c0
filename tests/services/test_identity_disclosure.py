"""Who a patient is: shown to few, and never without a trace."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.errors import NotFound, NotPermitted
from registry.domain.identity import AmendIdentity, IdentityEntry
from registry.models import AuditEntry, Identity
from registry.models.audit_listener import broken_link
from registry.services.identities import IdentityCipher
from registry.services.identity_disclosure import amend_identity, disclose_identity
from registry.services.patients import enrol_patient
from tests.people import ENROLMENT, NEIGHBOUR, NURSE, REPORTER, TODAY
from tests.refusals import refused

ADA = IdentityEntry(name="Ada Lovelace", date_of_birth=date(1970, 12, 10), record_number="MRN 4711")


def amend(session: Session, number: str, cipher: IdentityCipher, entry: IdentityEntry) -> None:
    command = AmendIdentity(entry=entry, reason="The patient married.")
    amend_identity(session, NURSE, number, command, cipher=cipher)


def last_entry(session: Session) -> AuditEntry:
    newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
    return session.scalars(newest).one()


def test_what_was_entered_is_shown(session: Session, enrolled: str, cipher: IdentityCipher) -> None:
    assert disclose_identity(session, NURSE, enrolled, cipher=cipher) == ADA


def test_each_look_is_in_the_audit_trail(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    disclose_identity(session, NURSE, enrolled, cipher=cipher)
    entry = last_entry(session)
    assert (entry.action, entry.table_name, entry.record_key) == ("read", "identity", "1")
    assert (entry.actor_name, entry.changes) == (NURSE.name, "{}")
    assert broken_link(session) is None


def test_a_report_issuer_sees_no_identity(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    with pytest.raises(NotPermitted):
        disclose_identity(session, REPORTER, enrolled, cipher=cipher)


def test_the_identity_of_another_sites_patient_is_not_found(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    with pytest.raises(NotFound):
        disclose_identity(session, NEIGHBOUR, enrolled, cipher=cipher)


def test_an_amendment_stores_what_changed_and_why(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    amend(session, enrolled, cipher, replace(ADA, name="Ada King", phone="030 4711"))
    entry = last_entry(session)
    assert entry.reason == "The patient married."
    assert set(entry.changes.replace('"', " ").split()) >= {"name_encrypted", "phone_encrypted"}
    assert "record_number" not in entry.changes
    assert "Ada" not in entry.changes
    shown = disclose_identity(session, NURSE, enrolled, cipher=cipher)
    assert shown == replace(ADA, name="Ada King", phone="030 4711")


def test_a_patient_is_found_by_the_amended_record_number(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    amend(session, enrolled, cipher, replace(ADA, record_number="MRN 12"))
    identity = session.scalars(select(Identity)).one()
    assert identity.record_number_fingerprint == cipher.fingerprint("MRN 12")


def test_the_record_number_of_another_patient_is_refused(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    other = replace(ENROLMENT, identity=replace(ADA, name="Grace Hopper", record_number="MRN 12"))
    second = enrol_patient(session, NURSE, other, cipher=cipher, today=TODAY).study_number
    with refused("record_number", f"This record number belongs to {second}."):
        amend(session, enrolled, cipher, replace(ADA, record_number="MRN 12"))


def test_a_date_of_birth_in_another_year_than_enrolled_is_refused(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    rule = "The date of birth says 1971, the year of birth 1970."
    with refused("date_of_birth", rule):
        amend(session, enrolled, cipher, replace(ADA, date_of_birth=date(1971, 12, 10)))


def test_an_identity_that_was_never_recorded_can_be_added(
    session: Session, cipher: IdentityCipher
) -> None:
    imported = replace(ENROLMENT, identity=None, external_id="17")
    number = enrol_patient(session, NURSE, imported, cipher=cipher, today=TODAY).study_number
    assert disclose_identity(session, NURSE, number, cipher=cipher) is None
    amend(session, number, cipher, ADA)
    assert disclose_identity(session, NURSE, number, cipher=cipher) == ADA
