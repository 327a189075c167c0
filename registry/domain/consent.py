"""Consents: what a patient agreed to, in which version, and what they withdrew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import Code
from registry.domain.errors import BrokenRule
from registry.domain.rules import Lifetime, in_words, not_before, within_lifetime


class ConsentScope(Code):
    """What a consent allows."""

    REGISTRY = "registry", "Keeping the record in the registry"
    CONTACT = "contact", "Being contacted for follow-up"
    SHARING = "sharing", "Sharing without identity for research"


ENDS_CONTACT = frozenset({ConsentScope.REGISTRY, ConsentScope.CONTACT})
"""Whoever withdraws one of these is not asked any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordConsent:
    """What is entered when a patient signed a version of the consent form."""

    form_version: str
    consented_on: date
    scopes: frozenset[ConsentScope]
    registry_withdrawn_on: date | None = None
    contact_withdrawn_on: date | None = None
    sharing_withdrawn_on: date | None = None

    def withdrawn_on(self, scope: ConsentScope) -> date | None:
        """Return since when the scope is withdrawn, None while it is not."""
        day: date | None = getattr(self, f"{scope.value}_withdrawn_on")
        return day


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawConsent:
    """What is entered when a patient withdraws all or a part of their consent."""

    withdrawn_on: date
    scopes: frozenset[ConsentScope]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentInForce:
    """One scope that a patient agreed to and has not withdrawn, and since when."""

    scope: ConsentScope
    since: date


def consent_rules(command: RecordConsent, lifetime: Lifetime) -> Iterator[BrokenRule]:
    """Refuse a consent on an impossible day, and a withdrawal of what was not given by then."""
    yield from within_lifetime("consented_on", command.consented_on, lifetime)
    for scope in ConsentScope:
        field, day = f"{scope.value}_withdrawn_on", command.withdrawn_on(scope)
        if day is None:
            continue
        yield from within_lifetime(field, day, lifetime)
        yield from not_before(field, day, earliest=command.consented_on, what="the consent")
        if scope not in command.scopes:
            rule = "This version does not allow it: clear the date, or tick what was agreed to."
            yield BrokenRule(field, rule)


def withdrawal_rules(
    command: WithdrawConsent, given: list[ConsentInForce], lifetime: Lifetime
) -> Iterator[BrokenRule]:
    """Refuse to withdraw what is not in force, or before it was given."""
    day = command.withdrawn_on
    yield from within_lifetime("withdrawn_on", day, lifetime)
    since = {consent.scope: consent.since for consent in given}
    for scope in sorted(command.scopes):
        if scope not in since:
            rule = f"“{scope.label}” is not in force: there is nothing to withdraw."
            yield BrokenRule("scopes", rule)
        else:
            what = "the consent"
            yield from not_before("withdrawn_on", day, earliest=since[scope], what=what)


def withdrawal_reason(command: WithdrawConsent) -> str:
    """Say why nothing is expected of a patient any more."""
    scopes = ", ".join(scope.value for scope in ConsentScope if scope in command.scopes)
    said = f"Consent withdrawn ({scopes}) on {in_words(command.withdrawn_on)}."
    return f"{said} {command.reason}" if command.reason else said
