"""The past quarters of a site: how much is dated in each, and whether it is locked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from registry.domain.quarter import Quarter
from registry.models import (
    AdverseEvent,
    Patient,
    QuarterLock,
    Reoperation,
    Site,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable

_COUNTED: tuple[type[Amendable], ...] = (Treatment, Visit, AdverseEvent, Reoperation)
COUNTED_NOUNS = ("Treatments", "Visits", "Adverse events", "Operations")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteQuarter:
    """One quarter; ``counts`` are records dated in it, in the order of ``COUNTED_NOUNS``."""

    quarter: Quarter
    counts: tuple[int, ...]
    lock: QuarterLock | None

    @property
    def is_locked(self) -> bool:
        """Whether nothing dated in it can be changed."""
        return self.lock is not None and self.lock.locked


def site_quarters(session: Session, site: Site, *, today: date) -> list[SiteQuarter]:
    """Return the quarters that are over, newest first, from the first with a record."""
    counts = _counts(session, site)
    locks = {
        lock.covers: lock
        for lock in session.scalars(select(QuarterLock).where(QuarterLock.site_id == site.id))
    }
    begun = min((*counts, *locks), default=None)
    none = (0,) * len(_COUNTED)
    past = [
        SiteQuarter(quarter=quarter, counts=counts.get(quarter, none), lock=locks.get(quarter))
        for quarter in _until(begun, today)
    ]
    return past[::-1]


def _until(begun: Quarter | None, today: date) -> Iterator[Quarter]:
    """Yield the quarters from the first to the last that is over."""
    quarter = begun
    while quarter is not None and quarter.last_day < today:
        yield quarter
        quarter = quarter.following


def _counts(session: Session, site: Site) -> dict[Quarter, tuple[int, ...]]:
    """Count the records of each quarter, a kind a query."""
    found: dict[Quarter, list[int]] = {}
    for place, model in enumerate(_COUNTED):
        day = getattr(model, model.dated_by)
        year, month = extract("year", day), extract("month", day)
        statement = (
            select(year, month, func.count())
            .select_from(model)
            .join(Patient, Patient.id == cast("Any", model).patient_id)
            .where(Patient.site_id == site.id)
            .group_by(year, month)
        )
        for at_year, at_month, count in session.execute(statement):
            quarter = Quarter.of(date(int(at_year), int(at_month), 1))
            found.setdefault(quarter, [0] * len(_COUNTED))[place] += count
    return {quarter: tuple(each) for quarter, each in found.items()}
