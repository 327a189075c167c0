"""Record why and when a patient is no longer followed."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.domain.errors import BrokenRule
from registry.domain.permissions import check_may_record
from registry.domain.rules import in_words, not_before, require, within_lifetime
from registry.models import AdverseEvent, Disposition, Patient, Reoperation, Treatment, Visit
from registry.services.patients import lifetime, patient_to_record
from registry.services.planned_visits import settle
from registry.services.storing import store

_SIGNS_OF_LIFE = (
    (Visit.visited_on, Visit.patient_id, "a recorded visit"),
    (Treatment.treated_on, Treatment.patient_id, "a recorded treatment"),
    (Reoperation.performed_on, Reoperation.patient_id, "a recorded operation"),
    (AdverseEvent.onset_on, AdverseEvent.patient_id, "the onset of a recorded adverse event"),
)
"""A contact is none: the clinic may have spoken with the family."""


def record_disposition(
    session: Session, actor: Actor, number: str, command: RecordDisposition, *, today: date
) -> Disposition:
    """Store that follow-up ended.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible, that kind is stored already, or the patient was seen
        after the death that is entered.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    day = command.occurred_on
    require(
        [
            *_once(session, patient, command.kind),
            *within_lifetime("occurred_on", day, lifetime(session, patient, today=today)),
            *_not_seen_later(session, patient, command),
        ]
    )
    disposition = Disposition(
        patient_id=patient.id, kind=command.kind, occurred_on=day, reason=command.reason
    )
    disposition = store(session, disposition)
    settle(session, [patient.id])
    return disposition


def _once(session: Session, patient: Patient, kind: DispositionKind) -> Iterator[BrokenRule]:
    recorded = session.scalar(
        select(Disposition.occurred_on).where(
            Disposition.patient_id == patient.id, Disposition.kind == kind
        )
    )
    if recorded is not None:
        rule = f"“{kind.label}” is already recorded on {in_words(recorded)}."
        yield BrokenRule("kind", rule)


def _not_seen_later(
    session: Session, patient: Patient, command: RecordDisposition
) -> Iterator[BrokenRule]:
    if command.kind is not DispositionKind.DEATH:
        return
    for day, patient_id, what in _SIGNS_OF_LIFE:
        latest = session.scalar(select(func.max(day)).where(patient_id == patient.id))
        if latest is not None:
            yield from not_before("occurred_on", command.occurred_on, earliest=latest, what=what)
