"""One way to record anything about a patient: show, check, store, go back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import Schema
from sqlalchemy.orm import Session

from registry.display.banner import banner
from registry.domain.actors import Actor
from registry.domain.permissions import check_may_record
from registry.extracts.patient_overview import patient_overview
from registry.forms.bound import BoundForm
from registry.services.patients import find_patient
from registry.web.day_words import note_dates
from registry.web.draft_form import opened_form
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.registry_context import actor, reading, registry, today_at
from registry.web.store_once import store_once

Store = Callable[[Session, Actor, str, Any, date], str]
"""Stores a command for the patient of a study number and names what was saved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPage:
    """What the form of one kind of record is made of; ``shown`` is what its template needs."""

    schema: Schema
    template: str
    store: Store
    shown: Mapping[str, object] = field(default_factory=dict)


def record_form(
    number: str,
    schema: Schema,
    template: str,
    store: Store,
    **shown: object,
) -> ResponseReturnValue:
    """Show the form of one record; store what is posted and go back to the patient.

    ``shown`` is what the template needs besides the form.
    """
    check_may_record(actor())
    if request.method == "POST":
        form = posted_form(schema)
        stored = store_once(form, lambda session: _stored(session, number, form, store))
        return stored or (record_page(number, form, template, shown), 422)
    form, draft = opened_form(schema, _from_address(schema))
    return record_page(number, form, template, {"draft": draft, **shown})


def _from_address(schema: Schema) -> dict[str, str]:
    """Return what the address fills in, such as the planned visit that a paper form names."""
    return {name: text for name, text in request.args.items() if name in schema.fields}


def _stored(session: Session, number: str, form: BoundForm, store: Store) -> tuple[str, str]:
    today = today_at(find_patient(session, actor(), number).site)
    saved = store(session, actor(), number, form.command, today)
    return saved, url_for("patients.patient", number=number)


def record_page(number: str, form: BoundForm, template: str, shown: Mapping[str, object]) -> str:
    """Return the page of a form, below the patient it is about."""
    with reading() as session:
        patient = find_patient(session, actor(), number)
        overview, today = patient_overview(session, patient), today_at(patient.site)
        note_dates(form, overview, today)
        return render_template(
            template,
            form=form,
            number=number,
            banner=banner(overview, registry().settings.schedule, today=today),
            caveats=caveats([patient.site]),
            **shown,
        )
