"""Amend, void and restore any record of a patient."""

import json
from collections.abc import Callable, Iterator

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.domain.amendment import Amendment
from registry.domain.errors import Stale
from registry.domain.permissions import check_may_record
from registry.forms.amendment import AmendmentForm
from registry.forms.bound import BoundForm, Posted
from registry.forms.comparison import differences, in_words
from registry.services.amendments import amending, noun, void_record
from registry.services.entered import entered, explained, with_unasked
from registry.services.patients import find_patient
from registry.web.draft_form import opened_form
from registry.web.posted import posted_fields, posted_form
from registry.web.record_form import record_page
from registry.web.registry_context import actor, registry, today_at
from registry.web.store_once import store_once
from registry.web.stored_form import RECORD_ADDRESS, VOIDABLE_ADDRESS, StoredForm, stored_form

blueprint = Blueprint("amendments", __name__)
Confirmed = Callable[[Session, StoredForm, Amendment], str]
OURS = "amendment_"


@blueprint.route(f"{RECORD_ADDRESS}/amend", methods=["GET", "POST"])
def amend(number: str, nouns: str, key: int) -> ResponseReturnValue:
    """Amend a record: its form, filled with what is stored, and the reason."""
    check_may_record(actor())
    stored = stored_form(number, nouns, key)
    if request.method == "GET" and stored.locked:
        return redirect(url_for("histories.history", number=number, nouns=nouns, key=key))
    if request.method == "GET":
        form, draft = opened_form(stored.page.schema)
        form = form if draft else _begun(stored)
        return _amend_page(number, stored, form, draft=draft)
    form = _posted(stored)
    try:
        done = store_once(form, lambda session: _amended(session, number, stored, form))
    except Stale:
        return _comparison(number, stored, form), 409
    return done or (_amend_page(number, stored, form), 422)


def _begun(stored: StoredForm) -> BoundForm:
    """Return the filled form, which remembers the version and what it was filled with."""
    before = {f"{OURS}version": [str(stored.version)], f"{OURS}before": [json.dumps(stored.typed)]}
    return BoundForm(schema=stored.page.schema, typed={**stored.typed, **before})


def _posted(stored: StoredForm) -> BoundForm:
    """Return the form as it was sent; where theirs was chosen, with what is stored."""
    typed = posted_fields()
    own = {name: values for name, values in typed.items() if name.startswith(OURS)}
    said = {name: values for name, values in typed.items() if name not in own}
    for name in own.get(f"{OURS}differs", ()):
        if own.get(f"{OURS}choice_{name}") != ["mine"]:
            said[name] = stored.typed.get(name, [])
    form = BoundForm.posted(stored.page.schema, said)
    form.typed = {**said, **own}
    return form


def _amendment(form: BoundForm) -> Amendment:
    version, reason = (form.typed.get(f"{OURS}{name}", [""])[0] for name in ("version", "reason"))
    return Amendment(version=int(version) if version.isdecimal() else 0, reason=reason)


def _amended(session: Session, number: str, stored: StoredForm, form: BoundForm) -> tuple[str, str]:
    today = today_at(find_patient(session, actor(), number).site)
    with amending(session, actor(), stored.model, number, stored.key, _amendment(form)) as record:
        command = with_unasked(form.command, record)
        saved = stored.page.store(session, actor(), number, command, today)
    return saved, url_for("patients.patient", number=number)


def _amend_page(number: str, stored: StoredForm, form: BoundForm, **shown: object) -> str:
    amended = {"nouns": stored.nouns, "key": stored.key, "noun": noun(stored.model)}
    form.notes = {}
    page = {**stored.page.shown, "amended": amended, **shown}
    return record_page(number, form, stored.page.template, page)


def _comparison(number: str, stored: StoredForm, form: BoundForm) -> str:
    """Return the page on which two people's versions are decided field by field."""
    now = stored_form(number, stored.nouns, stored.key)
    schema = stored.page.schema
    mine = BoundForm.filled(schema, form.command)
    kept = {**mine.typed, **_kept(form, now)}
    return record_page(
        number,
        mine,
        "amendments/compare.html",
        {
            "noun": noun(stored.model),
            "differences": list(
                differences(_before(form), BoundForm(schema=schema, typed=now.typed), mine)
            ),
            "kept": kept,
            "reason": _amendment(form).reason,
        },
    )


def _kept(form: BoundForm, now: StoredForm) -> Posted:
    """Return what the comparison sends again, beside what was typed."""
    warned = {name: form.typed[name] for name in ("warning_reason",) if name in form.typed}
    return {
        **warned,
        f"{OURS}version": [str(now.version)],
        f"{OURS}before": [json.dumps(now.typed)],
    }


def _before(form: BoundForm) -> Posted:
    """Return what the form was filled with, as the browser kept it: shown, never stored."""
    try:
        before = json.loads(form.typed.get(f"{OURS}before", ["{}"])[0])
    except ValueError:
        return {}
    return before if isinstance(before, dict) else {}


@blueprint.route(f"{VOIDABLE_ADDRESS}/void", methods=["GET", "POST"])
def void(number: str, nouns: str, key: int) -> ResponseReturnValue:
    """Leave a record out of everything that is read, with the reason."""

    def store(session: Session, stored: StoredForm, amendment: Amendment) -> str:
        schedule = registry().settings.schedule
        void_record(session, actor(), stored.model, number, key, amendment, schedule=schedule)
        return f"The {noun(stored.model)} is voided. It can be restored below."

    check_may_record(actor())
    return confirmed(number, stored_form(number, nouns, key), "Void", store)


@blueprint.route(f"{VOIDABLE_ADDRESS}/restore", methods=["GET", "POST"])
def restore(number: str, nouns: str, key: int) -> ResponseReturnValue:
    """Take a voided record back, under the rules of recording it."""

    def store(session: Session, stored: StoredForm, amendment: Amendment) -> str:
        today = today_at(find_patient(session, actor(), number).site)
        with amending(
            session, actor(), stored.model, number, key, amendment, restoring=True
        ) as record:
            command = explained(entered(record), amendment.reason)
            stored.page.store(session, actor(), number, command, today)
        return f"The {noun(stored.model)} is restored."

    check_may_record(actor())
    return confirmed(number, stored_form(number, nouns, key), "Restore", store)


def confirmed(number: str, stored: StoredForm, verb: str, store: Confirmed) -> ResponseReturnValue:
    """Ask for the reason, below what is stored, and do it."""
    form = BoundForm.blank(AmendmentForm(), {"version": str(stored.version)})
    if request.method == "POST":
        form = posted_form(AmendmentForm())
        back = url_for("patients.patient", number=number)
        done = store_once(form, lambda session: (store(session, stored, form.command), back))
        if done:
            return done
    shown = {
        "verb": verb,
        "noun": noun(stored.model),
        "stored": list(_in_words(stored)),
        "history": url_for("histories.history", number=number, nouns=stored.nouns, key=stored.key),
    }
    status = 422 if form.errors else 200
    return record_page(number, form, "amendments/confirm.html", shown), status


def _in_words(stored: StoredForm) -> Iterator[tuple[str, str]]:
    """Yield label and answer of what is stored."""
    for field in BoundForm(schema=stored.page.schema, typed=stored.typed):
        if field.typed:
            yield field.label, in_words(field, field.typed)
