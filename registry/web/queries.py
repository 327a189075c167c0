"""Queries: the list, one query with what was said on it, and a new question."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registry.display.banner import banner
from registry.display.numbers import count_noun
from registry.domain.errors import RuleBroken
from registry.domain.permissions import check_may_record, may_close_query, may_record
from registry.domain.query import AskQuery, QuerySearch, QueryState, next_states
from registry.extracts.patient_overview import patient_overview
from registry.extracts.patient_record import patient_record
from registry.extracts.quality_rules import QUALITY_RULES
from registry.extracts.query_list import query_page
from registry.forms.bound import BoundForm
from registry.forms.query import AskQueryForm, QuerySearchForm, SayOnQueryForm
from registry.models import Query
from registry.services.patients import find_patient
from registry.services.queries import ask_query, find_query, patient_of, say_on_query
from registry.services.sites import visible_sites
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.query_words import FIELD_LABELS, field_label, record_labels
from registry.web.registry_context import actor, reading, registry, today_at, writing

blueprint = Blueprint("queries", __name__)
_VERBS = {
    QueryState.ANSWERED: "Answer",
    QueryState.CLOSED: "Close",
    QueryState.OPEN: "Open again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLine:
    """One query as the list shows it."""

    key: int
    study_number: str
    field: str
    question: str
    state: QueryState
    opened_at: datetime


@blueprint.get("/queries")
def query_list() -> ResponseReturnValue:
    """Show the queries that match the search in the address."""
    form = BoundForm.posted(QuerySearchForm(), dict(request.args.lists()))
    search = form.command or QuerySearch()
    with reading() as session:
        page = query_page(session, actor(), search)
        lines = [query_line(query, number) for query, number in page.lines]
        sites = visible_sites(session, actor())
    return render_template(
        "queries/list.html",
        search=search,
        page=page,
        lines=lines,
        found=count_noun(page.count, "query", "queries"),
        addresses=_neighbours(search, page.page, page.pages),
        sites=sites,
        rules=QUALITY_RULES,
        states=tuple(QueryState),
        caveats=caveats(site for site in sites if search.site_code in (None, site.code)),
    )


def query_line(query: Query, number: str) -> QueryLine:
    """Return a query as a list shows it."""
    return QueryLine(
        key=query.id,
        study_number=number,
        field=field_label(query.table_name, query.field),
        question=query.messages[0].words,
        state=query.state,
        opened_at=query.opened_at,
    )


def _neighbours(search: QuerySearch, page: int, pages: int) -> dict[str, str]:
    wanted = {"Earlier queries": page - 1, "Later queries": page + 1}
    return {
        words: url_for(
            "queries.query_list",
            site_code=search.site_code,
            state=search.state,
            rule=search.rule,
            page=number,
        )
        for words, number in wanted.items()
        if 1 <= number <= pages
    }


@blueprint.route("/queries/<int:key>", methods=["GET", "POST"])
def query(key: int) -> ResponseReturnValue:
    """Show one query; answer, close or re-open it."""
    form = BoundForm.blank(SayOnQueryForm())
    if request.method == "POST":
        form = posted_form(SayOnQueryForm())
        if _said(key, form):
            flash("Saved.")
            return redirect(url_for("queries.query", key=key))
    return _query_page(key, form), 422 if form.errors else 200


def _said(key: int, form: BoundForm) -> bool:
    if form.command is None:
        return False
    try:
        with writing() as session:
            say_on_query(session, actor(), key, form.command, at=registry().clock())
    except RuleBroken as error:
        form.refuse(error)
        return False
    return True


def _query_page(key: int, form: BoundForm) -> str:
    with reading() as session:
        found = find_query(session, actor(), key)
        patient = patient_of(session, found)
        labels = record_labels(patient, patient_record(session, patient))
        overview = patient_overview(session, patient)
        return render_template(
            "queries/query.html",
            form=form,
            query=found,
            number=patient.study_number,
            record=labels.get((found.table_name, found.record_id), "A record that was voided"),
            field=field_label(found.table_name, found.field),
            verbs=_verbs(found) if may_record(actor()) else {},
            banner=banner(overview, registry().settings.schedule, today=today_at(patient.site)),
            caveats=caveats([patient.site]),
        )


def _verbs(found: Query) -> dict[str, str]:
    """Return what the actor may do with a query: the state it has then, and the words for it."""
    may_close = may_close_query(actor(), opened_by=found.messages[0].account_id)
    return {
        state.value: _VERBS[state]
        for state in next_states(found.state)
        if may_close or state is not QueryState.CLOSED
    }


@blueprint.route("/patients/<number>/queries/new", methods=["GET", "POST"])
def new_query(number: str) -> ResponseReturnValue:
    """Choose a record of the patient, then ask about one of its fields."""
    check_may_record(actor())
    table, key = request.args.get("table", ""), request.args.get("record", 0, type=int)
    with reading() as session:
        patient = find_patient(session, actor(), number)
        labels = record_labels(patient, patient_record(session, patient))
    if table and (table, key) not in labels:
        abort(404)
    form = BoundForm.blank(AskQueryForm(FIELD_LABELS.get(table, {})))
    if request.method == "POST" and table:
        form = posted_form(form.schema)
        if form.command is not None:
            asked = AskQuery(table_name=table, record_id=key, **form.command)
            return _asked(number, asked)
    shown = {"form": form, "number": number, "labels": labels, "record": labels.get((table, key))}
    return render_template("queries/new.html", **shown), 422 if form.errors else 200


def _asked(number: str, command: AskQuery) -> ResponseReturnValue:
    with writing() as session:
        opened = ask_query(session, actor(), number, command, at=registry().clock())
        key = opened.id
    flash("The question was asked.")
    return redirect(url_for("queries.query", key=key))
