"""Soft warnings, and why a record was saved all the same."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registry.domain.rules import require
from registry.domain.schedule import Schedule
from registry.domain.warnings import (
    Answer,
    EnteredVisit,
    RaisedWarning,
    VisitAnswers,
    unexplained,
    visit_warnings,
)
from registry.models import AcceptedWarning, Patient, Score, Treatment, Visit
from registry.services.storing import store


def store_with_reason(
    session: Session,
    visit: Visit,
    reason: str | None,
    *,
    schedule: Schedule,
    index_date: date | None,
) -> Visit:
    """Store a visit, and with it each warning it raises and the reason given for them.

    Raises
    ------
    RuleBroken
        The visit raises a warning and no reason was given.
    """
    entered = EnteredVisit(
        answers=_answers(visit),
        others=_others(session, visit),
        schedule=schedule,
        index_date=index_date,
    )
    warnings = tuple(visit_warnings(entered))
    require(unexplained(warnings, reason))
    visit = store(session, visit)
    keep_reason(session, visit, visit.patient_id, warnings, reason)
    return visit


def keep_reason(
    session: Session,
    record: Visit | Treatment | Patient,
    patient_id: int,
    warnings: Iterable[RaisedWarning],
    reason: str | None,
) -> None:
    """Store with a record each warning it raised, and the reason given for them."""
    session.add_all(
        AcceptedWarning(
            patient_id=patient_id,
            table_name=record.__tablename__,
            record_id=record.id,
            rule=warning.rule,
            warning=warning.sentence,
            reason=reason or "",
        )
        for warning in warnings
    )
    session.flush()


def _others(session: Session, visit: Visit) -> tuple[VisitAnswers, ...]:
    others = (
        select(Visit)
        .where(Visit.patient_id == visit.patient_id, Visit.id != visit.id)
        .order_by(Visit.visited_on)
        .options(selectinload(Visit.scores).selectinload(Score.odi_answers))
    )
    return tuple(_answers(other) for other in session.scalars(others))


def _answers(visit: Visit) -> VisitAnswers:
    values: dict[Answer, float | None] = {}
    for score in visit.scores:
        values[score.instrument] = score.value_0_100
        if score.odi_answers is not None:
            values.update(score.odi_answers.answers.items())
    return VisitAnswers(
        visited_on=visit.visited_on, planned_visit=visit.planned_visit, values=values
    )
