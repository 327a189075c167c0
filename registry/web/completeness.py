"""How complete the follow-up of each site is."""

from collections.abc import Iterator, Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from registry.display.tabulate.completeness import VisitCompleteness, completeness_table
from registry.domain.schedule import Schedule
from registry.extracts.completeness import Completeness, read_completeness
from registry.extracts.worklist import SiteDay
from registry.models import Site
from registry.services.sites import visible_sites
from registry.web.page_context import caveats
from registry.web.registry_context import actor, reading, registry, today_at


def completeness() -> ResponseReturnValue:
    """Show answered of due and answered of treated, by visit, for each site."""
    schedule = registry().settings.schedule
    with reading() as session:
        sites = visible_sites(session, actor())
        desks = [SiteDay(site=site, today=today_at(site)) for site in sites]
        counts = read_completeness(session, desks)
        tables = [
            completeness_table(f"{site.code} · {site.name}", rows)
            for site in sites
            if (rows := list(_rows(site, counts, schedule)))
        ]
        return render_template("worklist/completeness.html", tables=tables, caveats=caveats(sites))


def _rows(
    site: Site, counts: Mapping[tuple[int, str], Completeness], schedule: Schedule
) -> Iterator[VisitCompleteness]:
    for visit in schedule.visits:
        found = counts.get((site.id, visit.code))
        if found:
            yield VisitCompleteness(
                label=visit.label,
                treated=found.treated,
                due=found.due,
                due_answered=found.due_answered,
                answered=found.answered,
            )
