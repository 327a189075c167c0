"""Every error as a page: a sentence, and a way on."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import Flask, current_app, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from registry.domain.errors import Conflict, NotFound, NotPermitted, RegistryError, Stale
from registry.forms.account import SignInForm
from registry.forms.bound import BoundForm, Posted
from registry.web.draft_form import sealed
from registry.web.posted import posted_fields
from registry.web.registry_context import registry
from registry.web.sign_in import sign_in_page


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What is said when something went wrong."""

    status: int
    title: str
    sentence: str


REGISTRY_ERRORS: dict[type[RegistryError], ErrorPage] = {
    NotFound: ErrorPage(status=404, title="Not found", sentence=""),
    NotPermitted: ErrorPage(status=403, title="Not permitted", sentence=""),
    Conflict: ErrorPage(status=409, title="Not saved", sentence=""),
    Stale: ErrorPage(status=409, title="Not saved", sentence=""),
}
"""Their sentence is the error's own."""

CSRF_EXPIRED = ErrorPage(
    status=400,
    title="Not saved yet: your session has ended",
    sentence="Sign in again in another tab, then reload this page: the browser sends what was "
    "typed once more.",
)
SAVED_TWICE = ErrorPage(
    status=409,
    title="Not saved",
    sentence="A record like this one was saved at the same moment. Go back and look at the "
    "patient before you send it again.",
)
BROKEN = ErrorPage(
    status=500,
    title="Something broke on our side",
    sentence="Nothing was saved. Go back and try again; if it happens again, tell your "
    "administrator the time and what you did.",
)
HTTP_ERRORS = {
    page.status: page
    for page in (
        ErrorPage(
            status=400,
            title="The request could not be read",
            sentence="Go back and try again.",
        ),
        ErrorPage(
            status=404,
            title="Not found",
            sentence="There is no page at this address. Begin again with the list of patients.",
        ),
        ErrorPage(
            status=405,
            title="Not possible at this address",
            sentence="Begin again with the list of patients.",
        ),
        ErrorPage(
            status=413,
            title="Not saved: too large",
            sentence="A form may hold one megabyte. Shorten the free text and send it again.",
        ),
        ErrorPage(
            status=429,
            title="Too many attempts",
            sentence="Wait one minute, then sign in again.",
        ),
        BROKEN,
    )
}


def install(app: Flask) -> None:
    """Answer every error with its page."""
    app.register_error_handler(RegistryError, _registry_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(IntegrityError, lambda _: _answer(SAVED_TWICE))
    app.register_error_handler(HTTPException, _http_error)


def _registry_error(error: RegistryError) -> tuple[str, int]:
    page = REGISTRY_ERRORS.get(type(error))
    if page is None:
        raise error
    return _answer(ErrorPage(status=page.status, title=page.title, sentence=str(error)))


def _http_error(error: HTTPException) -> tuple[str, int] | HTTPException:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect is no error
        return error
    page = HTTP_ERRORS.get(error.code, BROKEN)
    return _broken() if page is BROKEN else _answer(page)


def _csrf_error(_: CSRFError) -> tuple[str, int]:
    """Offer to send again what was typed on a page of ours, after a sign-in where it is needed."""
    own = urlsplit(request.headers.get("Origin", "")).netloc == request.host
    if own and current_user.is_authenticated:
        return _answer(CSRF_EXPIRED, posted_fields())
    kept = sealed() if own else ""
    if kept:
        return sign_in_page(BoundForm.blank(SignInForm()), kept), CSRF_EXPIRED.status
    return _answer(CSRF_EXPIRED)


def _answer(page: ErrorPage, sent_again: Posted | None = None) -> tuple[str, int]:
    answer = render_template("errors/error.html", page=page, sent_again=sent_again)
    return answer, page.status


def _broken() -> tuple[str, int]:
    """Answer without the database, which may be what broke."""
    template = current_app.jinja_env.get_template("errors/error.html")
    answer = template.render(page=BROKEN, registry_name=registry().settings.registry_name)
    return answer, BROKEN.status
