"""The list of patients, a page at a time."""

from dataclasses import dataclass
from datetime import date
from math import ceil

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import Sex
from registry.domain.patient_search import PatientSearch
from registry.models import Identity, Patient, Site, Treatment, Visit

LINES_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientLine:
    """One patient as the list shows them."""

    study_number: str
    site_code: str
    sex: Sex
    birth_year: int
    treated_on: date | None
    visited_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientPage:
    """One page of the list, and how many patients the whole list has."""

    lines: tuple[PatientLine, ...]
    count: int
    page: int
    pages: int


def patient_page(
    session: Session, actor: Actor, search: PatientSearch, *, record_fingerprint: bytes | None
) -> PatientPage:
    """Return the page that was asked for, newest patients first; the last one beyond the end."""
    matching = _matching(actor, search, record_fingerprint)
    count = session.scalar(matching.with_only_columns(func.count(Patient.id))) or 0
    pages = max(1, ceil(count / LINES_PER_PAGE))
    page = min(search.page, pages)
    rows = session.execute(
        matching.with_only_columns(
            Patient.study_number,
            Site.code.label("site_code"),
            Patient.sex,
            Patient.birth_year,
            _first_treatment().label("treated_on"),
            _last_visit().label("visited_on"),
        )
        .order_by(Patient.enrolled_on.desc(), Patient.id.desc())
        .limit(LINES_PER_PAGE)
        .offset((page - 1) * LINES_PER_PAGE)
    )
    lines = tuple(PatientLine(**row) for row in rows.mappings())
    return PatientPage(lines=lines, count=count, page=page, pages=pages)


def _matching(
    actor: Actor, search: PatientSearch, record_fingerprint: bytes | None
) -> Select[Patient]:
    matching = select(Patient).join(Patient.site)
    if actor.site_codes is not None:
        matching = matching.where(Site.code.in_(actor.site_codes))
    if search.site_code:
        matching = matching.where(Site.code == search.site_code)
    if search.text:
        matching = matching.where(_found_by(search.text, record_fingerprint))
    return matching


def _found_by(text: str, record_fingerprint: bytes | None) -> ColumnElement[bool]:
    by_number = Patient.study_number.startswith(text.upper(), autoescape=True)
    stored = Patient.__table__.alias("stored")  # merged patients too: they lead to the survivor
    survivor = select(func.coalesce(stored.c.merged_into_id, stored.c.id))
    same_record = select(Identity.patient_id).where(
        Identity.record_number_fingerprint == record_fingerprint
    )
    found = (
        survivor.where(stored.c.study_number == text.upper()),
        survivor.where(stored.c.id.in_(same_record)),
    )
    return or_(by_number, *(Patient.id.in_(each) for each in found))


def _first_treatment() -> ScalarSelect[date]:
    first = select(func.min(Treatment.treated_on)).where(Treatment.patient_id == Patient.id)
    return first.scalar_subquery()


def _last_visit() -> ScalarSelect[date]:
    last = select(func.max(Visit.visited_on)).where(Visit.patient_id == Patient.id)
    return last.scalar_subquery()
