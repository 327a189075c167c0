"""Record operations that followed the treatment."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import BrokenRule
from registry.domain.permissions import check_may_record
from registry.domain.reoperation import RecordReoperation, operated_level_rules
from registry.domain.rules import not_before, not_twice, require, within_lifetime
from registry.models import Patient, ReoperatedLevel, Reoperation
from registry.services.patients import index_treatment, lifetime, patient_to_record
from registry.services.storing import store


def record_reoperation(
    session: Session, actor: Actor, number: str, command: RecordReoperation, *, today: date
) -> Reoperation:
    """Store an operation and its levels.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible or before treatment, no level is named, or the same
        procedure is stored on that date.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    day = command.performed_on
    what, recorded = f"“{command.procedure.label}”", _is_recorded(session, patient, command)
    require(
        [
            *within_lifetime("performed_on", day, lifetime(session, patient, today=today)),
            *_after_treatment(session, patient, day),
            *not_twice("performed_on", day, what=what, recorded=recorded),
            *operated_level_rules(command),
        ]
    )
    reoperation = Reoperation(
        patient_id=patient.id,
        performed_on=day,
        procedure=command.procedure,
        indication=command.indication,
        facility=command.facility,
        remarks=command.remarks,
        levels=[ReoperatedLevel(level=level) for level in command.levels],
    )
    return store(session, reoperation)


def _after_treatment(session: Session, patient: Patient, day: date) -> Iterator[BrokenRule]:
    index = index_treatment(session, patient)
    if index is None:
        rule = "No treatment is recorded yet. Record it first: an operation follows a treatment."
        yield BrokenRule("performed_on", rule)
    else:
        yield from not_before(
            "performed_on", day, earliest=index.treated_on, what="the index treatment"
        )


def _is_recorded(session: Session, patient: Patient, command: RecordReoperation) -> bool:
    found = select(Reoperation.id).where(
        Reoperation.patient_id == patient.id,
        Reoperation.performed_on == command.performed_on,
        Reoperation.procedure == command.procedure,
    )
    return session.scalars(found).first() is not None
