"""On which day a record was entered, as the audit trail has it."""

import pandas as pd
from sqlalchemy import String, and_, cast, select
from sqlalchemy.orm import Session

from registry.extracts.criteria import Criteria, read_frame
from registry.models import AuditEntry, Site, Treatment


def read_entry_dates(session: Session, criteria: Criteria) -> pd.Series:
    """Return, by patient, the date at the site on which the index treatment was entered.

    A patient whose treatment has no entry in the audit trail is left out.
    """
    cohort = criteria.index_treatments()
    statement = (
        select(cohort.c.patient_id, Site.time_zone, AuditEntry.at)
        .join(Site, Site.code == cohort.c.site_code)
        .join(
            Treatment,
            and_(
                Treatment.patient_id == cohort.c.patient_id,
                Treatment.treated_on == cohort.c.index_date,
            ),
        )
        .join(
            AuditEntry,
            and_(
                AuditEntry.table_name == Treatment.__tablename__,
                AuditEntry.record_key == cast(Treatment.id, String),
                AuditEntry.action == "insert",
            ),
        )
    )
    entries = read_frame(session, statement, moments=["at"])
    local = (
        at_site["at"].dt.tz_convert(str(zone)).dt.tz_localize(None).dt.normalize()
        for zone, at_site in entries.groupby("time_zone")
    )
    days: pd.Series = pd.concat([pd.Series(dtype="datetime64[ns]"), *local])
    days.index = pd.Index(entries["patient_id"].loc[days.index])
    return days
