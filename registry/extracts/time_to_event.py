"""Days from treatment to the event, or to the last date on which there had been none."""

import pandas as pd
from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from registry.domain.codes import DispositionKind, YesNoUnknown
from registry.extracts.criteria import Criteria, read_frame
from registry.models import Contact, Reoperation, Visit


def time_to_event(
    subjects: pd.DataFrame, known_dates: pd.DataFrame, ends: pd.DataFrame
) -> pd.DataFrame:
    """Return the frame that meets TIME_TO_EVENT, from ``reoperated_on`` of the subjects.

    ``known_dates`` is what `read_known_dates` returns, ``ends`` what `end_dates` does.

    Notes
    -----
    Censored at the last date up to the cut-off on which it was known that no such operation
    had happened: a visit or contact that answered "no", an operation that was not the event,
    death, or withdrawal, after which nothing is known. Never at the cut-off merely because
    nothing was recorded. A patient of whom nothing is known after treatment is censored on
    day 0.
    """
    rows = subjects[["patient_id", "index_date", "reoperated_on"]].merge(
        known_dates, on="patient_id", how="left"
    )
    known = rows["known_on"].clip(lower=rows["index_date"]).fillna(rows["index_date"])
    last_known = known.groupby(rows["patient_id"], sort=False).max()
    frame = subjects[["patient_id"]].copy()
    event = subjects["reoperated_on"]
    end = event.fillna(frame["patient_id"].map(last_known))
    frame["duration_days"] = (end - subjects["index_date"]).dt.days
    frame["event_observed"] = event.notna()
    deaths = ends[ends["kind"] == DispositionKind.DEATH].set_index("patient_id")["occurred_on"]
    died_on = frame["patient_id"].map(deaths).astype("datetime64[s]")
    frame["died_first"] = event.isna() & (end == died_on)
    return frame


def read_known_dates(session: Session, criteria: Criteria, ends: pd.DataFrame) -> pd.DataFrame:
    """Return patient_id and known_on: dates on which the patient's status was known."""
    no = YesNoUnknown.NO
    known = union_all(
        select(Visit.patient_id, Visit.visited_on.label("known_on")).where(
            Visit.surgery_since_last_contact == no, Visit.visited_on <= criteria.cut_off
        ),
        select(Contact.patient_id, Contact.contacted_on).where(
            Contact.surgery_since_last_contact == no, Contact.contacted_on <= criteria.cut_off
        ),
        select(Reoperation.patient_id, Reoperation.performed_on).where(
            Reoperation.performed_on <= criteria.cut_off
        ),
    ).subquery()
    dates = read_frame(session, select(known.c.patient_id, known.c.known_on), dates=["known_on"])
    ended = ends.rename(columns={"occurred_on": "known_on"})
    ended = ended[ended["kind"].isin([DispositionKind.DEATH, DispositionKind.WITHDRAWAL])]
    return pd.concat([dates, ended[["patient_id", "known_on"]]], ignore_index=True)
