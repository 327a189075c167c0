"""Which rows a cohort is made of: filtered by site and by cut-off, always here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
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

_ROWS_AT_ONCE = 10_000


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
        first = (
            select(Treatment.patient_id, func.min(Treatment.treated_on).label("index_date"))
            .where(Treatment.treated_on <= self.cut_off)
            .group_by(Treatment.patient_id)
            .subquery("first_treatment")
        )
        return (
            select(Patient.id.label("patient_id"), Site.code.label("site_code"), first.c.index_date)
            .join(first, first.c.patient_id == Patient.id)
            .join(Site, Patient.site_id == Site.id)
            .where(self.at_site(), self.may_be_read())
            .subquery("index_treatment")
        )


def read_frame(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    *,
    dates: Collection[str] = (),
    moments: Collection[str] = (),
) -> pd.DataFrame:
    """Return the rows of a statement: numbers, codes as text, dates and moments as such.

    Rows are taken from the driver as it gives them, some ten thousand at a time, and each column
    of them becomes an array at once: a row object, a member or a date object for each of a
    million rows would cost several times the query, and all rows together many times the frame.

    Parameters
    ----------
    session
        Its conditions, such as that no voided record is read, hold for the statement.
    statement
        Selects labelled columns.
    dates
        Columns to be ``datetime64[s]``.
    moments
        Columns to be ``datetime64[ns, UTC]``.
    """
    plain = [
        type_coerce(column, String).label(column.key)
        if isinstance(column.type, Date | DateTime | Enum)
        else column
        for column in statement.selected_columns
    ]
    selected = statement.with_only_columns(*plain, maintain_column_froms=True)
    # A result of columns is an iterator over what the result of the driver holds.
    result: Any = session.execute(selected)
    names, cursor = list(result.keys()), result.raw.cursor
    parts = [pd.DataFrame(columns=names)]
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        columns = {
            name: (_days if name in dates else _values)(list(map(itemgetter(place), rows)))
            for place, name in enumerate(names)
        }
        parts.append(pd.DataFrame(columns))
    result.close()
    frame = pd.concat(parts[1:] or parts, ignore_index=True)
    for name in dates:
        frame[name] = frame[name].astype("datetime64[s]")
    for name in moments:
        frame[name] = pd.to_datetime(frame[name], utc=True)
    return frame


def _days(values: list[Any]) -> pd.Series:
    return pd.Series(np.array(values, dtype="datetime64[s]"))


def _values(values: list[Any]) -> pd.Series:
    """Return one column of some rows; equal texts are one object."""
    column = pd.Series(values)
    if column.dtype != object:
        return column
    places, kinds = pd.factorize(column, use_na_sentinel=False)
    return pd.Series(kinds.take(places))
