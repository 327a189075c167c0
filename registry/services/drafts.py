"""Keep what is being typed, for its author only, until it is stored or thrown away."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import NotFound
from registry.models import Draft
from registry.services.identities import IdentityCipher
from registry.services.patients import find_patient
from registry.services.submissions import earlier_submission, wait_for_turn

Typed = Mapping[str, Sequence[str]]
"""Every field's values as they were typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedForm:
    """A form as it stands at its address; ``number`` is the patient’s, ``token`` the form’s."""

    address: str
    title: str
    number: str | None
    token: str
    typed: Typed


def keep_draft(
    session: Session, actor: Actor, form: TypedForm, *, cipher: IdentityCipher, at: datetime
) -> Draft | None:
    """Keep what was typed so far; None where the form has been stored in the meantime.

    Raises
    ------
    NotFound
        The actor sees no such patient.
    """
    patient = find_patient(session, actor, form.number) if form.number else None
    wait_for_turn(session, actor)
    if earlier_submission(session, actor, form.token):
        return None
    draft = find_draft(session, actor, form.address)
    if draft is None:
        draft = Draft(account_id=actor.account_id, address=form.address)
        session.add(draft)
    draft.patient_id = patient.id if patient else None
    draft.title = form.title
    draft.typed_encrypted = cipher.encrypt(json.dumps({k: list(v) for k, v in form.typed.items()}))
    draft.saved_at = at
    session.flush()
    return draft


def find_draft(session: Session, actor: Actor, address: str) -> Draft | None:
    """Return the actor’s draft of the form at that address."""
    own = select(Draft).where(Draft.account_id == actor.account_id, Draft.address == address)
    return session.scalar(own)


def typed_in(draft: Draft, *, cipher: IdentityCipher) -> Typed:
    """Return what the draft holds."""
    typed: dict[str, list[str]] = json.loads(cipher.decrypt(draft.typed_encrypted))
    return typed


def drafts_of(session: Session, actor: Actor) -> Sequence[Draft]:
    """Return the actor’s drafts, the newest first."""
    own = select(Draft).where(Draft.account_id == actor.account_id)
    return session.scalars(own.order_by(Draft.saved_at.desc(), Draft.id.desc())).all()


def discard_draft(session: Session, actor: Actor, draft_id: int) -> Draft:
    """Throw one of the actor’s drafts away.

    Raises
    ------
    NotFound
        The actor has no such draft.
    """
    draft = session.get(Draft, draft_id)
    if draft is None or draft.account_id != actor.account_id:
        raise NotFound(noun="draft", key=str(draft_id))
    session.delete(draft)
    return draft


def forget_draft(session: Session, actor: Actor, address: str) -> None:
    """Leave no draft of a form that is stored."""
    draft = find_draft(session, actor, address)
    if draft is not None:
        session.delete(draft)
