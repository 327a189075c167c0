"""Who is signed in, for how long, and what is open to those who are not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, redirect, render_template, request, session, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, current_user, login_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from registry.domain.actors import Actor
from registry.forms.bound import BoundForm
from registry.models import Account
from registry.services.accounts import active_account, actor_of
from registry.web.registry_context import reading, registry

OPEN_ENDPOINTS = frozenset(
    {"accounts.sign_in", "accounts.send_sign_in", "healthz", "static", "bootstrap.static"}
)
_SIGNED_IN_AT = "signed_in_at"

login_manager = LoginManager()
limiter = Limiter(get_remote_address, storage_uri="memory://")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a session, as Flask-Login wants to see one."""

    actor: Actor
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what the session remembers."""
        return str(self.actor.account_id)


def install(app: Flask) -> None:
    """Ask for a sign-in everywhere but at the open endpoints."""
    login_manager.init_app(app)
    limiter.init_app(app)
    app.before_request(_require_sign_in)


def sign_in_page(form: BoundForm, kept: str) -> str:
    """Return the page that asks for a sign-in; ``kept`` is a sealed form to come back to."""
    return render_template("accounts/sign_in.html", form=form, kept=kept)


def begin_session(account: Account) -> None:
    """Begin a new session for the account; nothing of the one before stays."""
    session.clear()
    session[_SIGNED_IN_AT] = registry().clock().isoformat()
    login_user(SignedIn(actor_of(account)))


@login_manager.user_loader  # type: ignore[untyped-decorator] # flask_login ships no types
def _load(account_id: str) -> SignedIn | None:
    if _expired():
        return None
    with reading() as database_session:
        account = active_account(database_session, int(account_id))
        return SignedIn(actor_of(account)) if account else None


def _expired() -> bool:
    signed_in_at = datetime.fromisoformat(session[_SIGNED_IN_AT])
    lifetime = timedelta(hours=registry().settings.session_hours)
    return registry().clock() >= signed_in_at + lifetime


def _require_sign_in() -> Response | None:
    if request.endpoint in OPEN_ENDPOINTS or current_user.is_authenticated:
        return None
    if request.method == "POST":
        raise CSRFError(description="the session has ended")
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))


def is_local_path(target: str) -> bool:
    """Return whether the target is a path of this application and of no other host.

    Examples
    --------
    >>> is_local_path("/patients?page=2"), is_local_path("//evil.example")
    (True, False)
    """
    begins_here = target.startswith("/") and not target.startswith("//")
    return begins_here and "\\" not in target and target.isprintable()
