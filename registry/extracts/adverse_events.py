"""One row an adverse event."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.codes import DatePrecision, Relatedness
from registry.domain.partial_date import PartialDate
from registry.extracts.criteria import Criteria, read_frame
from registry.models import AdverseEvent

RELATED = (Relatedness.DEFINITE, Relatedness.PROBABLE, Relatedness.POSSIBLE)
_RELATIONS = ["related_to_cells", "related_to_injection", "related_to_harvest"]


def read_adverse_events(session: Session, criteria: Criteria) -> pd.DataFrame:
    """Return the frame that meets ADVERSE_EVENTS.

    An onset known to the month or year is taken as the earliest possible date that is not
    before treatment.
    """
    cohort = criteria.index_treatments()
    statement = (
        select(
            AdverseEvent.patient_id,
            AdverseEvent.category,
            AdverseEvent.grade,
            AdverseEvent.serious,
            AdverseEvent.related_to_cells,
            AdverseEvent.related_to_injection,
            AdverseEvent.related_to_harvest,
            AdverseEvent.onset_on,
            AdverseEvent.onset_precision,
            cohort.c.index_date,
        )
        .join(cohort, cohort.c.patient_id == AdverseEvent.patient_id)
        .where(AdverseEvent.onset_on <= criteria.cut_off)
        .order_by(AdverseEvent.patient_id, AdverseEvent.id)
    )
    events = read_frame(session, statement, dates=["onset_on", "index_date"])
    days = (_onset(events) - events["index_date"]).dt.days
    events["related"] = events[_RELATIONS].isin(RELATED).any(axis=1)
    return events.assign(treatment_emergent=days >= 0, days_since_treatment=days)


def _onset(events: pd.DataFrame) -> pd.Series:
    """Return the onset, of those not known to the day the earliest that can be after treatment."""
    vague = events[events["onset_precision"] != DatePrecision.DAY]
    earliest = [
        PartialDate(first_day, DatePrecision(precision)).earliest_not_before(treated_on)
        for first_day, precision, treated_on in zip(
            vague["onset_on"].dt.date,
            vague["onset_precision"],
            vague["index_date"].dt.date,
            strict=True,
        )
    ]
    known = events["onset_on"].copy()
    known.loc[vague.index] = pd.Series(earliest, index=vague.index, dtype="datetime64[s]")
    return known
