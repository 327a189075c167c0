"""Merge a duplicate into the patient it duplicates, and undo it; nothing is deleted."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session, aliased

from registry.domain.actors import Actor
from registry.domain.errors import NotFound
from registry.domain.merge import MergePatients, Merging, UndoMerge, merge_rules
from registry.domain.permissions import check_may_administer, check_sees_site
from registry.domain.rules import require
from registry.domain.schedule import Schedule
from registry.models import (
    AcceptedWarning,
    AdverseEvent,
    Consent,
    Contact,
    Disposition,
    MovedRecord,
    Patient,
    Query,
    Reoperation,
    Treatment,
    Visit,
)
from registry.models.valid_records import WITH_VOIDED
from registry.services.patients import patient_to_record
from registry.services.planned_visits import replan

MOVED: tuple[type[Any], ...] = (
    Treatment,
    Visit,
    AdverseEvent,
    Reoperation,
    Disposition,
    Contact,
    Consent,
)
"""Whatever is recorded of a patient; the plan is derived, identity and drafts stay."""

FOLLOWING: tuple[type[Any], ...] = (Query, AcceptedWarning)
"""What is said of a record goes where the record goes."""


def merge_patients(
    session: Session, actor: Actor, command: MergePatients, *, schedule: Schedule
) -> Patient:
    """Give the survivor all records of the duplicate, and leave the duplicate out of all lists.

    Raises
    ------
    NotPermitted, NotFound
        The actor is no administrator, or there is no such patient.
    RuleBroken
        The merge could not be undone, crosses sites, or both have the same record.
    """
    check_may_administer(actor)
    numbers = sorted({command.duplicate, command.survivor})
    held = {number: patient_to_record(session, actor, number) for number in numbers}
    duplicate, survivor = held[command.duplicate], held[command.survivor]
    require(merge_rules(_merging(session, duplicate, survivor)))
    session.info["reason"] = command.reason
    for record in _records_of(session, duplicate):
        record.patient_id = survivor.id
        moved = MovedRecord(
            duplicate_id=duplicate.id, table_name=record.__tablename__, record_id=record.id
        )
        session.add(moved)
    for model in FOLLOWING:
        for said in session.scalars(select(model).where(model.patient_id == duplicate.id)).all():
            said.patient_id = survivor.id
    duplicate.merged_into_id, duplicate.voided = survivor.id, True
    replan(session, [duplicate.id, survivor.id], schedule)
    return survivor


def undo_merge(
    session: Session, actor: Actor, command: UndoMerge, *, schedule: Schedule
) -> Patient:
    """Give a merged patient back every record that was moved; later ones stay where they are.

    Raises
    ------
    NotPermitted, NotFound
        The actor is no administrator, or no patient of that number is merged.
    """
    check_may_administer(actor)
    duplicate = find_merged(session, actor, command.duplicate)
    survivor_id = duplicate.merged_into_id
    session.info["reason"] = command.reason
    moved = select(MovedRecord).where(
        MovedRecord.duplicate_id == duplicate.id, ~MovedRecord.returned
    )
    models = {model.__tablename__: model for model in MOVED}
    for entry in session.scalars(moved).all():
        record = session.get_one(
            models[entry.table_name], entry.record_id, execution_options=WITH_VOIDED
        )
        record.patient_id, entry.returned = duplicate.id, True
        _let_follow(session, entry.table_name, entry.record_id, duplicate)
    _let_follow(session, Patient.__tablename__, duplicate.id, duplicate)
    duplicate.merged_into_id, duplicate.voided = None, False
    replan(session, [key for key in (duplicate.id, survivor_id) if key], schedule)
    return duplicate


def _let_follow(session: Session, table_name: str, record_id: int, patient: Patient) -> None:
    """Give a patient what is said of one record, whenever it was said."""
    for model in FOLLOWING:
        of_record = select(model).where(
            model.table_name == table_name, model.record_id == record_id
        )
        for said in session.scalars(of_record).all():
            said.patient_id = patient.id


def find_merged(session: Session, actor: Actor, number: str) -> Patient:
    """Return the merged patient of that number; NotFound where there is none."""
    wanted = select(Patient).where(
        Patient.study_number == number, Patient.merged_into_id.is_not(None)
    )
    found = session.scalar(wanted.execution_options(**WITH_VOIDED).with_for_update())
    if found is None:
        raise NotFound(noun="merged patient", key=number)
    check_sees_site(actor, found.site.code, noun="merged patient", key=number)
    return found


def merged_into(session: Session, patient: Patient) -> list[Patient]:
    """Return the patients that were merged into this one."""
    merged = select(Patient).where(Patient.merged_into_id == patient.id)
    ordered = merged.order_by(Patient.study_number).execution_options(**WITH_VOIDED)
    return list(session.scalars(ordered))


def _merging(session: Session, duplicate: Patient, survivor: Patient) -> Merging:
    return Merging(
        duplicate=duplicate.study_number,
        survivor=survivor.study_number,
        same_site=duplicate.site_id == survivor.site_id,
        merged_into_duplicate=tuple(
            merged.study_number for merged in merged_into(session, duplicate)
        ),
        twice=tuple(_twice(session, duplicate, survivor)),
    )


def _records_of(session: Session, patient: Patient) -> Iterable[Any]:
    for model in MOVED:
        records = select(model).where(model.patient_id == patient.id).order_by(model.id)
        yield from session.scalars(records.execution_options(**WITH_VOIDED)).all()


def _twice(session: Session, duplicate: Patient, survivor: Patient) -> Iterator[str]:
    """Name each kind of record of which only one may be valid, and both patients have it."""
    for model in MOVED:
        unique = [index for index in model.__table__.indexes if index.name == _valid_index(model)]
        for index in unique:
            other = aliased(model)
            same: list[ColumnElement[bool]] = [
                getattr(model, column.name) == getattr(other, column.name)
                for column in index.columns
                if column.name != "patient_id"
            ]
            both = select(model.id).join(other, and_(*same))
            both = both.where(model.patient_id == duplicate.id, other.patient_id == survivor.id)
            if session.scalars(both.limit(1)).first() is not None:
                yield f"the same {model.__tablename__.replace('_', ' ')}"


def _valid_index(model: type[Any]) -> str:
    return f"uq_{model.__tablename__}_valid"
