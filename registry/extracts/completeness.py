"""How complete the follow-up is: answered of due and of treated, by site and planned visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from registry.extracts.worklist import SiteDay
from registry.models import PlannedVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """One planned visit at one site; ``due_answered`` counts the due among the answered."""

    site_id: int
    code: str
    treated: int
    due: int
    due_answered: int
    answered: int


def read_completeness(
    session: Session, desks: Sequence[SiteDay]
) -> dict[tuple[int, str], Completeness]:
    """Count planned visits by site and code.

    Notes
    -----
    Due as in the cohort report: the window has closed, and it closed before death, withdrawal
    or transfer. Answered is a visit recorded for this planned visit, with or without a score;
    the report asks for a score in the analysis window instead.
    """
    closed = or_(
        *(
            and_(PlannedVisit.site_id == desk.site.id, PlannedVisit.closes_on <= desk.today)
            for desk in desks
        )
    )
    due, answered = and_(PlannedVisit.expected, closed), PlannedVisit.visit_id.is_not(None)
    rows = session.execute(
        select(
            PlannedVisit.site_id,
            PlannedVisit.code,
            func.count().label("treated"),
            func.sum(case((due, 1), else_=0)).label("due"),
            func.sum(case((and_(due, answered), 1), else_=0)).label("due_answered"),
            func.sum(case((answered, 1), else_=0)).label("answered"),
        )
        .where(PlannedVisit.site_id.in_([desk.site.id for desk in desks]))
        .group_by(PlannedVisit.site_id, PlannedVisit.code)
    )
    return {(row.site_id, row.code): Completeness(**row._mapping) for row in rows}  # noqa: SLF001 - SQLAlchemy's public name
