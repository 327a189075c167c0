"""Who may be recorded twice: what is asked about, and never refused."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.identity import IdentityEntry
from registry.domain.patient import EnrolPatient
from registry.domain.warnings import RaisedWarning
from registry.models import Identity, Patient, Site, Treatment
from registry.services.identities import IdentityCipher

NAMED_AT_MOST = 3


def enrolled_before(
    session: Session, actor: Actor, command: EnrolPatient, *, cipher: IdentityCipher
) -> Iterator[RaisedWarning]:
    """Warn of patients the actor sees who may be the one that is enrolled."""
    if command.identity is not None:
        yield from same_record_number(session, actor, command.identity, cipher)
        yield from same_name_and_birth(session, actor, command, command.identity.name, cipher)


def same_record_number(
    session: Session, actor: Actor, identity: IdentityEntry, cipher: IdentityCipher
) -> Iterator[RaisedWarning]:
    """Warn of a patient of another site with the same medical record number."""
    if identity.record_number is None:
        return
    same = (
        _visible(actor)
        .join(Identity, Identity.patient_id == Patient.id)
        .where(Identity.record_number_fingerprint == cipher.fingerprint(identity.record_number))
    )
    numbers = session.scalars(same.limit(NAMED_AT_MOST)).all()
    yield from _warned(same_record_number.__name__, numbers, "this medical record number")


def same_name_and_birth(
    session: Session, actor: Actor, command: EnrolPatient, name: str, cipher: IdentityCipher
) -> Iterator[RaisedWarning]:
    """Warn of a patient with the same name, sex and year of birth."""
    born_alike = (
        _visible(actor)
        .join(Identity, Identity.patient_id == Patient.id)
        .where(Patient.birth_year == command.birth_year, Patient.sex == command.sex)
        .add_columns(Identity.name_encrypted)
    )
    wanted = cipher.fingerprint(name)
    numbers = [
        number
        for number, token in session.execute(born_alike)
        if cipher.fingerprint(cipher.decrypt(token)) == wanted
    ]
    what = "this name, sex and year of birth"
    yield from _warned(same_name_and_birth.__name__, numbers[:NAMED_AT_MOST], what)


def treated_alike(
    session: Session, actor: Actor, patient: Patient, treated_on: date
) -> Iterator[RaisedWarning]:
    """Warn of another patient of the same birth year and sex who was treated on that day."""
    alike = (
        _visible(actor)
        .join(Treatment, Treatment.patient_id == Patient.id)
        .where(
            Treatment.treated_on == treated_on,
            Patient.birth_year == patient.birth_year,
            Patient.sex == patient.sex,
            Patient.id != patient.id,
        )
    )
    numbers = session.scalars(alike.limit(NAMED_AT_MOST)).all()
    what = "this year of birth, sex and date of treatment"
    yield from _warned(treated_alike.__name__, numbers, what)


DUPLICATE_WARNINGS = (same_record_number, same_name_and_birth, treated_alike)
"""The warnings of this file, as the table of edit checks lists them."""


def _visible(actor: Actor) -> Select[str]:
    """Return the query of study numbers that the actor may be told."""
    visible = select(Patient.study_number).join(Patient.site).order_by(Patient.id)
    if actor.site_codes is None:
        return visible
    return visible.where(Site.code.in_(actor.site_codes))


def _warned(rule: str, numbers: Sequence[str], what: str) -> Iterator[RaisedWarning]:
    if numbers:
        have = "has" if len(numbers) == 1 else "have"
        sentence = f"{' and '.join(numbers)} {have} {what}. Open that patient first."
        yield RaisedWarning(rule=rule, sentence=sentence)
