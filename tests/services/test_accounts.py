from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.account import AddAccount, SignIn
from registry.domain.actors import Actor
from registry.domain.codes import Role
from registry.domain.errors import NotFound, NotPermitted, RuleBroken
from registry.models import Account
from registry.services.accounts import active_account, actor_of, add_account, sign_in

ADD = AddAccount(
    email="Nora@Example.org",
    display_name="Nora Nurse",
    password="twelve chars",  # noqa: S106 - the password of a person of the tests
    role=Role.STAFF,
    site_codes=("BER",),
)
NORA = SignIn(email="nora@example.org", password=ADD.password)


def added(session: Session, administrator: Actor, command: AddAccount = ADD) -> Account:
    return add_account(session, administrator, command)


def test_who_was_added_signs_in_and_acts_at_their_sites(
    session: Session, administrator: Actor
) -> None:
    added(session, administrator)
    account = sign_in(session, NORA)
    assert account is not None
    actor = actor_of(account)
    assert (actor.name, actor.role, actor.site_codes) == (
        "Nora Nurse",
        Role.STAFF,
        frozenset({"BER"}),
    )


def test_no_site_named_is_every_site(session: Session, administrator: Actor) -> None:
    account = added(session, administrator, replace(ADD, site_codes=None))
    assert actor_of(account).site_codes is None


def test_a_password_is_stored_as_an_argon2_hash(session: Session, administrator: Actor) -> None:
    stored = added(session, administrator).password_hash
    assert stored.startswith("$argon2id$")
    assert ADD.password not in stored


def test_a_command_does_not_show_its_password() -> None:
    assert ADD.password not in repr(ADD) + repr(NORA)


@pytest.mark.parametrize(
    "typed",
    [replace(NORA, password="another pass"), replace(NORA, email="nobody@example.org")],  # noqa: S106
)
def test_a_wrong_password_or_e_mail_finds_nobody(
    session: Session, administrator: Actor, typed: SignIn
) -> None:
    added(session, administrator)
    assert sign_in(session, typed) is None


def test_an_account_that_is_not_active_finds_no_way_in(
    session: Session, administrator: Actor
) -> None:
    account = added(session, administrator)
    account.active = False
    session.flush()
    assert sign_in(session, NORA) is None
    assert active_account(session, account.id) is None


@pytest.mark.parametrize(
    ("command", "field", "rule"),
    [
        (replace(ADD, password="eleven char"), "password", "Use at least 12 characters."),  # noqa: S106
        (ADD, "email", "nora@example.org already has an account."),
    ],
)
def test_a_short_password_and_a_taken_e_mail_are_refused(
    session: Session, administrator: Actor, command: AddAccount, field: str, rule: str
) -> None:
    added(session, administrator)
    with pytest.raises(RuleBroken) as refused:
        added(session, administrator, command)
    assert [(broken.field, broken.rule) for broken in refused.value.broken] == [(field, rule)]


def test_a_site_that_does_not_exist_is_refused(session: Session, administrator: Actor) -> None:
    with pytest.raises(NotFound):
        added(session, administrator, replace(ADD, site_codes=("XXX",)))


def test_only_an_administrator_adds_accounts(
    clinics: Database, physician: Actor, now: datetime
) -> None:
    with (
        pytest.raises(NotPermitted),
        clinics.transaction(physician, at=now) as session,
    ):
        added(session, physician)
