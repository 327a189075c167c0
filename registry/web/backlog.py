"""Type several visits of a patient from paper, row by row."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.display.banner import banner
from registry.display.numbers import count_noun
from registry.domain.permissions import check_may_record
from registry.extracts.patient_overview import patient_overview
from registry.forms.backlog import FEWEST_ROWS, BacklogForm
from registry.services.backlog import record_backlog
from registry.services.patients import find_patient
from registry.web.day_words import note_dates
from registry.web.draft_form import ShownDraft, restored
from registry.web.page_context import caveats
from registry.web.posted import posted_fields
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.store_once import store_once

blueprint = Blueprint("backlog", __name__)


@blueprint.get("/patients/<number>/backlog")
def backlog(number: str) -> ResponseReturnValue:
    """Show the rows, with what was typed before."""
    check_may_record(actor())
    typed, draft = restored()
    return _page(number, BacklogForm(registry().settings.schedule, typed), draft)


@blueprint.post("/patients/<number>/backlog")
def send_backlog(number: str) -> ResponseReturnValue:
    """Store all visits or none; or show more rows."""
    check_may_record(actor())
    more = FEWEST_ROWS if "more_rows" in request.form else 0
    form = BacklogForm(registry().settings.schedule, posted_fields(), more=more)
    if more:
        return _page(number, form)
    form.check()
    stored = store_once(form, lambda session: _stored(session, number, form))
    return stored or (_page(number, form), 422)


def _stored(session: Session, number: str, form: BacklogForm) -> tuple[str, str]:
    settings = registry().settings
    visits = record_backlog(
        session,
        actor(),
        number,
        form.command or {},
        today=today_at(find_patient(session, actor(), number).site),
        schedule=settings.schedule,
        odi_minimum_answered=settings.odi_minimum_answered,
    )
    saved = f"{count_noun(len(visits), 'visit')} saved for {number}."
    return saved, url_for("patients.patient", number=number)


def _page(number: str, form: BacklogForm, draft: ShownDraft | None = None) -> str:
    with reading() as session:
        patient = find_patient(session, actor(), number)
        overview, today = patient_overview(session, patient), today_at(patient.site)
        for row in form.rows.values():
            note_dates(row, overview, today)
        return render_template(
            "visits/backlog.html",
            form=form,
            draft=draft,
            number=number,
            banner=banner(overview, registry().settings.schedule, today=today),
            caveats=caveats([patient.site]),
        )
