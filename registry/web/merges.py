"""Compare two patients, merge them, and undo it."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from registry.domain.errors import BrokenRule, NotFound, RuleBroken
from registry.domain.merge import MergePatients, UndoMerge
from registry.domain.permissions import check_may_administer
from registry.forms.bound import BoundForm
from registry.forms.merge import MergePatientsForm, UndoMergeForm
from registry.services.merges import find_merged, merge_patients, undo_merge
from registry.services.patients import find_patient
from registry.web.merge_table import merge_table
from registry.web.page_context import caveats
from registry.web.posted import posted_form
from registry.web.registry_context import actor, reading, registry
from registry.web.store_once import store_once

blueprint = Blueprint("merges", __name__)


@blueprint.route("/patients/<number>/merge", methods=["GET", "POST"])
def merge(number: str) -> ResponseReturnValue:
    """Show the patient beside a supposed duplicate, and merge the two."""
    check_may_administer(actor())
    schema = MergePatientsForm(number)
    form = BoundForm.blank(schema, {"duplicate": request.args.get("duplicate", "")})
    if request.method == "POST":
        form = posted_form(schema)
        stored = store_once(form, lambda session: _merged(session, form.command))
        if stored:
            return stored
    return _merge_page(number, form), 422 if form.errors else 200


@blueprint.route("/patients/<number>/unmerge", methods=["GET", "POST"])
def unmerge(number: str) -> ResponseReturnValue:
    """Let a merged patient stand alone again."""
    check_may_administer(actor())
    form = BoundForm.blank(UndoMergeForm(number))
    if request.method == "POST":
        form = posted_form(UndoMergeForm(number))
        stored = store_once(form, lambda session: _unmerged(session, form.command))
        if stored:
            return stored
    with reading() as session:
        merged = find_merged(session, actor(), number)
        shown = render_template(
            "merges/undo.html", form=form, number=number, caveats=caveats([merged.site])
        )
    return shown, 422 if form.errors else 200


def _merged(session: Session, command: MergePatients) -> tuple[str, str]:
    try:
        merge_patients(session, actor(), command, schedule=registry().settings.schedule)
    except NotFound as error:
        raise RuleBroken(broken=(BrokenRule("duplicate", str(error)),)) from error
    address = url_for("patients.patient", number=command.survivor)
    return f"{command.duplicate} was merged into {command.survivor}.", address


def _unmerged(session: Session, command: UndoMerge) -> tuple[str, str]:
    undo_merge(session, actor(), command, schedule=registry().settings.schedule)
    address = url_for("patients.patient", number=command.duplicate)
    return f"{command.duplicate} stands alone again.", address


def _merge_page(number: str, form: BoundForm) -> str:
    with reading() as session:
        survivor = find_patient(session, actor(), number)
        comparison = None
        typed = form["duplicate"].value.strip().upper()
        if typed:
            try:
                duplicate = find_patient(session, actor(), typed)
                comparison = merge_table(session, survivor, duplicate)
            except NotFound as error:
                form.errors["duplicate"] = [str(error)]
        return render_template(
            "merges/merge.html",
            form=form,
            number=number,
            comparison=comparison,
            caveats=caveats([survivor.site]),
        )
