"""The worklist: what a clinic has to do today, and where clinic staff begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import bare, count_noun
from registry.domain.permissions import may_record
from registry.domain.second_typing import SecondTypingState
from registry.domain.worklist import VisitGroup, WorklistSearch
from registry.extracts.query_list import oldest_open
from registry.extracts.reporting_clocks import running_clocks
from registry.extracts.worklist import (
    LINES_PER_PAGE,
    MOST_COUNTED,
    SiteDay,
    WorklistPage,
    worklist_page,
)
from registry.forms.bound import BoundForm
from registry.forms.page_place import place_text
from registry.forms.worklist_search import WorklistSearchForm
from registry.services.sites import visible_sites
from registry.web.draft_form import own_drafts
from registry.web.lazy_view import lazy_view
from registry.web.page_context import caveats
from registry.web.queries import query_line
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.reporting_clocks import clock_lines
from registry.web.second_typings import typing_lines

blueprint = Blueprint("worklist", __name__)
blueprint.add_url_rule(
    "/worklist/completeness",
    "completeness",
    view_func=lazy_view("registry.web.completeness.completeness"),
)
LINES_AT_FIRST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One group of the worklist; its template shows ``shown``."""

    anchor: str
    title: str
    count: str
    template: str
    shown: object
    more: str | None = None


@blueprint.get("/worklist")
def worklist() -> ResponseReturnValue:
    """Show what is to be done at the sites of who is signed in."""
    schedule = registry().settings.schedule
    with reading() as session:
        sites = visible_sites(session, actor())
        names = [(site.code, f"{site.code} · {site.name}") for site in sites]
        form = BoundForm.posted(WorklistSearchForm(schedule, names), dict(request.args.lists()))
        search = form.command or WorklistSearch()
        shown = [site for site in sites if search.site_code in (None, site.code)]
        desks = [SiteDay(site=site, today=today_at(site)) for site in shown]
        return render_template(
            "worklist/worklist.html",
            form=form,
            search=search,
            sections=list(_sections(session, desks, search)),
            several_sites=len(sites) > 1,
            caveats=caveats(shown),
        )


def _sections(
    session: Session, desks: Sequence[SiteDay], search: WorklistSearch
) -> Iterator[Section]:
    """Yield each group; a further kind of work is one more function here."""
    if search.group is None and search.visit is None:
        yield from _clocks(session, desks, search)
    yield from _visits(session, desks, search)
    if search.group is None and search.visit is None:
        yield from _queries(session, search)
    if search == WorklistSearch():
        yield from _second_typings(session)
        yield from _drafts(session)


def _second_typings(session: Session) -> Iterator[Section]:
    """Yield what others typed from paper and is to be typed again, or decided."""
    if not may_record(actor()):
        return
    for state in (SecondTypingState.WAITING, SecondTypingState.DIFFERENT):
        lines = typing_lines(session, state, most=LINES_AT_FIRST + 1)
        if lines:
            more = len(lines) > LINES_AT_FIRST
            yield Section(
                anchor=f"second-typing-{state.value}",
                title=state.label,
                count=f"more than {LINES_AT_FIRST}" if more else count_noun(len(lines), "visit"),
                template="second_typings/lines.html",
                shown=lines[:LINES_AT_FIRST],
                more=url_for("second_typings.second_typing_list") if more else None,
            )


def _drafts(session: Session) -> Iterator[Section]:
    """Yield what the person has typed and not saved yet, where there is anything."""
    drafts = own_drafts(session)
    if drafts:
        yield Section(
            anchor="drafts",
            title="Drafts",
            count=count_noun(len(drafts), "draft"),
            template="worklist/drafts.html",
            shown=drafts,
        )


def _clocks(
    session: Session, desks: Sequence[SiteDay], search: WorklistSearch
) -> Iterator[Section]:
    """Yield the serious events to report, where there are any."""
    lines = [
        line
        for desk in desks
        for line in clock_lines(
            running_clocks(session, actor(), site_code=desk.site.code), desk.today
        )
        if line.study_number.startswith((search.text or "").upper())
    ]
    if lines:
        yield Section(
            anchor="clocks",
            title="Serious events to report",
            count=count_noun(len(lines), "event"),
            template="worklist/clocks.html",
            shown=sorted(lines, key=lambda line: line.days_left),
        )


def _queries(session: Session, search: WorklistSearch) -> Iterator[Section]:
    """Yield the open queries that wait longest, where there are any."""
    found = oldest_open(session, actor(), search.site_code, most=LINES_AT_FIRST + 1)
    if found:
        more = len(found) > LINES_AT_FIRST
        yield Section(
            anchor="queries",
            title="Open queries",
            count=f"more than {LINES_AT_FIRST}" if more else str(len(found)),
            template="worklist/queries.html",
            shown=[query_line(query, number) for query, number in found[:LINES_AT_FIRST]],
            more=url_for("queries.query_list", state="open", site_code=search.site_code),
        )


def _visits(
    session: Session, desks: Sequence[SiteDay], search: WorklistSearch
) -> Iterator[Section]:
    """Yield the groups of planned visits: the one asked for whole, else the beginning of each."""
    most = LINES_PER_PAGE if search.group else LINES_AT_FIRST
    schedule = registry().settings.schedule
    for group in [search.group] if search.group else VisitGroup:
        page = worklist_page(session, desks, schedule, group, search, most=most)
        yield Section(
            anchor=group.value,
            title=group.label,
            count=_counted(page.count),
            template="worklist/visits.html",
            shown=page.lines,
            more=_more(page, group, search) if page.goes_on else None,
        )


def _more(page: WorklistPage, group: VisitGroup, search: WorklistSearch) -> str:
    """Return the address of what follows: the whole group, or its next page."""
    last = page.lines[-1]
    after = place_text(last.closes_on, last.key) if search.group else None
    wanted = replace(search, group=group)
    return url_for(
        "worklist.worklist",
        group=wanted.group,
        site_code=wanted.site_code,
        visit=wanted.visit,
        text=wanted.text,
        after=after,
    )


@blueprint.app_template_filter("days_left")
def _days_left(days: int) -> str:
    return count_noun(days, "day") if days else "last day"


def _counted(count: int) -> str:
    if count > MOST_COUNTED:
        return f"more than {bare(MOST_COUNTED, 'count')}"
    return count_noun(count, "visit")
