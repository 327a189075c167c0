"""Which rows a cohort is made of: filtered by site and by cut-off, always here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Date,
    Enum,
    Select,
    String,
    Subquery,
    func,
    not_,
    or_,
    select,
    true,
    type_coerce,
)
from sqlalchemy.orm import Session

from registry.models import Consent, Patient, Site, Treatment


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """The sites and the cut-off of an extract; ``site_codes`` None is every site."""

    site_codes: frozenset[str] | None
    cut_off: date

    def at_site(self) -> ColumnElement[bool]:
        """Return the condition that a row's site is among those asked for."""
        return true() if self.site_codes is None else Site.code.in_(self.site_codes)

    def may_be_read(self) -> ColumnElement[bool]:
        """Return the condition that a patient had not withdrawn from the registry by the cut-off.

        Whoever withdrew and later agreed again is read; so is who never gave or withdrew any.
        """
        of_patient = select(Consent.id).where(
            Consent.patient_id == Patient.id,
            Consent.to_registry,
            Consent.consented_on <= self.cut_off,
        )
        withdrawn = Consent.registry_withdrawn_on <= self.cut_off
        stands = or_(Consent.registry_withdrawn_on.is_(None), not_(withdrawn))
        return or_(not_(of_patient.where(withdrawn).exists()), of_patient.where(stands).exists())

    def index_treatments(self) -> Subquery:
        """Return one row a treated patient: patient_id, site_code and index_date."""
        return (
            select(
                Patient.id.label("patient_id"),
                Site.code.label("site_code"),
                func.min(Treatment.treated_on).label("index_date"),
            )
            .join(Site, Patient.site_id == Site.id)
            .join(Treatment, Treatment.patient_id == Patient.id)
            .where(Treatment.treated_on <= self.cut_off, self.at_site(), self.may_be_read())
            .group_by(Patient.id, Site.code)
            .subquery("index_treatment")
        )


def read_frame(
    session: Session, statement: Select[*tuple[Any, ...]], *, dates: Collection[str] = ()
) -> pd.DataFrame:
    """Return the rows of a statement, codes as text and the named columns as calendar dates.

    Codes and dates are taken as the driver gives them: a member or a date object for each of a
    million rows would cost several times the query.
    """
    plain = [
        type_coerce(column, String).label(column.key)
        if isinstance(column.type, Date | Enum)
        else column
        for column in statement.selected_columns
    ]
    result = session.execute(statement.with_only_columns(*plain, maintain_column_froms=True))
    frame = pd.DataFrame(result.all(), columns=list(result.keys()))
    for name in dates:
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame
