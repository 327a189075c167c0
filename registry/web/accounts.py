"""Sign in, and sign out."""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from registry.domain.codes import Role
from registry.forms.account import SignInForm
from registry.forms.bound import BoundForm
from registry.services.accounts import sign_in as signed_in_account
from registry.web.draft_form import keep_sealed
from registry.web.posted import KEPT_FIELD, posted_form
from registry.web.registry_context import actor, reading, registry
from registry.web.sign_in import begin_session, is_local_path, limiter, sign_in_page

blueprint = Blueprint("accounts", __name__)
_NO_SUCH_ACCOUNT = (
    "No account has this e-mail and password. Type both again; if you forgot the "
    "password, ask your administrator."
)


def _typed_email() -> str:
    """Return whose account is tried: many addresses may try one."""
    return request.form.get("email", "").strip().casefold()


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """Show the form, or go on where somebody is signed in."""
    if current_user.is_authenticated:
        return _go_on()
    return sign_in_page(BoundForm.blank(SignInForm()), kept="")


@blueprint.post("/sign-in")
@limiter.limit(lambda: registry().settings.sign_in_limit)
@limiter.limit(lambda: registry().settings.sign_in_limit, key_func=_typed_email)
def send_sign_in() -> ResponseReturnValue:
    """Begin a session for the account, or say that there is no such account."""
    form = posted_form(SignInForm())
    if form.command is None:
        return _asked_again(form)
    with reading() as database_session:
        account = signed_in_account(database_session, form.command)
        if account is None:
            form.errors["email"] = [_NO_SUCH_ACCOUNT]
            return _asked_again(form)
        begin_session(account)
    kept_at = keep_sealed()
    return redirect(kept_at) if kept_at else _go_on()


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session."""
    session.clear()
    return redirect(url_for("accounts.sign_in"))


def start_address() -> str:
    """Return where the work of who is signed in begins: at the cohort for its reports."""
    reports = actor().role is Role.REPORTER
    return url_for("cohorts.cohort" if reports else "worklist.worklist")


def _asked_again(form: BoundForm) -> ResponseReturnValue:
    return sign_in_page(form, kept=request.form.get(KEPT_FIELD, "")), 422


def _go_on() -> Response:
    wanted = request.args.get("next", "")
    return redirect(wanted if is_local_path(wanted) else start_address())
