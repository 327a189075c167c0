"""The open planned visits of the worklist, a page at a time.

Each group is read by site and planned visit from one range of the index on closing days, and
no further than a page: it takes as long for ten patients as for a million.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import Select, and_, literal, or_, select, union_all
from sqlalchemy.orm import Session

from registry.domain.schedule import Schedule
from registry.domain.worklist import VisitGroup, WorklistSearch, closing_between
from registry.extracts.study_numbers import begins_with, patients_beginning_with
from registry.models import Contact, Patient, PlannedVisit, Site
from registry.models.planned_visit import OPEN

LINES_PER_PAGE = 50
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDay:
    """A site and the calendar date there."""

    site: Site
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistLine:
    """One open visit, with the last attempt to reach the patient for it."""

    key: int
    study_number: str
    site_code: str
    today: date
    code: str
    label: str
    target_on: date
    opens_on: date
    closes_on: date
    last_attempt: Contact | None

    @property
    def days_left(self) -> int:
        """How many days the window is still open after today."""
        return (self.closes_on - self.today).days


@dataclass(frozen=True, slots=True, kw_only=True)
class WorklistPage:
    """One page of one group; ``count`` stops just above MOST_COUNTED."""

    lines: tuple[WorklistLine, ...]
    count: int
    goes_on: bool


def worklist_page(
    session: Session,
    desks: Sequence[SiteDay],
    schedule: Schedule,
    group: VisitGroup,
    search: WorklistSearch,
    *,
    most: int = LINES_PER_PAGE,
) -> WorklistPage:
    """Return the open visits of a group, those whose window closes first at the top."""
    days = {desk.site.id: desk.today for desk in desks}
    in_group = _ranges(days, schedule, group, search)
    ranges = list(_of_patients(session, in_group, desks, search.text))
    counted = session.scalars(_first(ranges, MOST_COUNTED + 1)).all()
    of_page = counted[: most + 1]
    if search.after is not None:
        of_page = session.scalars(_first(ranges, most + 1, after=search.after)).all()
    rows = session.execute(
        select(PlannedVisit, Patient.study_number, Site.code)
        .join(Patient, Patient.id == PlannedVisit.patient_id)
        .join(Site, Site.id == PlannedVisit.site_id)
        .where(PlannedVisit.id.in_(of_page))
        .order_by(PlannedVisit.closes_on, PlannedVisit.id)
    ).all()
    attempts = _last_attempts(session, [row.patient_id for row, _, _ in rows])
    lines = tuple(
        WorklistLine(
            key=row.id,
            study_number=number,
            site_code=site_code,
            today=days[row.site_id],
            code=row.code,
            label=schedule.label(row.code),
            target_on=row.target_on,
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            last_attempt=attempts.get((row.patient_id, row.code)),
        )
        for row, number, site_code in rows[:most]
    )
    return WorklistPage(lines=lines, count=len(counted), goes_on=len(rows) > most)


def _ranges(
    days: dict[int, date], schedule: Schedule, group: VisitGroup, search: WorklistSearch
) -> Iterator[tuple[int, Select[*tuple[Any, ...]]]]:
    """Yield one range of the index for each site and planned visit, with the key of the site."""
    visits = [visit for visit in schedule.visits if search.visit in (None, visit.code)]
    for (site_id, today), visit in product(days.items(), visits):
        first, last = closing_between(group, visit, today)
        yield (
            site_id,
            select(PlannedVisit.id, PlannedVisit.closes_on).where(
                OPEN,
                PlannedVisit.site_id == site_id,
                PlannedVisit.code == visit.code,
                PlannedVisit.closes_on.between(first, last),
            ),
        )


def _of_patients(
    session: Session,
    ranges: Iterable[tuple[int, Select[*tuple[Any, ...]]]],
    desks: Sequence[SiteDay],
    text: str | None,
) -> Iterator[Select[*tuple[Any, ...]]]:
    """Keep the visits of patients so numbered: by key or, where they are many, by number.

    A study number begins with the code of its site: many are so numbered at sites alone whose
    code goes with the text.
    """
    found = patients_beginning_with(session, text) if text else None
    begins = {desk.site.id: f"{desk.site.code}-" for desk in desks}
    for site_id, opened in ranges:
        if not text or found is None:
            yield opened
        elif found.all_named:
            if site_id in found.by_site:
                yield opened.where(PlannedVisit.patient_id.in_(found.by_site[site_id]))
        elif begins[site_id].startswith(text.upper()):
            yield opened
        elif text.upper().startswith(begins[site_id]):
            numbered = select(Patient.id).where(begins_with(text))
            yield opened.where(PlannedVisit.patient_id.in_(numbered))


def _first(
    ranges: Iterable[Select[*tuple[Any, ...]]], most: int, *, after: tuple[date, int] | None = None
) -> Select[*tuple[Any, ...]]:
    """Return the keys of the first lines of all ranges together."""
    arms = []
    for each in ranges:
        arm = each
        if after is not None:
            closes_on, key = after
            later = and_(PlannedVisit.closes_on == closes_on, PlannedVisit.id > key)
            arm = each.where(or_(PlannedVisit.closes_on > closes_on, later))
        ordered = arm.order_by(PlannedVisit.closes_on, PlannedVisit.id).limit(most).subquery()
        arms.append(select(ordered.c.id, ordered.c.closes_on))
    if not arms:
        return select(literal(0).label("id")).where(literal(value=False))
    together = union_all(*arms).subquery()
    return select(together.c.id).order_by(together.c.closes_on, together.c.id).limit(most)


def _last_attempts(
    session: Session, patient_ids: Sequence[int]
) -> dict[tuple[int, str | None], Contact]:
    attempts = session.scalars(
        select(Contact)
        .where(Contact.patient_id.in_(patient_ids))
        .order_by(Contact.contacted_on, Contact.id)
    )
    return {(contact.patient_id, contact.planned_visit): contact for contact in attempts}
