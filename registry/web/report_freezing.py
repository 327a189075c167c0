"""Look what stands in the way of a quarter's report, and freeze its data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.numbers import count_noun
from registry.domain.cohort import ALL_SITES
from registry.domain.permissions import check_may_issue_reports
from registry.domain.quarter import Quarter
from registry.domain.report_run import FreezeReport
from registry.extracts.preflight import Preflight, read_preflight
from registry.forms.bound import BoundForm, Posted
from registry.forms.report_run import EACH_SITE, FreezeReportForm
from registry.models import Site
from registry.services.report_runs import find_report_site, freeze_report, last_signed
from registry.services.sites import visible_sites
from registry.web.page_context import caveats
from registry.web.posted import posted_fields
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.store_once import store_once

_QUARTERS_OFFERED = 12


def freeze() -> ResponseReturnValue:
    """Show the pre-flight of what is chosen; posted, freeze it and begin to make the draft."""
    check_may_issue_reports(actor())
    with reading() as session:
        sites = visible_sites(session, actor())
        today = max((today_at(site) for site in sites), default=registry().clock().date())
    form = _form(sites, today)
    made: list[int] = []

    def store(session: Session) -> tuple[str, str]:
        settings = registry().settings.for_reports()
        commands: list[FreezeReport] = form.command
        made.extend(
            freeze_report(session, actor(), command, settings, today=today).id
            for command in commands
        )
        label = commands[0].quarter.label
        if len(made) == 1:
            return f"The data of {label} are frozen.", url_for("report_runs.run", key=made[0])
        reports = count_noun(len(made), "report")
        return f"The data of {label} are frozen for {reports}.", url_for("report_runs.archive")

    if request.method == "POST":
        answer = store_once(form, store)
        if answer:
            if made:
                registry().start_making(made)
            return answer
    return _page(form, sites), 422 if request.method == "POST" else 200


def _form(sites: Sequence[Site], today: date) -> BoundForm:
    """Return what was chosen, else the quarter that ended last."""
    schema = FreezeReportForm(_ended(today), _offered(sites))
    if request.method == "POST":
        return BoundForm.posted(schema, posted_fields())
    chosen = dict(request.args.lists())
    quarter = Quarter.named(next(iter(chosen.get("quarter", [])), "")) or Quarter.of(today).previous
    defaults: Posted = {
        "quarter": [quarter.name],
        "site_code": [_offered(sites)[0][0]] if sites else [""],
        "cut_off": [quarter.last_day.isoformat()],
        "event_definition": [registry().settings.event_definition.value],
    }
    asked = {name: values for name, values in chosen.items() if name in schema.fields}
    return BoundForm.posted(schema, {**defaults, **asked})


def _ended(today: date) -> list[Quarter]:
    """Return the quarters that are over, the last one first."""
    quarters = [Quarter.of(today).previous]
    while len(quarters) < _QUARTERS_OFFERED:
        quarters.append(quarters[-1].previous)
    return quarters


def _offered(sites: Sequence[Site]) -> list[tuple[str, str]]:
    each = [(site.code, f"{site.code} · {site.name}") for site in sites]
    several = [(EACH_SITE, "Each site apart, a report each")] if len(sites) > 1 else []
    together = [(ALL_SITES, "All sites together")] if actor().site_codes is None else []
    return [*together, *several, *each]


def _page(form: BoundForm, sites: Sequence[Site]) -> str:
    shown: dict[str, Any] = {"form": form, "caveats": caveats(sites)}
    quarter = Quarter.named(form["quarter"].value)
    commands: list[FreezeReport] = form.command or []
    if quarter is not None and commands:
        chosen = [site for site in sites if commands[0].site_code in (None, site.code)]
        chosen = list(sites) if len(commands) > 1 else chosen
        with reading() as session:
            found = _preflight(session, commands[0], chosen)
        shown |= {
            "quarter": quarter,
            "preflight": found,
            "schedule": registry().settings.schedule,
        }
    return render_template("report_runs/freeze.html", **shown)


def _preflight(session: Session, command: FreezeReport, sites: Sequence[Site]) -> Preflight:
    site = find_report_site(session, actor(), command.site_code)
    before = last_signed(session, site, command.quarter)
    return read_preflight(
        session,
        sites,
        command.quarter,
        command.cut_off,
        frozen_before=None if before is None else before.frozen_at,
    )
