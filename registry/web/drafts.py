"""Keep what is being typed, list it for its author, and throw it away."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from registry.domain.permissions import check_may_record
from registry.services.drafts import discard_draft
from registry.web.draft_form import keep_posted, own_drafts
from registry.web.registry_context import actor, reading, writing
from registry.web.sign_in import is_local_path

blueprint = Blueprint("drafts", __name__)


@blueprint.get("/drafts")
def draft_list() -> str:
    """Show what the person has typed and not saved yet."""
    with reading() as session:
        return render_template("drafts/list.html", drafts=own_drafts(session))


@blueprint.post("/drafts")
def keep() -> ResponseReturnValue:
    """Keep the posted form as a draft; a script gets a sentence, a person the form again."""
    check_may_record(actor())
    address = request.args.get("address", "")
    draft = keep_posted(address)
    if request.accept_mimetypes.best == "text/plain":
        said = f"Draft saved, {draft.saved}." if draft else "This form is saved already."
        return said, {"Content-Type": "text/plain; charset=utf-8"}
    return redirect(address)


@blueprint.post("/drafts/<int:draft_id>/discard")
def discard(draft_id: int) -> ResponseReturnValue:
    """Throw a draft away, and go back to where that was asked."""
    with writing() as session:
        title = discard_draft(session, actor(), draft_id).title
    flash(f"Draft “{title}” discarded.")
    back = request.args.get("back", "")
    return redirect(back if is_local_path(back) else url_for("drafts.draft_list"))
