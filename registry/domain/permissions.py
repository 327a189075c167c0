"""Who may do what: ``may_…`` answers for templates, ``check_may_…`` raises for services."""

from registry.domain.actors import Actor
from registry.domain.codes import Role
from registry.domain.errors import NotFound, NotPermitted

_MAY_RECORD = frozenset({Role.STAFF, Role.PHYSICIAN, Role.ADMINISTRATOR})


def check_sees_site(actor: Actor, site_code: str, *, noun: str, key: str) -> None:
    """Raise NotFound where the record belongs to a site the actor does not see."""
    if not actor.sees(site_code):
        raise NotFound(noun=noun, key=key)


def may_record(actor: Actor) -> bool:
    """Return whether the actor may enter clinical records."""
    return actor.role in _MAY_RECORD


def check_may_record(actor: Actor) -> None:
    """Raise NotPermitted unless the actor may enter clinical records."""
    if not may_record(actor):
        raise NotPermitted(
            action="enter clinical records",
            reason=f"your role is {actor.role.label.lower()}; ask clinic staff or a physician",
        )


_MAY_CLOSE_QUERIES = frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR})


def may_close_query(actor: Actor, *, opened_by: int | None) -> bool:
    """Return whether the actor may close a query that this account opened, None a rule."""
    own = opened_by is not None and opened_by == actor.account_id
    return own or actor.role in _MAY_CLOSE_QUERIES


def check_may_close_query(actor: Actor, *, opened_by: int | None) -> None:
    """Raise NotPermitted unless the actor opened the query, or is a physician or administrator."""
    if not may_close_query(actor, opened_by=opened_by):
        raise NotPermitted(
            action="close this query",
            reason="you did not open it; answer it, and a physician or administrator closes it",
        )


_MAY_LOCK = frozenset({Role.PHYSICIAN, Role.ADMINISTRATOR})


def may_lock(actor: Actor) -> bool:
    """Return whether the actor may lock records and quarters, and unlock them."""
    return actor.role in _MAY_LOCK


def check_may_lock(actor: Actor) -> None:
    """Raise NotPermitted unless the actor may lock records and quarters, and unlock them."""
    if not may_lock(actor):
        raise NotPermitted(
            action="lock or unlock",
            reason=f"your role is {actor.role.label.lower()}; ask a physician or an administrator",
        )


_MAY_ISSUE_REPORTS = frozenset({Role.REPORTER, Role.PHYSICIAN, Role.ADMINISTRATOR})


def may_issue_reports(actor: Actor) -> bool:
    """Return whether the actor may freeze, review, sign and discard reports."""
    return actor.role in _MAY_ISSUE_REPORTS


def check_may_issue_reports(actor: Actor) -> None:
    """Raise NotPermitted unless the actor may freeze, review, sign and discard reports."""
    if not may_issue_reports(actor):
        raise NotPermitted(
            action="issue reports",
            reason=f"your role is {actor.role.label.lower()}; ask a report issuer or a physician",
        )


def may_administer(actor: Actor) -> bool:
    """Return whether the actor may manage sites, accounts and imports."""
    return actor.role is Role.ADMINISTRATOR


def check_may_administer(actor: Actor) -> None:
    """Raise NotPermitted unless the actor may manage sites, accounts and imports."""
    if not may_administer(actor):
        raise NotPermitted(
            action="manage sites and accounts",
            reason=f"your role is {actor.role.label.lower()}; ask an administrator",
        )
