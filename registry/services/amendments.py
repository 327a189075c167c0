"""Amend, void and restore any clinical record; what is stored is never lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.amendment import Amendment, reason_rules
from registry.domain.errors import BrokenRule, Conflict, NotFound, Stale
from registry.domain.permissions import check_may_record
from registry.domain.rules import require
from registry.domain.schedule import Schedule
from registry.models import Patient
from registry.models.lifecycle import Amendable
from registry.models.lock_guard import LOCKED
from registry.models.valid_records import WITH_VOIDED, set_aside
from registry.services.patients import find_patient, patient_to_record
from registry.services.planned_visits import replan
from registry.services.treatments import check_operations_follow

Model = TypeVar("Model", bound=Amendable)


def find_record(session: Session, patient: Patient, model: type[Model], key: int) -> Model:
    """Return the record of that key, voided or not; NotFound where the patient has none."""
    own = {} if issubclass(model, Patient) else {"patient_id": patient.id}
    wanted = select(model).filter_by(id=key, **own)
    record = session.scalar(wanted.execution_options(**WITH_VOIDED))
    if isinstance(record, Patient) and record is not patient:
        record = None
    if record is None:
        raise NotFound(noun=noun(model), key=str(key))
    return record


def noun(model: type[Amendable]) -> str:
    """Return what such a record is called in a sentence."""
    return str(inspect(model).local_table.name).replace("_", " ")


@contextmanager
def amending(  # noqa: PLR0913 - which record, by whom, and why
    session: Session,
    actor: Actor,
    model: type[Model],
    number: str,
    key: int,
    amendment: Amendment,
    *,
    restoring: bool = False,
) -> Iterator[Model]:
    """Let what is recorded within take the place of a stored record, or of a voided one.

    Every rule of recording is checked as if the stored record did not exist; the audit
    trail carries the reason.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such record.
    RuleBroken
        There is no reason, or the record is locked.
    Conflict
        The record is voided, or is to be restored and is not.
    Stale
        The record was changed since the version that the actor saw.
    """
    check_may_record(actor)
    record = seen_record(session, actor, model, number, key, amendment)
    require(_unlocked(record))
    if record.voided is not restoring:
        reason = "it is voided; restore it first" if record.voided else "it is not voided"
        raise Conflict(noun=noun(model), reason=reason)
    if isinstance(record, Patient):
        yield record  # every other record is found by its patient
        return
    with set_aside(session, record):
        yield record


def void_record(  # noqa: PLR0913 - which record, by whom, and why
    session: Session,
    actor: Actor,
    model: type[Model],
    number: str,
    key: int,
    amendment: Amendment,
    *,
    schedule: Schedule,
) -> Model:
    """Leave a record out of everything that is read from now on, and plan without it.

    Raises
    ------
    NotPermitted, NotFound, RuleBroken, Stale
        As for an amendment; or an operation needs the treatment that is to be voided.
    """
    check_may_record(actor)
    if issubclass(model, Patient):
        raise Conflict(noun=noun(model), reason="a patient is not voided; merge a duplicate")
    record = seen_record(session, actor, model, number, key, amendment)
    require(_unlocked(record))
    record.voided = True
    patient = find_patient(session, actor, number)
    session.flush()
    check_operations_follow(session, patient)
    replan(session, [patient.id], schedule)
    return record


def _unlocked(record: Amendable) -> Iterator[BrokenRule]:
    """Refuse a change of a locked record at its reason, so that what was typed stays."""
    if record.locked:
        yield BrokenRule("amendment_reason", f"Not changed: {LOCKED}.")


def seen_record(
    session: Session, actor: Actor, model: type[Model], number: str, key: int, amendment: Amendment
) -> Model:
    """Return the record to change, held, in the version that was seen; the reason is noted.

    Raises
    ------
    NotFound
        The actor sees no such record.
    RuleBroken
        There is no reason.
    Stale
        The record was changed since the version that the actor saw.
    """
    record = find_record(session, patient_to_record(session, actor, number), model, key)
    require(reason_rules(amendment))
    session.refresh(record)
    if record.version != amendment.version:
        raise Stale(noun=noun(model), key=number)
    session.info["reason"] = amendment.reason.strip()
    return record
