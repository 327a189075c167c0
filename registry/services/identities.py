"""Encrypt what names a patient, and find it again by exact match."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import date

from cryptography.fernet import Fernet
from sqlalchemy import not_, or_, select
from sqlalchemy.orm import Session

from registry.domain.identity import IdentityEntry
from registry.domain.patient import EnrolPatient
from registry.models import Identity, Patient, Site
from registry.models.valid_records import WITH_VOIDED


@dataclass(frozen=True, slots=True)
class IdentityCipher:
    """Encrypts and fingerprints with two keys derived from the identity key."""

    identity_key: str

    def encrypt(self, text: str) -> bytes:
        """Return the text encrypted and authenticated."""
        return self._fernet().encrypt(text.encode())

    def decrypt(self, token: bytes) -> str:
        """Return the text that ``encrypt`` was given."""
        return self._fernet().decrypt(token).decode()

    def fingerprint(self, text: str) -> bytes:
        """Return the keyed hash by which an identifier is found without being read."""
        folded = "".join(text.split()).casefold()
        return hmac.digest(self._key("fingerprint"), folded.encode(), "sha256")

    def _fernet(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._key("encryption")))

    def _key(self, purpose: str) -> bytes:
        return hmac.digest(self.identity_key.encode(), purpose.encode(), hashlib.sha256)


def store_identity(
    session: Session, patient: Patient, entry: IdentityEntry, *, cipher: IdentityCipher
) -> None:
    """Store a patient's identifiers, encrypted."""
    session.add(Identity(patient_id=patient.id, **encrypted(entry, cipher)))


def encrypted(entry: IdentityEntry, cipher: IdentityCipher) -> dict[str, bytes | None]:
    """Return the columns of an identity."""
    number, born = entry.record_number, entry.date_of_birth
    texts = {
        "name": entry.name,
        "date_of_birth": born.isoformat() if born else None,
        "record_number": number,
        "phone": entry.phone,
        "email": entry.email,
    }
    columns = {
        f"{name}_encrypted": cipher.encrypt(text) if text else None for name, text in texts.items()
    }
    return columns | {"record_number_fingerprint": cipher.fingerprint(number) if number else None}


def decrypted(identity: Identity, cipher: IdentityCipher) -> IdentityEntry:
    """Return the identifiers as they were typed."""

    def text(token: bytes | None) -> str | None:
        return cipher.decrypt(token) if token else None

    born = text(identity.date_of_birth_encrypted)
    return IdentityEntry(
        name=cipher.decrypt(identity.name_encrypted),
        date_of_birth=date.fromisoformat(born) if born else None,
        record_number=text(identity.record_number_encrypted),
        phone=text(identity.phone_encrypted),
        email=text(identity.email_encrypted),
    )


def patient_with_record_number(
    session: Session, site: Site, record_number: str, *, cipher: IdentityCipher
) -> Patient | None:
    """Return the site's patient with exactly that medical record number, merged or not."""
    numbered = (
        select(Patient)
        .join(Identity, Identity.patient_id == Patient.id)
        .where(
            Patient.site_id == site.id,
            Identity.record_number_fingerprint == cipher.fingerprint(record_number),
            or_(not_(Patient.voided), Patient.merged_into_id.is_not(None)),
        )
    )
    return session.scalar(numbered.execution_options(**WITH_VOIDED))


def patient_named_alike(
    session: Session, site: Site, command: EnrolPatient, *, cipher: IdentityCipher
) -> Patient | None:
    """Return the site's patient of that name, sex and year of birth, enrolled on that day."""
    alike = (
        select(Patient, Identity.name_encrypted)
        .join(Identity, Identity.patient_id == Patient.id)
        .where(
            Patient.site_id == site.id,
            Patient.enrolled_on == command.enrolled_on,
            Patient.birth_year == command.birth_year,
            Patient.sex == command.sex,
        )
    )
    name = command.identity.name if command.identity else None
    rows = session.execute(alike)
    return next((patient for patient, token in rows if cipher.decrypt(token) == name), None)
