"""The list of patients, a page at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select, union, union_all
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import Sex
from registry.domain.patient_search import PatientSearch
from registry.extracts.study_numbers import patients_beginning_with
from registry.models import Identity, Patient, Site, Treatment, Visit

LINES_PER_PAGE = 50
MOST_COUNTED = 1000


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
    """One page of the list; ``count`` stops just above MOST_COUNTED."""

    lines: tuple[PatientLine, ...]
    count: int
    older: tuple[date, int] | None


def patient_page(
    session: Session, actor: Actor, search: PatientSearch, *, record_fingerprint: bytes | None
) -> PatientPage:
    """Return the patients after those of the page before, newest first."""
    arms = list(_matching(session, actor, search, record_fingerprint))
    if not arms:
        return PatientPage(lines=(), count=0, older=None)
    of_page = session.scalars(_first(arms, LINES_PER_PAGE + 1, after=search.after)).all()
    rows = session.execute(
        select(
            Patient.study_number,
            Site.code.label("site_code"),
            Patient.sex,
            Patient.birth_year,
            _first_treatment().label("treated_on"),
            _last_visit().label("visited_on"),
            Patient.enrolled_on,
            Patient.id,
        )
        .join(Patient.site)
        .where(Patient.id.in_(of_page))
        .order_by(Patient.enrolled_on.desc(), Patient.id.desc())
    ).all()
    shown = rows[:LINES_PER_PAGE]
    counted = _first(arms, MOST_COUNTED + 1, after=None)
    return PatientPage(
        lines=tuple(
            PatientLine(
                study_number=row.study_number,
                site_code=row.site_code,
                sex=row.sex,
                birth_year=row.birth_year,
                treated_on=row.treated_on,
                visited_on=row.visited_on,
            )
            for row in shown
        ),
        count=session.scalar(select(func.count()).select_from(counted.subquery())) or 0,
        older=(shown[-1].enrolled_on, shown[-1].id) if len(rows) > LINES_PER_PAGE else None,
    )


def _matching(
    session: Session, actor: Actor, search: PatientSearch, record_fingerprint: bytes | None
) -> Iterator[Select[int, date]]:
    """Yield the patients of each site that is asked for and seen."""
    found = _found(session, search.text, record_fingerprint) if search.text else None
    for site in session.scalars(select(Site)):
        if actor.sees(site.code) and search.site_code in (None, site.code):
            listed = select(Patient.id, Patient.enrolled_on)
            if found is None:
                yield listed.where(Patient.site_id == site.id)
            else:
                yield listed.where(Patient.id.in_(found.get(site.id, ())))


def _first(
    arms: Iterable[Select[int, date]], most: int, *, after: tuple[date, int] | None
) -> Select[int]:
    """Return the keys of the newest patients of all sites together, each read from its index."""
    newest = []
    for arm in arms:
        older = arm
        if after is not None:
            enrolled_on, key = after
            same_day = and_(Patient.enrolled_on == enrolled_on, Patient.id < key)
            older = arm.where(
                Patient.enrolled_on <= enrolled_on,
                or_(Patient.enrolled_on < enrolled_on, same_day),
            )
        ordered = older.order_by(Patient.enrolled_on.desc(), Patient.id.desc()).limit(most)
        found = ordered.subquery()
        newest.append(select(found.c.id, found.c.enrolled_on))
    together = union_all(*newest).subquery()
    ordered_keys = select(together.c.id).order_by(
        together.c.enrolled_on.desc(), together.c.id.desc()
    )
    return ordered_keys.limit(most)


def _found(
    session: Session, text: str, record_fingerprint: bytes | None
) -> Mapping[int, Sequence[int]]:
    """Return by site the patients whose study or record number it is.

    Numbers of merged patients lead to their survivor.
    """
    stored = Patient.__table__.alias("stored")
    survivor = select(func.coalesce(stored.c.merged_into_id, stored.c.id))
    same_record = select(Identity.patient_id).where(
        Identity.record_number_fingerprint == record_fingerprint
    )
    named = union(
        survivor.where(stored.c.study_number == text.upper()),
        survivor.where(stored.c.id.in_(same_record)),
    )
    begun = patients_beginning_with(session, text).by_site
    found = {site_id: list(keys) for site_id, keys in begun.items()}
    for key, site_id in session.execute(
        select(Patient.id, Patient.site_id).where(Patient.id.in_(named))
    ):
        found.setdefault(site_id, []).append(key)
    return found


def _first_treatment() -> ScalarSelect[date]:
    first = select(func.min(Treatment.treated_on)).where(Treatment.patient_id == Patient.id)
    return first.scalar_subquery()


def _last_visit() -> ScalarSelect[date]:
    last = select(func.max(Visit.visited_on)).where(Visit.patient_id == Patient.id)
    return last.scalar_subquery()
