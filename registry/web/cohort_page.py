"""The cohort on the page and as a PDF, from one summary."""

from dataclasses import replace
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.analysis.released import released
from registry.analysis.results import CohortSummary
from registry.display import captions
from registry.display.charts.cohort_trajectory import cohort_trajectory
from registry.display.charts.forest import change_forest, share_forest
from registry.display.charts.kaplan_meier import reoperation_curve
from registry.display.numbers import day
from registry.display.precision import precision_sentences
from registry.display.tabulate.baseline import baseline_table
from registry.display.tabulate.benchmark import benchmark_table
from registry.display.tabulate.change import change_table
from registry.display.tabulate.evidence import evidence_table
from registry.display.tabulate.follow_up import follow_up_table
from registry.display.tabulate.hazards import hazards_table
from registry.display.tabulate.incidence_difference import incidence_difference_table
from registry.display.tabulate.key_figures import key_figures
from registry.display.tabulate.lost_patients import lost_table
from registry.display.tabulate.modelled import modelled_table
from registry.display.tabulate.origins import origins_table
from registry.display.tabulate.patient_flow import patient_flow_table
from registry.display.tabulate.recruitment import delay_table
from registry.display.tabulate.reoperation import definitions_table, reoperation_table
from registry.display.tabulate.responders import responders_table
from registry.display.tabulate.safety import safety_table, serious_table
from registry.display.tabulate.sensitivity import sensitivity_table
from registry.display.tabulate.site_contrasts import site_contrasts_table
from registry.display.tabulate.sites import sites_table
from registry.display.tabulate.standardised import standardised_table
from registry.display.tabulate.subgroups import subgroups_table
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import RuleBroken
from registry.domain.rules import not_in_future
from registry.forms.bound import BoundForm
from registry.forms.cohort import GROUP_FIELDS, CohortForm
from registry.interchange.cohort_json.document import cohort_json
from registry.interchange.tables_csv import tables_file
from registry.services.cohorts import summarise
from registry.services.sites import visible_sites
from registry.web.cohort_figures import (
    CHART_HEIGHT,
    CHART_WIDTH,
    figure,
    monitored_figures,
    outcome_figures,
    patient_figures,
)
from registry.web.page_context import caveats
from registry.web.registry_context import actor, reading, registry, today_at
from reports.issue import issue_cohort_report, issue_cohort_tables


def cohort() -> ResponseReturnValue:
    """Show the cohort that the address selects."""
    with reading() as session:
        sites = visible_sites(session, actor())
        form = _selection(session)
        choices = tuple((site.code, f"{site.code} · {site.name}") for site in sites)
        shown: dict[str, Any] = {
            "form": form,
            "site_field": replace(form["site_code"], kind="choice", choices=choices),
            "group_fields": [form[name] for name in GROUP_FIELDS],
            "groups_chosen": any(form[name].typed for name in GROUP_FIELDS),
            "caveats": caveats(sites),
        }
        if form.command is None:
            return render_template("cohorts/cohort.html", **shown), 422
        summary = summarise(session, actor(), form.command, registry().settings)
    return render_template("cohorts/cohort.html", **shown | _numbers(summary))


def cohort_pdf() -> ResponseReturnValue:
    """Make the PDF of the cohort that the address selects."""
    with reading() as session:
        form = _selection(session)
        if form.command is None:
            return cohort()
        summary = summarise(session, actor(), form.command, registry().settings)
    made = issue_cohort_report(summary, registry().settings)
    return _download(made, summary.definition, "pdf", "application/pdf")


def cohort_release() -> ResponseReturnValue:
    """Make the PDF of the cohort that the address selects, small counts of groups withheld."""
    with reading() as session:
        form = _selection(session)
        if form.command is None:
            return cohort()
        summary = summarise(session, actor(), form.command, registry().settings)
    settings = registry().settings
    reduced = released(summary, minimum=settings.disclosure_minimum_count)
    made = issue_cohort_report(reduced, settings)
    return _download(made, summary.definition, "pdf", "application/pdf", what="cohort-to-pass-on")


def cohort_numbers() -> ResponseReturnValue:
    """Give every number of the cohort that the address selects, as JSON."""
    with reading() as session:
        form = _selection(session)
        if form.command is None:
            return cohort()
        summary = summarise(session, actor(), form.command, registry().settings)
    return _download(cohort_json(summary), summary.definition, "json", "application/json")


def cohort_tables() -> ResponseReturnValue:
    """Give every table of the report on the cohort that the address selects, as CSV files."""
    with reading() as session:
        form = _selection(session)
        if form.command is None:
            return cohort()
        summary = summarise(session, actor(), form.command, registry().settings)
    made = tables_file(issue_cohort_tables(summary, registry().settings))
    return _download(made, summary.definition, "zip", "application/zip")


def _download(
    made: bytes, definition: CohortDefinition, ending: str, mimetype: str, *, what: str = "cohort"
) -> ResponseReturnValue:
    sites = "-".join(definition.site_codes) or "all-sites"
    name = f"{what}-{sites}-{definition.cut_off.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(made, mimetype=mimetype, headers=headers)


def _selection(session: Session) -> BoundForm:
    """Return what the address selects: without a cut-off, all data up to today."""
    days = [today_at(site) for site in visible_sites(session, actor())]
    today = max(days, default=registry().clock().date())
    chosen = {
        "cut_off": [today.isoformat()],
        "event_definition": [registry().settings.event_definition.value],
    }
    form = BoundForm.posted(CohortForm(), chosen | dict(request.args.lists()))
    if form.command is not None:
        for broken in not_in_future("cut_off", form.command.cut_off, today=today):
            form.refuse(RuleBroken(broken=(broken,)))
    return form


def _address(view: str, definition: CohortDefinition) -> str:
    groups: dict[str, Any] = {each.variable.value: each.group for each in definition.groups}
    return url_for(
        view,
        site_code=next(iter(definition.site_codes), None),
        cut_off=definition.cut_off.isoformat(),
        event_definition=definition.event_definition.value,
        **groups,
    )


def _numbers(summary: CohortSummary) -> dict[str, Any]:
    """Return what the page shows of the summary, in the order of the report."""
    return {
        "summary": summary,
        "cut_off": day(summary.definition.cut_off),
        "report_address": _address("cohorts.cohort_pdf", summary.definition),
        "numbers_address": _address("cohorts.cohort_numbers", summary.definition),
        "release_address": _address("cohorts.cohort_release", summary.definition),
        "tables_address": _address("cohorts.cohort_tables", summary.definition),
        "selection": captions.selection(summary),
        "caveats": summary.caveats,
        "key_figures": key_figures(summary),
        "verdicts": [captions.verdict_sentence(found) for found in summary.benchmarks],
        "trajectory": figure(
            "trajectory",
            cohort_trajectory(summary.courses, width=CHART_WIDTH, height=CHART_HEIGHT),
            captions.trajectory_caption(summary),
            change_table(summary.courses),
        ),
        "reoperation": figure(
            "reoperation",
            reoperation_curve(summary.reoperation, width=CHART_WIDTH, height=CHART_HEIGHT),
            captions.reoperation_caption(summary),
            reoperation_table(summary.reoperation),
        ),
        "change_forest": figure(
            "change-forest",
            change_forest(summary, width=CHART_WIDTH, height=CHART_HEIGHT),
            captions.forest_caption(summary),
            benchmark_table(summary.benchmarks),
        ),
        "share_forest": figure(
            "share-forest",
            share_forest(summary, width=CHART_WIDTH, height=CHART_HEIGHT),
            captions.share_forest_caption(summary),
            evidence_table(summary.evidence),
        ),
        "outcome_figures": outcome_figures(summary),
        "patient_figures": patient_figures(summary),
        "monitoring": monitored_figures(summary),
        "sites": sites_table(summary.monitoring),
        "site_contrasts": site_contrasts_table(summary.site_contrasts),
        **_tables(summary),
    }


def _tables(summary: CohortSummary) -> dict[str, Any]:
    """Return the tables and sentences that stand without a chart."""
    return {
        "products": captions.products_sentence(summary.products_compared),
        "definitions": definitions_table(summary.reoperation, summary.other_definitions),
        "patients": (
            patient_flow_table(summary.flow),
            delay_table(summary.recruitment),
            follow_up_table(summary.follow_up),
            baseline_table(summary.baseline),
            lost_table(summary.followed_and_lost),
            origins_table(summary.origins),
        ),
        "modelled": modelled_table(summary.courses),
        "standardised": standardised_table(summary.courses),
        "responders": responders_table(summary.responders),
        "sensitivity": sensitivity_table(summary.sensitivity),
        "precision": precision_sentences(summary.precision),
        "product_differences": incidence_difference_table(summary.product_differences),
        "hazards": hazards_table(summary.hazards),
        "safety": safety_table(summary.safety),
        "serious": serious_table(summary.safety.serious),
        "subgroups": subgroups_table(summary.subgroups),
        "equivalence": captions.equivalence_sentences(summary.benchmarks),
        "unlike": captions.unlike_sentences(summary.benchmarks),
        "limits": [
            captions.limits_sentence(each)
            for each in registry().settings.publications
            if each.is_comparator
        ],
    }
