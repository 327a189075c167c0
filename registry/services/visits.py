"""Record visits and score what was answered."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.instruments.odi import odi_score
from registry.domain.permissions import check_may_record
from registry.domain.rules import not_twice, require, within_lifetime
from registry.domain.schedule import Schedule
from registry.domain.visit import (
    OdiEntry,
    RecordVisit,
    answer_rules,
    planned_visit,
    planned_visit_rules,
)
from registry.models import OdiAnswers, Patient, Score, Visit
from registry.services.accepted_warnings import store_with_reason
from registry.services.patients import index_treatment, lifetime, patient_to_record
from registry.services.planned_visits import settle
from registry.services.second_typings import expect_second_typing


def record_visit(  # noqa: PLR0913 - the plan and the scoring rule are settings, handed in
    session: Session,
    actor: Actor,
    number: str,
    command: RecordVisit,
    *,
    today: date,
    schedule: Schedule,
    odi_minimum_answered: int,
) -> Visit:
    """Store a visit with its scores; an ODI with too few sections is stored without a score.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not record, or sees no such patient.
    RuleBroken
        The date is impossible or already has a visit, nothing was answered, the planned
        visit does not fit the date of treatment, or a warning was raised and no reason given.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    index = index_treatment(session, patient)
    index_date = index.treated_on if index else None
    day = command.visited_on
    recorded = _visit_on(session, patient, day)
    require(
        [
            *within_lifetime("visited_on", day, lifetime(session, patient, today=today)),
            *not_twice("visited_on", day, what="A visit", recorded=recorded),
            *planned_visit_rules(command, schedule=schedule, index_date=index_date),
            *answer_rules(command),
        ]
    )
    visit = Visit(
        patient_id=patient.id,
        visited_on=day,
        planned_visit=planned_visit(command, schedule=schedule, index_date=index_date),
        mode=command.mode,
        surgery_since_last_contact=command.surgery_since_last_contact,
        work_status=command.work_status,
        opioid_use=command.opioid_use,
        satisfaction=command.satisfaction,
        global_change=command.global_change,
        entered_by=actor.account_id,
        scores=list(_scores(command, odi_minimum_answered)),
    )
    visit = store_with_reason(
        session, visit, command.warning_reason, schedule=schedule, index_date=index_date
    )
    settle(session, [patient.id])
    expect_second_typing(session, actor, patient, visit)
    return visit


def _visit_on(session: Session, patient: Patient, day: date) -> bool:
    found = select(Visit.id).where(Visit.patient_id == patient.id, Visit.visited_on == day)
    return session.scalar(found) is not None


def _scores(command: RecordVisit, odi_minimum_answered: int) -> Iterator[Score]:
    for instrument, value, not_answered in (
        (InstrumentCode.VAS_BACK, command.vas_back_0_100, command.vas_back_not_answered),
        (InstrumentCode.VAS_LEG, command.vas_leg_0_100, command.vas_leg_not_answered),
    ):
        if value is not None or not_answered:
            yield Score(instrument=instrument, value_0_100=value, conversion=command.conversion)
    if command.odi is not None:
        yield _odi(command.odi, odi_minimum_answered)


def _odi(entry: OdiEntry, minimum_answered: int) -> Score:
    score = Score(
        instrument=InstrumentCode.ODI, value_0_100=entry.total_0_100, conversion=Conversion.NONE
    )
    if entry.answers is not None:
        score.value_0_100 = odi_score(entry.answers, minimum_answered=minimum_answered)
        score.odi_answers = OdiAnswers.of(entry.answers)
    return score
