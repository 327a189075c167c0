"""One patient's planned visits, from the rows of dates."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.schedule import Schedule
from registry.domain.visit_state import ExpectedVisit
from registry.models import Patient, PlannedVisit, Visit


def planned_visits(
    session: Session, patient: Patient, schedule: Schedule
) -> tuple[ExpectedVisit, ...]:
    """Return the patient's plan in order of time, empty before the first treatment."""
    rows = (
        select(PlannedVisit, Visit.visited_on)
        .outerjoin(Visit, Visit.id == PlannedVisit.visit_id)
        .where(PlannedVisit.patient_id == patient.id)
        .order_by(PlannedVisit.target_on)
    )
    return tuple(
        ExpectedVisit(
            code=row.code,
            label=schedule.label(row.code),
            target=row.target_on,
            opens=row.opens_on,
            closes=row.closes_on,
            expected=row.expected,
            answered_on=visited_on,
        )
        for row, visited_on in session.execute(rows)
    )
