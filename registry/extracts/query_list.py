"""The list of queries, a page at a time, and how many each rule has open."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, selectinload

from registry.domain.actors import Actor
from registry.domain.query import QuerySearch, QueryState
from registry.models import Patient, Query, Site

LINES_PER_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryPage:
    """One page of the list with the study numbers, and how many queries the list has."""

    lines: Sequence[tuple[Query, str]]
    count: int
    page: int
    pages: int


def query_page(session: Session, actor: Actor, search: QuerySearch) -> QueryPage:
    """Return the page that was asked for, oldest questions first; the last one beyond the end."""
    matching = _matching(actor, search)
    count = session.scalar(matching.with_only_columns(func.count(Query.id))) or 0
    pages = max(1, ceil(count / LINES_PER_PAGE))
    page = min(search.page, pages)
    rows = session.execute(
        matching.with_only_columns(Query, Patient.study_number)
        .order_by(Query.id)
        .limit(LINES_PER_PAGE)
        .offset((page - 1) * LINES_PER_PAGE)
        .options(selectinload(Query.messages))
    )
    lines = [(query, number) for query, number in rows]
    return QueryPage(lines=lines, count=count, page=page, pages=pages)


def oldest_open(
    session: Session, actor: Actor, site_code: str | None, *, most: int
) -> Sequence[tuple[Query, str]]:
    """Return the open queries that wait longest, with the study numbers; no more than ``most``."""
    search = QuerySearch(site_code=site_code, state=QueryState.OPEN)
    rows = session.execute(
        _matching(actor, search)
        .with_only_columns(Query, Patient.study_number)
        .order_by(Query.id)
        .limit(most)
        .options(selectinload(Query.messages))
    )
    return [(query, number) for query, number in rows]


def unclosed_by_rule(session: Session, actor: Actor, site_code: str | None) -> dict[str, int]:
    """Return how many queries of each rule are not closed, at one site or all that are seen."""
    matching = _matching(actor, QuerySearch(site_code=site_code))
    rows = session.execute(
        matching.where(Query.rule.is_not(None))
        .with_only_columns(Query.rule, func.count(Query.id))
        .group_by(Query.rule)
    )
    return {rule: count for rule, count in rows if rule}


def _matching(actor: Actor, search: QuerySearch) -> Select[Any]:
    matching = select(Query).join(Site, Query.site_id == Site.id)
    matching = matching.join(Patient, Query.patient_id == Patient.id)
    if actor.site_codes is not None:
        matching = matching.where(Site.code.in_(actor.site_codes))
    if search.site_code:
        matching = matching.where(Site.code == search.site_code)
    if search.rule:
        matching = matching.where(Query.rule == search.rule)
    if search.state is None:
        return matching.where(Query.state != QueryState.CLOSED)
    return matching.where(Query.state == search.state)
