"""Add accounts, and let people sign in."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.account import SHORTEST_PASSWORD, AddAccount, SignIn
from registry.domain.actors import Actor
from registry.domain.errors import BrokenRule
from registry.domain.permissions import check_may_administer
from registry.domain.rules import require
from registry.models import Account, AccountSite
from registry.services.sites import find_site

_HASHER = PasswordHasher()


def add_account(session: Session, actor: Actor, command: AddAccount) -> Account:
    """Store a new account with its password as an argon2 hash.

    Raises
    ------
    NotPermitted, NotFound
        The actor is no administrator, or a site does not exist.
    RuleBroken
        The e-mail is taken, or the password too short.
    """
    check_may_administer(actor)
    email = command.email.casefold()
    if len(command.password) < SHORTEST_PASSWORD:
        rule = f"Use at least {SHORTEST_PASSWORD} characters."
        require([BrokenRule("password", rule)])
    if _with_email(session, email):
        require([BrokenRule("email", f"{email} already has an account.")])
    sites = [find_site(session, actor, code) for code in command.site_codes or ()]
    account = Account(
        email=email,
        display_name=command.display_name,
        password_hash=_HASHER.hash(command.password),
        role=command.role,
        all_sites=command.site_codes is None,
        active=True,
        account_sites=[AccountSite(site=site) for site in sites],
    )
    session.add(account)
    session.flush()
    return account


def sign_in(session: Session, command: SignIn) -> Account | None:
    """Return the active account of that e-mail and password, None where there is none.

    Notes
    -----
    An unknown e-mail costs the same work as a wrong password, so that the time taken does not
    tell who has an account.
    """
    account = _with_email(session, command.email.casefold())
    stored = account.password_hash if account else _hash_of_nobody()
    try:
        _HASHER.verify(stored, command.password)
    except VerifyMismatchError:
        return None
    return account if account and account.active else None


def active_account(session: Session, account_id: int) -> Account | None:
    """Return the account, None where it does not exist or may no longer sign in."""
    account = session.get(Account, account_id)
    return account if account and account.active else None


def actor_of(account: Account) -> Actor:
    """Return who acts when this account does."""
    codes = frozenset(entry.site.code for entry in account.account_sites)
    return Actor(
        account_id=account.id,
        name=account.display_name,
        role=account.role,
        site_codes=None if account.all_sites else codes,
    )


def _with_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email))


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("nobody has this account")
