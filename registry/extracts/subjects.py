"""One row a treated patient: who they are, what they got, until when they were followed."""

import numpy as np
import pandas as pd
from sqlalchemy import and_, func, select, union_all
from sqlalchemy.orm import Session

from registry.domain.codes import DispositionKind
from registry.domain.contact import SPOKEN_WITH
from registry.domain.disposition import ENDS_FOLLOW_UP
from registry.extracts.criteria import Criteria, read_frame
from registry.extracts.entries import read_entry_dates
from registry.models import (
    Contact,
    Disposition,
    Patient,
    Reoperation,
    TreatedLevel,
    Treatment,
    Visit,
)

_FLAGS = {
    DispositionKind.DEATH: "died",
    DispositionKind.WITHDRAWAL: "withdrawn",
    DispositionKind.LOST: "lost",
    DispositionKind.TRANSFERRED: "transferred",
}


def read_subjects(
    session: Session, criteria: Criteria, first_operations: pd.Series, ends: pd.DataFrame
) -> pd.DataFrame:
    """Return the frame that meets SUBJECTS, in the order of the patients' keys.

    ``ends`` is what `end_dates` returns.
    """
    subjects = _treated(session, criteria)
    keys = subjects["patient_id"]
    subjects["reoperated_on"] = _dates(keys, first_operations)
    for kind, flag in _FLAGS.items():
        subjects[flag] = keys.isin(ends.loc[ends["kind"] == kind, "patient_id"])
    last_contact = _dates(keys, _last_contacts(session, criteria))
    final = ends[ends["kind"].isin(ENDS_FOLLOW_UP)]
    first_end = _dates(keys, final.groupby("patient_id")["occurred_on"].min())
    subjects["recorded_on"] = _dates(keys, read_entry_dates(session, criteria))
    cut_off = pd.Timestamp(criteria.cut_off)
    subjects["followed_until"] = last_contact.fillna(subjects["index_date"])
    subjects["expected_until"] = first_end.fillna(cut_off)
    levels, treatments = _level_counts(session, criteria), subjects["treatment_id"]
    subjects["levels_treated"] = treatments.map(levels["levels"]).fillna(0).astype("int64")
    subjects["highest_pfirrmann"] = treatments.map(levels["highest"]).astype("float64")
    return subjects.drop(columns=["treatment_id", "birth_year", "height_cm", "weight_kg"])


def end_dates(session: Session, criteria: Criteria) -> pd.DataFrame:
    """Return patient_id, kind and occurred_on of each disposition by the cut-off."""
    statement = select(Disposition.patient_id, Disposition.kind, Disposition.occurred_on).where(
        Disposition.occurred_on <= criteria.cut_off
    )
    return read_frame(session, statement, dates=["occurred_on"])


def _treated(session: Session, criteria: Criteria) -> pd.DataFrame:
    cohort = criteria.index_treatments()
    index = and_(
        Treatment.patient_id == cohort.c.patient_id, Treatment.treated_on == cohort.c.index_date
    )
    statement = (
        select(
            cohort.c.patient_id,
            cohort.c.site_code,
            cohort.c.index_date,
            Treatment.id.label("treatment_id"),
            Patient.birth_year,
            Patient.sex,
            Patient.height_cm,
            Patient.weight_kg,
            Patient.smoking,
            Patient.symptom_duration_months,
            Patient.previous_lumbar_surgery,
            Patient.opioid_use,
            Treatment.product_type,
            Treatment.tissue_source,
            Treatment.donor,
        )
        .join(Patient, Patient.id == cohort.c.patient_id)
        .join(Treatment, index)
        .order_by(cohort.c.patient_id)
    )
    subjects = read_frame(session, statement, dates=["index_date"])
    metres = subjects["height_cm"].astype("float64") / 100
    subjects["age_years"] = subjects["index_date"].dt.year - subjects["birth_year"]
    subjects["body_mass_index"] = subjects["weight_kg"].astype("float64") / np.square(metres)
    return subjects


def _level_counts(session: Session, criteria: Criteria) -> pd.DataFrame:
    cohort = criteria.index_treatments()
    statement = (
        select(
            TreatedLevel.treatment_id,
            func.count().label("levels"),
            func.max(TreatedLevel.pfirrmann).label("highest"),
        )
        .join(Treatment, Treatment.id == TreatedLevel.treatment_id)
        .join(cohort, cohort.c.patient_id == Treatment.patient_id)
        .group_by(TreatedLevel.treatment_id)
    )
    return read_frame(session, statement).set_index("treatment_id")


def _last_contacts(session: Session, criteria: Criteria) -> pd.Series:
    """Return each patient's last contact by the cut-off; one in vain or being lost is none."""
    contacts = union_all(
        *(
            select(column.class_.patient_id.label("patient_id"), column.label("happened_on")).where(
                column <= criteria.cut_off
            )
            for column in (
                Visit.visited_on,
                Reoperation.performed_on,
                Treatment.treated_on,
            )
        ),
        select(Contact.patient_id, Contact.contacted_on).where(
            Contact.result.in_(SPOKEN_WITH), Contact.contacted_on <= criteria.cut_off
        ),
        select(Disposition.patient_id, Disposition.occurred_on).where(
            Disposition.kind.in_(ENDS_FOLLOW_UP), Disposition.occurred_on <= criteria.cut_off
        ),
    ).subquery()
    statement = select(
        contacts.c.patient_id, func.max(contacts.c.happened_on).label("last_contact")
    ).group_by(contacts.c.patient_id)
    return read_frame(session, statement, dates=["last_contact"]).set_index("patient_id")[
        "last_contact"
    ]


def _dates(keys: pd.Series, by_patient: pd.Series) -> pd.Series:
    return keys.map(by_patient).astype("datetime64[s]")
