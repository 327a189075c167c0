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
    """Warn of patients the actor sees with the same record number, or the same name and birth."""
    if command.identity is None:
        return
    yield from _warned(
        "same_record_number",
        _same_record_number(session, actor, command.identity, cipher),
        "this medical record number",
    )
    yield from _warned(
        "same_name_and_birth",
        _same_name(session, actor, command, command.identity, cipher),
        "this name, sex and year of birth",
    )


def treated_before(
    session: Session, actor: Actor, patient: Patient, treated_on: date
) -> Iterator[RaisedWarning]:
    """Warn of other patients of the same birth year and sex who were treated on that day."""
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
    yield from _warned(
        "treated_alike",
        session.scalars(alike.limit(NAMED_AT_MOST)).all(),
        "this year of birth, sex and date of treatment",
    )


def _visible(actor: Actor) -> Select[str]:
    """Return the query of study numbers that the actor may be told."""
    visible = select(Patient.study_number).join(Patient.site).order_by(Patient.id)
    if actor.site_codes is None:
        return visible
    return visible.where(Site.code.in_(actor.site_codes))


def _same_record_number(
    session: Session, actor: Actor, identity: IdentityEntry, cipher: IdentityCipher
) -> Sequence[str]:
    if identity.record_number is None:
        return ()
    same = (
        _visible(actor)
        .join(Identity, Identity.patient_id == Patient.id)
        .where(Identity.record_number_fingerprint == cipher.fingerprint(identity.record_number))
    )
    return session.scalars(same.limit(NAMED_AT_MOST)).all()


def _same_name(
    session: Session,
    actor: Actor,
    command: EnrolPatient,
    identity: IdentityEntry,
    cipher: IdentityCipher,
) -> Sequence[str]:
    born_alike = (
        _visible(actor)
        .join(Identity, Identity.patient_id == Patient.id)
        .where(Patient.birth_year == command.birth_year, Patient.sex == command.sex)
        .add_columns(Identity.name_encrypted)
    )
    name = cipher.fingerprint(identity.name)
    return [
        number
        for number, token in session.execute(born_alike)
        if cipher.fingerprint(cipher.decrypt(token)) == name
    ][:NAMED_AT_MOST]


def _warned(rule: str, numbers: Sequence[str], what: str) -> Iterator[RaisedWarning]:
    if numbers:
        have = "has" if len(numbers) == 1 else "have"
        sentence = f"{' and '.join(numbers)} {have} {what}. Open that patient first."
        yield RaisedWarning(rule=rule, sentence=sentence)
