"""A paper form is typed twice, by two people, where the site wants it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.amendment import Amendment
from registry.domain.codes import VisitMode
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.second_typing import SecondTypingState, TypingErrors
from registry.extracts.typing_errors import typing_errors
from registry.models import SecondTyping, Visit
from registry.services.amendments import amending, void_record
from registry.services.second_typings import (
    find_second_typing,
    open_second_typings,
    store_second_typing,
    verify,
)
from registry.services.sites import set_double_entry
from registry.services.visits import record_visit
from tests.people import (
    ADMINISTRATOR,
    NEIGHBOUR,
    NURSE,
    PHYSICIAN,
    REPORTER,
    SCHEDULE,
    TODAY,
    TWELVE_MONTHS,
)

WAITING, DIFFERENT = SecondTypingState.WAITING, SecondTypingState.DIFFERENT


@pytest.fixture
def twice(session: Session, treated: str) -> str:
    """Return the study number of a treated patient of a site that types twice."""
    set_double_entry(session, ADMINISTRATOR, "BER", wanted=True)
    return treated


def visit(session: Session, number: str, actor: Actor = NURSE, **changes: Any) -> Visit:  # noqa: ANN401 - any answer
    command = replace(TWELVE_MONTHS, **changes)
    return record_visit(
        session, actor, number, command, today=TODAY, schedule=SCHEDULE, odi_minimum_answered=9
    )


def waiting(session: Session, actor: Actor) -> list[str]:
    return [number for _, number in open_second_typings(session, actor, WAITING, most=10)]


def typed(session: Session, number: str, key: int, different: int) -> SecondTyping:
    typing = find_second_typing(session, PHYSICIAN, number, key, WAITING)
    return store_second_typing(
        session, PHYSICIAN, typing, typed="{}", compared=14, different=different
    )


def test_a_new_visit_from_paper_waits_for_a_colleague(session: Session, twice: str) -> None:
    visit(session, twice)
    assert waiting(session, PHYSICIAN) == [twice]
    assert waiting(session, NURSE) == []
    assert waiting(session, NEIGHBOUR) == []
    assert waiting(session, ADMINISTRATOR) == [twice]


def test_a_site_that_types_once_waits_for_nothing(session: Session, treated: str) -> None:
    visit(session, treated)
    assert waiting(session, PHYSICIAN) == []


@pytest.mark.parametrize("mode", [VisitMode.PHONE, VisitMode.PATIENT_LINK])
def test_what_was_never_on_paper_is_typed_once(
    session: Session, twice: str, mode: VisitMode
) -> None:
    visit(session, twice, mode=mode)
    assert waiting(session, PHYSICIAN) == []


def test_who_typed_first_does_not_type_again(session: Session, twice: str) -> None:
    key = visit(session, twice).id
    with pytest.raises(NotPermitted, match="you typed it the first time; ask a colleague"):
        find_second_typing(session, NURSE, twice, key, WAITING)
    with pytest.raises(NotPermitted):
        find_second_typing(session, REPORTER, twice, key, WAITING)
    with pytest.raises(NotFound):
        find_second_typing(session, NEIGHBOUR, twice, key, WAITING)
    with pytest.raises(NotFound, match="There is no visit “differences to decide”"):
        find_second_typing(session, PHYSICIAN, twice, key, DIFFERENT)


def test_the_database_too_wants_two_people(session: Session, twice: str) -> None:
    visit(session, twice)
    typing = session.scalars(select(SecondTyping)).one()
    typing.second_by, typing.state = typing.first_by, DIFFERENT
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_equal_typings_verify_the_version_of_the_visit(session: Session, twice: str) -> None:
    stored = visit(session, twice)
    typing = typed(session, twice, stored.id, different=0)
    assert (typing.state, typing.verified_version) == (SecondTypingState.VERIFIED, 1)
    assert waiting(session, ADMINISTRATOR) == []


def test_a_difference_waits_until_it_is_decided(session: Session, twice: str) -> None:
    stored = visit(session, twice)
    typed(session, twice, stored.id, different=2)
    assert [n for _, n in open_second_typings(session, NURSE, DIFFERENT, most=10)] == [twice]
    typing = find_second_typing(session, NURSE, twice, stored.id, DIFFERENT)
    verify(session, typing)
    assert not list(open_second_typings(session, NURSE, DIFFERENT, most=10))
    assert typing_errors(session) == {
        "BER": TypingErrors(visits=1, fields_compared=14, fields_different=2)
    }


def test_an_amended_visit_is_not_asked_for_again_and_a_voided_one_not_any_more(
    session: Session, twice: str
) -> None:
    stored = visit(session, twice)
    with amending(session, NURSE, Visit, twice, stored.id, Amendment(version=1, reason="misread")):
        visit(session, twice, vas_back_0_100=32)
    assert waiting(session, PHYSICIAN) == [twice]
    seen = Amendment(version=stored.version, reason="entered twice")
    void_record(session, NURSE, Visit, twice, stored.id, seen, schedule=SCHEDULE)
    assert waiting(session, PHYSICIAN) == []


def test_only_an_administrator_sets_double_entry(session: Session) -> None:
    with pytest.raises(NotPermitted):
        set_double_entry(session, NURSE, "BER", wanted=True)
    assert set_double_entry(session, ADMINISTRATOR, "BER", wanted=True).double_entry
    assert not set_double_entry(session, ADMINISTRATOR, "BER", wanted=False).double_entry
