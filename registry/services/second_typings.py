"""Expect, store and verify the second typing of a visit."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.permissions import check_may_record
from registry.domain.second_typing import NOT_ON_PAPER, SecondTypingState
from registry.models import Patient, SecondTyping, Site, Visit
from registry.services.patients import patient_to_record


def expect_second_typing(session: Session, actor: Actor, patient: Patient, visit: Visit) -> None:
    """Ask for a second typing of a new visit that was on paper, where the site wants it."""
    typed_by = actor.account_id
    if not patient.site.double_entry or typed_by is None or visit.mode in NOT_ON_PAPER:
        return
    known = select(SecondTyping.id).where(SecondTyping.visit_id == visit.id)
    if visit.version == 1 and session.scalar(known) is None:
        state = SecondTypingState.WAITING
        session.add(SecondTyping(visit_id=visit.id, first_by=typed_by, state=state))
        session.flush()


def find_second_typing(
    session: Session, actor: Actor, number: str, key: int, state: SecondTypingState
) -> SecondTyping:
    """Return the second typing of a visit in that state, held with its patient.

    Raises
    ------
    NotPermitted
        The actor may not record, or typed the visit first.
    NotFound
        The actor sees no such visit, or it is not in that state.
    """
    check_may_record(actor)
    patient = patient_to_record(session, actor, number)
    wanted = (
        select(SecondTyping)
        .join(SecondTyping.visit)
        .where(Visit.id == key, Visit.patient_id == patient.id, SecondTyping.state == state)
    )
    typing = session.scalar(wanted.execution_options(populate_existing=True))
    if typing is None:
        raise NotFound(noun=f"visit “{state.label.lower()}”", key=str(key))
    if state is SecondTypingState.WAITING and typing.first_by == actor.account_id:
        raise NotPermitted(
            action="type this visit a second time",
            reason="you typed it the first time; ask a colleague",
        )
    return typing


def store_second_typing(
    session: Session,
    actor: Actor,
    typing: SecondTyping,
    *,
    typed: str,
    compared: int,
    different: int,
) -> SecondTyping:
    """Store what was typed the second time; without a difference the visit is verified."""
    typing.second_by, typing.typed = actor.account_id, typed
    typing.fields_compared, typing.fields_different = compared, different
    typing.state = SecondTypingState.DIFFERENT
    if not different:
        verify(session, typing)
    session.flush()
    return typing


def verify(session: Session, typing: SecondTyping) -> None:
    """Note that the visit as it stands now is what is on paper."""
    typing.state = SecondTypingState.VERIFIED
    typing.verified_version = typing.visit.version
    session.flush()


def open_second_typings(
    session: Session, actor: Actor, state: SecondTypingState, *, most: int
) -> Iterator[tuple[SecondTyping, str]]:
    """Yield the visits in that state at the actor's sites, and study number, oldest first.

    Who typed a visit first is not asked to type it again.
    """
    wanted = (
        select(SecondTyping, Patient.study_number)
        .join(SecondTyping.visit)
        .join(Patient, Visit.patient_id == Patient.id)
        .join(Site, Patient.site_id == Site.id)
        .where(SecondTyping.state == state, SecondTyping.state != SecondTypingState.VERIFIED)
        .order_by(SecondTyping.id)
        .limit(most)
    )
    if actor.site_codes is not None:
        wanted = wanted.where(Site.code.in_(actor.site_codes))
    if state is SecondTypingState.WAITING:
        wanted = wanted.where(SecondTyping.first_by != actor.account_id)
    yield from session.execute(wanted)
