"""Amend what was recorded of a patient at enrolment."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.patient import PatientData, born_by, patient_rules
from registry.domain.permissions import check_may_record
from registry.domain.rules import require
from registry.domain.warnings import RaisedWarning, unexplained
from registry.models import Identity, Patient, Treatment
from registry.services.accepted_warnings import keep_reason
from registry.services.duplicates import treated_alike
from registry.services.identities import IdentityCipher, decrypted
from registry.services.merges import MOVED
from registry.services.patients import patient_to_record


def amend_enrolment(
    session: Session,
    actor: Actor,
    number: str,
    command: PatientData,
    *,
    cipher: IdentityCipher,
    today: date,
) -> Patient:
    """Store what is right of a patient at enrolment; the reason is noted with the transaction.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        A date or the year of birth is impossible; or year of birth or sex change so that the
        patient is like another, or unlike their identity, and no reason was given.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    first = min(_first_days(session, patient), default=None)
    require([*patient_rules(command, today=today), *born_by(command.birth_year, first)])
    person = (patient.birth_year, patient.sex)
    for each in fields(PatientData):
        if each.name != "warning_reason":
            setattr(patient, each.name, getattr(command, each.name))
    warnings: tuple[RaisedWarning, ...] = ()
    if person != (command.birth_year, command.sex):
        with session.no_autoflush:
            warnings = tuple(_warnings(session, actor, patient, cipher))
    require(unexplained(warnings, command.warning_reason))
    session.flush()
    keep_reason(session, patient, patient.id, warnings, command.warning_reason)
    return patient


def _first_days(session: Session, patient: Patient) -> Iterator[date]:
    """Yield the first day of each kind of record."""
    for model in MOVED:
        day = getattr(model, model.dated_by)
        first = session.scalar(select(func.min(day)).filter_by(patient_id=patient.id))
        if first is not None:
            yield first


def _warnings(
    session: Session, actor: Actor, patient: Patient, cipher: IdentityCipher
) -> Iterator[RaisedWarning]:
    treated = select(Treatment.treated_on).where(Treatment.patient_id == patient.id)
    for day in session.scalars(treated.order_by(Treatment.treated_on)).all():
        yield from treated_alike(session, actor, patient, day)
    identity = session.scalar(select(Identity).where(Identity.patient_id == patient.id))
    born = decrypted(identity, cipher).date_of_birth if identity else None
    yield from born_otherwise(patient, born)


def born_otherwise(patient: Patient, born: date | None) -> Iterator[RaisedWarning]:
    """Warn of a year of birth that is not the one of the identity."""
    if born is not None and born.year != patient.birth_year:
        sentence = "The identity has another date of birth. If it is wrong too, amend it as well."
        yield RaisedWarning(rule=born_otherwise.__name__, sentence=sentence)
