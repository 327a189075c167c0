"""What names a patient is encrypted at rest and found by exact record number only."""

from datetime import datetime
from pathlib import Path

import pytest
from cryptography.fernet import InvalidToken
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import Actor
from registry.domain.site import AddSite
from registry.models import Identity, Patient, Site
from registry.services.identities import IdentityCipher, patient_with_record_number
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from tests.people import ENROLMENT, TODAY

NAMING = ("Ada", "Lovelace", "4711", "1970-12-10")


def found(session: Session, cipher: IdentityCipher, number: str) -> Patient | None:
    site = session.scalars(select(Site).where(Site.code == "BER")).one()
    return patient_with_record_number(session, site, number, cipher=cipher)


def test_an_encrypted_name_is_read_again(cipher: IdentityCipher) -> None:
    assert cipher.decrypt(cipher.encrypt("Zoë Ångström")) == "Zoë Ångström"


def test_another_key_reads_nothing(cipher: IdentityCipher) -> None:
    other = IdentityCipher("another identity key that is long enough")
    with pytest.raises(InvalidToken):
        other.decrypt(cipher.encrypt("Ada"))
    assert other.fingerprint("4711") != cipher.fingerprint("4711")


def test_the_same_name_is_never_encrypted_alike(cipher: IdentityCipher) -> None:
    assert cipher.encrypt("Ada") != cipher.encrypt("Ada")


def test_every_identifier_is_stored_encrypted(
    session: Session, enrolled: str, cipher: IdentityCipher
) -> None:
    patient = session.scalars(select(Patient).where(Patient.study_number == enrolled)).one()
    identity = session.get_one(Identity, patient.id)
    session.refresh(identity)
    assert cipher.decrypt(identity.name_encrypted) == "Ada Lovelace"
    assert identity.date_of_birth_encrypted is not None
    assert cipher.decrypt(identity.date_of_birth_encrypted) == "1970-12-10"
    assert identity.phone_encrypted is None


@pytest.mark.parametrize("number", ["MRN 4711", "mrn4711"])
def test_a_patient_is_found_by_the_exact_record_number(
    session: Session, enrolled: str, cipher: IdentityCipher, number: str
) -> None:
    patient = found(session, cipher, number)
    assert patient is not None
    assert patient.study_number == enrolled


@pytest.mark.parametrize("number", ["MRN 471", "4711", "MRN 47110", "%", "Ada Lovelace"])
def test_a_patient_is_not_found_by_anything_else(
    session: Session, enrolled: str, cipher: IdentityCipher, number: str
) -> None:
    assert enrolled
    assert found(session, cipher, number) is None


def test_the_files_of_the_database_do_not_contain_what_names_a_patient(
    sqlite_database: Database,
    cipher: IdentityCipher,
    now: datetime,
    administrator: Actor,
    tmp_path: Path,
) -> None:
    with sqlite_database.transaction(administrator, at=now) as session:
        site = AddSite(code="BER", name="Berlin", time_zone="Europe/Berlin")
        add_site(session, administrator, site)
        enrol_patient(session, administrator, ENROLMENT, cipher=cipher, today=TODAY)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("registry.sqlite*"))
    assert b"BER-0001-H" in stored
    assert [name for name in NAMING if name.encode() in stored] == []
