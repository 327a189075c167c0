"""Store what a form says once, however often it is sent."""

import re
import secrets
from collections.abc import Callable
from typing import Any, Protocol

from flask import flash, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from registry.domain.errors import RuleBroken
from registry.services.drafts import forget_draft
from registry.services.submissions import earlier_submission, note_submission, wait_for_turn
from registry.web.posted import SUBMISSION_FIELD
from registry.web.registry_context import actor, registry, writing

_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)


class SentForm(Protocol):
    """A form that has a command once all of it is right, and takes what a rule refuses."""

    command: Any

    def refuse(self, error: RuleBroken) -> None:
        """Show what the rules refuse."""


def new_submission_token() -> str:
    """Return a token for one form on one page."""
    return secrets.token_urlsafe(32)


def store_once(form: SentForm, store: Callable[[Session], tuple[str, str]]) -> Response | None:
    """Store the form and go on; None where it is refused.

    ``store`` returns the sentence that says what was saved, and the address to go on to. A form
    that was stored before gets the answer it got then.
    """
    if form.command is None:
        return None
    try:
        message, location = _stored(store)
    except RuleBroken as error:
        form.refuse(error)
        return None
    flash(message)
    return redirect(location)


def _stored(store: Callable[[Session], tuple[str, str]]) -> tuple[str, str]:
    token = submission_token()
    with writing() as session:
        wait_for_turn(session, actor())
        submission = earlier_submission(session, actor(), token)
        if submission is None:
            message, location = store(session)
            forget_draft(session, actor(), request.path)
            submission = note_submission(
                session,
                actor(),
                token,
                at=registry().clock(),
                message=message,
                location=location,
            )
        return submission.message, submission.location


def submission_token() -> str:
    """Return the token of the posted form, a new one where it has none of ours."""
    token = request.form.get(SUBMISSION_FIELD, "")
    return token if _TOKEN.fullmatch(token) else new_submission_token()
