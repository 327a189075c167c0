"""Soft warnings of a visit, and why it was saved all the same."""

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
from registry.models import AcceptedWarning, Score, Visit


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
    session.add(visit)
    session.flush()
    session.add_all(_accepted(visit, warning, reason or "") for warning in warnings)
    session.flush()
    return visit


def _accepted(visit: Visit, warning: RaisedWarning, reason: str) -> AcceptedWarning:
    return AcceptedWarning(
        patient_id=visit.patient_id,
        table_name=Visit.__tablename__,
        record_id=visit.id,
        rule=warning.rule,
        warning=warning.sentence,
        reason=reason,
    )


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
