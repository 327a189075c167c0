"""Keep the rows of planned visits as the records say: derived, so written without audit."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from registry.domain.disposition import ENDS_FOLLOW_UP
from registry.domain.planned_visit import Answer, answering, still_expected
from registry.domain.schedule import Schedule
from registry.models import Disposition, Patient, PlannedVisit, Treatment, Visit

AT_ONCE = 500
_Row = dict[str, Any]
_VISIT, _TREATMENT, _DISPOSITION = Visit.__table__.c, Treatment.__table__.c, Disposition.__table__.c
"""The tables themselves: a record that is being amended counts too, as it is now."""
_DATES = (
    PlannedVisit.patient_id,
    PlannedVisit.code,
    PlannedVisit.target_on,
    PlannedVisit.opens_on,
    PlannedVisit.closes_on,
)


def replan(session: Session, patient_ids: Collection[int], schedule: Schedule) -> None:
    """Write the plan of these patients anew from time zero; none without a treatment."""
    session.flush()
    session.execute(delete(PlannedVisit).where(PlannedVisit.patient_id.in_(patient_ids)))
    rows = list(_planned(session, patient_ids, schedule))
    if rows:
        session.execute(insert(PlannedVisit), rows)
        settle(session, patient_ids)


def settle(session: Session, patient_ids: Collection[int]) -> None:
    """Note in the rows of these patients which visit answered, and what is still expected.

    Call it whenever a visit or a disposition is recorded, amended, voided or restored.
    """
    session.flush()
    changed = list(_unsettled(session, patient_ids))
    if changed:
        session.execute(update(PlannedVisit), changed)


def plan_everybody(session: Session, schedule: Schedule) -> Iterator[int]:
    """Plan whom an older program or another schedule left unplanned; yield how many, by lots."""
    treated = select(_TREATMENT.patient_id).where(~_TREATMENT.voided).distinct()
    last = 0
    while lot := session.scalars(
        treated.where(_TREATMENT.patient_id > last).order_by(_TREATMENT.patient_id).limit(AT_ONCE)
    ).all():
        last = lot[-1]
        changed = _planned_otherwise(session, lot, schedule)
        if changed:
            replan(session, changed, schedule)
        yield len(changed)


def _planned_otherwise(
    session: Session, patient_ids: Collection[int], schedule: Schedule
) -> set[int]:
    stored = session.execute(select(*_DATES).where(PlannedVisit.patient_id.in_(patient_ids))).all()
    wanted = {
        tuple(row[column.key] for column in _DATES)
        for row in _planned(session, patient_ids, schedule)
    }
    differing: set[tuple[Any, ...]] = wanted.symmetric_difference(map(tuple, stored))
    return {row[0] for row in differing}


def _planned(session: Session, patient_ids: Collection[int], schedule: Schedule) -> Iterator[_Row]:
    index_dates = (
        select(Patient.id, Patient.site_id, func.min(_TREATMENT.treated_on))
        .join(Treatment.__table__, _TREATMENT.patient_id == Patient.id)
        .where(Patient.id.in_(patient_ids), ~_TREATMENT.voided)
        .group_by(Patient.id, Patient.site_id)
    )
    for patient_id, site_id, index_date in session.execute(index_dates):
        for visit in schedule.visits:
            yield {
                "patient_id": patient_id,
                "site_id": site_id,
                "code": visit.code,
                "target_on": visit.target(index_date),
                "opens_on": visit.opens(index_date),
                "closes_on": visit.closes(index_date),
                "expected": True,
                "visit_id": None,
            }


def _unsettled(session: Session, patient_ids: Collection[int]) -> Iterator[_Row]:
    """Yield what must change in the rows, by their key."""
    ended, answers = _ends(session, patient_ids), _answers(session, patient_ids)
    rows = select(
        PlannedVisit.id,
        PlannedVisit.patient_id,
        PlannedVisit.code,
        PlannedVisit.target_on,
        PlannedVisit.closes_on,
        PlannedVisit.expected,
        PlannedVisit.visit_id,
    ).where(PlannedVisit.patient_id.in_(patient_ids))
    for row in session.execute(rows):
        expected = still_expected(row.closes_on, ended.get(row.patient_id))
        of_patient = answers.get(row.patient_id, ())
        visit_id = answering(of_patient, code=row.code, target_on=row.target_on)
        if (expected, visit_id) != (row.expected, row.visit_id):
            yield {"id": row.id, "expected": expected, "visit_id": visit_id}


def _ends(session: Session, patient_ids: Collection[int]) -> dict[int, date]:
    ends = (
        select(_DISPOSITION.patient_id, func.min(_DISPOSITION.occurred_on))
        .where(
            _DISPOSITION.patient_id.in_(patient_ids),
            _DISPOSITION.kind.in_(ENDS_FOLLOW_UP),
            ~_DISPOSITION.voided,
        )
        .group_by(_DISPOSITION.patient_id)
    )
    return dict(session.execute(ends).all())


def _answers(session: Session, patient_ids: Collection[int]) -> dict[int, list[Answer]]:
    visits = select(_VISIT.patient_id, _VISIT.id, _VISIT.planned_visit, _VISIT.visited_on).where(
        _VISIT.patient_id.in_(patient_ids), _VISIT.planned_visit.is_not(None), ~_VISIT.voided
    )
    answers: dict[int, list[Answer]] = {}
    for patient_id, visit_id, code, visited_on in session.execute(visits):
        answer = Answer(visit_id=visit_id, code=code, visited_on=visited_on)
        answers.setdefault(patient_id, []).append(answer)
    return answers
