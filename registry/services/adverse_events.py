"""Record adverse events."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.adverse_event import (
    RecordAdverseEvent,
    ReportAdverseEvent,
    date_rules,
    fatality_rules,
    follow_up_rules,
    report_rules,
    reported_once,
    seriousness_rules,
)
from registry.domain.errors import NotFound
from registry.domain.permissions import check_may_record
from registry.domain.rules import not_twice, require
from registry.models import AdverseEvent, Patient, Seriousness
from registry.services.event_versions import latest_information, renew, stored_event
from registry.services.patients import lifetime, patient_to_record
from registry.services.storing import store


def record_adverse_event(
    session: Session, actor: Actor, number: str, command: RecordAdverseEvent, *, today: date
) -> AdverseEvent:
    """Store an adverse event with the criteria that make it serious, or more about one.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        Dates, seriousness or fatality contradict each other, or the event is stored already.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    began, stored = command.onset.first_day, stored_event(session)
    recorded = _is_recorded(session, patient, command)
    require(
        [
            *date_rules(command, lifetime(session, patient, today=today)),
            *not_twice("verbatim_term", began, what="The same event", recorded=recorded),
            *seriousness_rules(command),
            *fatality_rules(command),
            *follow_up_rules(command.received_on, latest=latest_information(stored), today=today),
        ]
    )
    adverse_event = _adverse_event(patient, command)
    if stored is not None:
        renew(session, stored, adverse_event, command)
    return store(session, adverse_event)


def report_adverse_event(
    session: Session,
    actor: Actor,
    number: str,
    key: int,
    command: ReportAdverseEvent,
    *,
    today: date,
) -> AdverseEvent:
    """Store that an event was reported to the authority: its clock stops.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such event.
    RuleBroken
        The date is impossible, or the report is stored already.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    wanted = select(AdverseEvent).where(
        AdverseEvent.id == key, AdverseEvent.patient_id == patient.id
    )
    event = session.scalar(wanted)
    if event is None:
        raise NotFound(noun="adverse event", key=str(key))
    require(
        [
            *report_rules(
                command.reported_on, aware_on=event.received_on or event.aware_on, today=today
            ),
            *reported_once(event.reported_on),
        ]
    )
    event.reported_on = command.reported_on
    event.authority_reference = command.authority_reference
    session.flush()
    return event


def _is_recorded(session: Session, patient: Patient, command: RecordAdverseEvent) -> bool:
    terms = session.scalars(
        select(AdverseEvent.verbatim_term).where(
            AdverseEvent.patient_id == patient.id,
            AdverseEvent.onset_on == command.onset.first_day,
            AdverseEvent.onset_precision == command.onset.precision,
        )
    )
    return command.verbatim_term.casefold() in {term.casefold() for term in terms}


def _adverse_event(patient: Patient, command: RecordAdverseEvent) -> AdverseEvent:
    ended = command.ended
    return AdverseEvent(
        patient_id=patient.id,
        verbatim_term=command.verbatim_term,
        category=command.category,
        meddra_code=command.meddra_code,
        grade=command.grade,
        serious=command.serious,
        related_to_cells=command.related_to_cells,
        related_to_injection=command.related_to_injection,
        related_to_harvest=command.related_to_harvest,
        expected=command.expected,
        onset_on=command.onset.first_day,
        onset_precision=command.onset.precision,
        ended_on=ended.first_day if ended else None,
        end_precision=ended.precision if ended else None,
        outcome=command.outcome,
        action_taken=command.action_taken,
        aware_on=command.aware_on,
        reported_on=command.reported_on,
        authority_reference=command.authority_reference,
        seriousness=[Seriousness(criterion=criterion) for criterion in command.criteria],
    )
