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
    """Refuse a consent on an impossible day."""
    yield from within_lifetime("consented_on", command.consented_on, lifetime)


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
