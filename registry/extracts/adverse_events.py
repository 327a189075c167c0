"""One row an adverse event."""

from datetime import date

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.analysis.frames import ADVERSE_EVENTS
from registry.domain.codes import Relatedness
from registry.domain.partial_date import PartialDate
from registry.extracts.criteria import Criteria
from registry.models import AdverseEvent

RELATED = frozenset({Relatedness.DEFINITE, Relatedness.PROBABLE, Relatedness.POSSIBLE})


def read_adverse_events(session: Session, criteria: Criteria) -> pd.DataFrame:
    """Return the frame that meets ADVERSE_EVENTS.

    An onset known to the month or year is taken as the earliest possible date that is not
    before treatment.
    """
    cohort = criteria.index_treatments()
    statement = (
        select(AdverseEvent, cohort.c.index_date)
        .join(cohort, cohort.c.patient_id == AdverseEvent.patient_id)
        .where(AdverseEvent.onset_on <= criteria.cut_off)
        .order_by(AdverseEvent.patient_id, AdverseEvent.id)
    )
    rows = [_row(event, index_date) for event, index_date in session.execute(statement)]
    return pd.DataFrame(rows, columns=list(ADVERSE_EVENTS.column_names))


def _row(event: AdverseEvent, index_date: date) -> dict[str, object]:
    relations = {event.related_to_cells, event.related_to_injection, event.related_to_harvest}
    onset = PartialDate(event.onset_on, event.onset_precision).earliest_not_before(index_date)
    return {
        "patient_id": event.patient_id,
        "category": event.category,
        "grade": int(event.grade),
        "serious": event.serious,
        "related": not RELATED.isdisjoint(relations),
        "treatment_emergent": onset >= index_date,
        "days_since_treatment": (onset - index_date).days,
    }
