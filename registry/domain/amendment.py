"""Amendments: what every change of a stored record must say."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.domain.errors import BrokenRule

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The version of the record that was seen when it was changed, and why it was."""

    version: int
    reason: str


def reason_rules(amendment: Amendment) -> Iterator[BrokenRule]:
    """Refuse a change that nobody could explain later."""
    if not amendment.reason.strip():
        yield BrokenRule(
            "amendment_reason", "Say why the record is changed; the reason is kept with it."
        )
    elif len(amendment.reason) > LONGEST_REASON:
        yield BrokenRule("amendment_reason", f"Use at most {LONGEST_REASON} characters.")
