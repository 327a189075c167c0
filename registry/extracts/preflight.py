"""What stands in the way of a quarterly report: missing, late, queried, unlocked, changed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, inspect, select
from sqlalchemy.orm import Session

from registry.domain.quarter import Quarter
from registry.domain.query import QueryState
from registry.domain.second_typing import SecondTypingState
from registry.models import (
    AdverseEvent,
    AuditEntry,
    Consent,
    Disposition,
    Patient,
    PlannedVisit,
    QuarterLock,
    Query,
    Reoperation,
    SecondTyping,
    Site,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.models.planned_visit import OPEN
from registry.models.valid_records import WITH_VOIDED

MOST_CHASED = 20
_RECORD_OF: dict[str, type[Amendable]] = {
    "patient": Patient,
    "consent": Consent,
    "treatment": Treatment,
    "treated_level": Treatment,
    "visit": Visit,
    "score": Visit,
    "odi_answers": Visit,
    "adverse_event": AdverseEvent,
    "reoperation": Reoperation,
    "disposition": Disposition,
}
"""Each table of clinical data with the record its rows are, or are a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedVisit:
    """A planned visit that was due by the cut-off and is not answered."""

    study_number: str
    site_code: str
    code: str
    closed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePreflight:
    """What one site has still to do; ``due`` counts planned visits that closed by the cut-off."""

    site_code: str
    site_name: str
    due: int
    missed: int
    open_queries: int
    typed_once: int
    locked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preflight:
    """The sites one by one, the visits missed most recently, and what changed since.

    ``changed`` counts entries of the audit trail about the sites' clinical records since the
    issue before was frozen; None where there was none.
    """

    sites: tuple[SitePreflight, ...]
    missed: tuple[MissedVisit, ...]
    changed: int | None

    @property
    def missed_in_all(self) -> int:
        """How many planned visits are not answered."""
        return sum(site.missed for site in self.sites)


def read_preflight(
    session: Session,
    sites: Sequence[Site],
    quarter: Quarter,
    cut_off: date,
    *,
    frozen_before: datetime | None,
) -> Preflight:
    """Look at the sites before the data of a quarter are frozen; a constant number of queries."""
    keys = [site.id for site in sites]
    due = _by_site(session, _due(keys, cut_off))
    missed = _by_site(session, _due(keys, cut_off).where(OPEN))
    queries = _by_site(session, _open_queries(keys))
    typed_once = _by_site(session, _typed_once(keys))
    locked = set(
        session.scalars(
            select(QuarterLock.site_id).where(
                QuarterLock.year == quarter.year,
                QuarterLock.quarter == quarter.number,
                QuarterLock.locked,
            )
        )
    )
    return Preflight(
        sites=tuple(
            SitePreflight(
                site_code=site.code,
                site_name=site.name,
                due=due.get(site.id, 0),
                missed=missed.get(site.id, 0),
                open_queries=queries.get(site.id, 0),
                typed_once=typed_once.get(site.id, 0),
                locked=site.id in locked,
            )
            for site in sites
        ),
        missed=_missed(session, keys, cut_off),
        changed=None if frozen_before is None else _changed(session, keys, frozen_before),
    )


def _by_site(session: Session, statement: Select[*tuple[Any, ...]]) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(statement)}


def _counted(site_id: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return select(site_id, func.count()).group_by(site_id)


def _due(sites: Collection[int], cut_off: date) -> Select[*tuple[Any, ...]]:
    planned = PlannedVisit.__table__.c
    return _counted(planned.site_id).where(
        planned.site_id.in_(sites), planned.expected, planned.closes_on <= cut_off
    )


def _open_queries(sites: Collection[int]) -> Select[*tuple[Any, ...]]:
    query = Query.__table__.c
    return _counted(query.site_id).where(query.site_id.in_(sites), query.state != QueryState.CLOSED)


def _typed_once(sites: Collection[int]) -> Select[*tuple[Any, ...]]:
    patient = Patient.__table__.c
    waiting = SecondTyping.state != SecondTypingState.VERIFIED
    return (
        _counted(patient.site_id)
        .select_from(SecondTyping)
        .join(Visit, Visit.id == SecondTyping.visit_id)
        .join(Patient, Patient.id == Visit.patient_id)
        .where(patient.site_id.in_(sites), waiting)
    )


def _missed(session: Session, sites: Collection[int], cut_off: date) -> tuple[MissedVisit, ...]:
    """Return the visits missed most recently: these patients can still be reached."""
    statement = (
        select(Patient.study_number, Site.code, PlannedVisit.code, PlannedVisit.closes_on)
        .join(Patient, Patient.id == PlannedVisit.patient_id)
        .join(Site, Site.id == PlannedVisit.site_id)
        .where(PlannedVisit.site_id.in_(sites), OPEN, PlannedVisit.closes_on <= cut_off)
        .order_by(PlannedVisit.closes_on.desc(), PlannedVisit.id)
        .limit(MOST_CHASED)
    )
    return tuple(
        MissedVisit(study_number=number, site_code=site, code=code, closed_on=closed_on)
        for number, site, code, closed_on in session.execute(statement)
    )


def _changed(session: Session, sites: Collection[int], since: datetime) -> int:
    """Count the entries since then about records of the sites, and about parts of them."""
    entries = session.execute(
        select(AuditEntry.table_name, AuditEntry.record_key).where(
            AuditEntry.at > since, AuditEntry.table_name.in_(_RECORD_OF)
        )
    )
    changed: dict[type[Amendable], Counter[int]] = defaultdict(Counter)
    for table, key in entries:
        changed[_RECORD_OF[table]][int(key.partition("/")[0])] += 1
    return sum(
        counts[key]
        for record, counts in changed.items()
        for key in session.scalars(_keys(record, sites, first=min(counts)))
    )


def _keys(record: type[Amendable], sites: Collection[int], *, first: int) -> Select[int]:
    """Select the keys from a first one on of the sites' records; voided ones changed too."""
    key = inspect(record).columns["id"]
    chosen = select(key).where(Patient.site_id.in_(sites), key >= first)
    of_sites = chosen if record is Patient else chosen.join(Patient)
    return of_sites.execution_options(**WITH_VOIDED)
