"""One row a score: which instrument, how many days since treatment, what value."""

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.instruments.instrument import Conversion
from registry.extracts.criteria import Criteria, read_frame
from registry.models import Score, Visit


def read_scores(session: Session, criteria: Criteria) -> pd.DataFrame:
    """Return the frame that meets SCORES; a score that is not scorable is not in it."""
    cohort = criteria.index_treatments()
    statement = (
        select(
            Visit.patient_id,
            Score.instrument,
            Visit.visited_on,
            cohort.c.index_date,
            Score.value_0_100,
            Score.conversion,
        )
        .join(Visit, Score.visit_id == Visit.id)
        .join(cohort, cohort.c.patient_id == Visit.patient_id)
        .where(Visit.visited_on <= criteria.cut_off, Score.value_0_100.is_not(None))
        .order_by(Visit.patient_id, Visit.visited_on, Score.instrument)
    )
    scores = read_frame(session, statement, dates=["visited_on", "index_date"])
    scores["days_since_treatment"] = (scores["visited_on"] - scores["index_date"]).dt.days
    scores["converted"] = scores["conversion"] != Conversion.NONE
    return scores.drop(columns=["visited_on", "index_date", "conversion"])
