"""The drafts of forms: make one of what was posted, restore it, carry it through a sign-in."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.fernet import InvalidToken
from flask import current_app, request
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, NotFound

from registry.display.numbers import moment
from registry.forms.bound import BoundForm, Posted
from registry.models import Draft
from registry.services.drafts import TypedForm, drafts_of, find_draft, keep_draft, typed_in
from registry.services.identities import IdentityCipher
from registry.services.sites import visible_sites
from registry.web.posted import AUTHOR_FIELD, KEPT_FIELD, TITLE_FIELD, posted_fields
from registry.web.registry_context import actor, reading, registry, writing
from registry.web.store_once import submission_token

_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDraft:
    """A draft as a page names it."""

    id: int
    title: str
    address: str
    saved: str


def own_drafts(session: Session) -> list[ShownDraft]:
    """Return the drafts of who is signed in, the newest first."""
    zone = _zone(session)
    return [_shown(draft, zone) for draft in drafts_of(session, actor())]


def _shown(draft: Draft, zone: ZoneInfo) -> ShownDraft:
    saved = moment(draft.saved_at.astimezone(zone))
    return ShownDraft(id=draft.id, title=draft.title, address=draft.address, saved=saved)


def _zone(session: Session) -> ZoneInfo:
    """Return the time zone of the person’s first site, by whose clock drafts are named."""
    zones = [site.time_zone for site in visible_sites(session, actor())]
    return ZoneInfo(zones[0] if zones else "UTC")


def restored() -> tuple[Posted, ShownDraft | None]:
    """Return what the person’s draft of the form at this address holds, and its name."""
    with reading() as session:
        draft = find_draft(session, actor(), request.path)
        if draft is None:
            return {}, None
        return typed_in(draft, cipher=_cipher()), _shown(draft, _zone(session))


def opened_form(
    schema: Schema, initial: Mapping[str, str] | None = None
) -> tuple[BoundForm, ShownDraft | None]:
    """Return the form at this address with its draft, where the person has one."""
    form = BoundForm.blank(schema, initial)
    typed, draft = restored()
    form.typed = {**form.typed, **typed}
    return form, draft


def keep_posted(address: str) -> ShownDraft | None:
    """Keep what was posted as the draft of the form there; None where it is stored already."""
    return _keep(_posted_form(address))


def sealed() -> str:
    """Return what was posted, encrypted for a sign-in page; nothing where it was no form."""
    if TITLE_FIELD not in request.form:
        return ""
    try:
        form = _posted_form(request.path)
    except HTTPException:
        return ""
    content = {"author": request.form.get(AUTHOR_FIELD, ""), "form": asdict(form)}
    return _cipher().encrypt(json.dumps(content)).decode()


def keep_sealed() -> str:
    """Keep what the sign-in page carried as a draft of its author; return where its form is."""
    try:
        content = json.loads(_cipher().decrypt(request.form.get(KEPT_FIELD, "").encode()))
    except InvalidToken:
        return ""
    if content["author"] != str(actor().account_id):
        return ""
    form = TypedForm(**content["form"])
    _keep(form)
    return form.address


def _keep(form: TypedForm) -> ShownDraft | None:
    with writing() as session:
        at = registry().clock()
        draft = keep_draft(session, actor(), form, cipher=_cipher(), at=at)
        return _shown(draft, _zone(session)) if draft else None


def _posted_form(address: str) -> TypedForm:
    return TypedForm(
        address=address,
        title=request.form.get(TITLE_FIELD, "")[:_LONGEST_TITLE],
        number=_arguments(address).get("number"),
        token=submission_token(),
        typed=dict(posted_fields()),
    )


def _arguments(address: str) -> Mapping[str, Any]:
    """Return what the address of a form names; NotFound where no form is at the address."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not all(adapter.test(address, method) for method in ("GET", "POST")):
        raise NotFound
    return adapter.match(address, method="POST")[1]


def _cipher() -> IdentityCipher:
    return IdentityCipher(registry().settings.identity_key)
