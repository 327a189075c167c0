"""Rules that several records share; a rule yields what it refuses, a service raises it all."""

from collections.abc import Iterable, Iterator
from datetime import date

from registry.domain.errors import BrokenRule, RuleBroken


def require(broken: Iterable[BrokenRule]) -> None:
    """Raise RuleBroken with every rule that is broken, or do nothing."""
    found = tuple(broken)
    if found:
        raise RuleBroken(broken=found)


def not_in_future(field: str, day: date, *, today: date) -> Iterator[BrokenRule]:
    """Refuse a date after today."""
    if day > today:
        yield BrokenRule(field, f"{_words(day)} lies in the future. Enter a date up to today.")


def not_before(field: str, day: date, *, earliest: date, what: str) -> Iterator[BrokenRule]:
    """Refuse a date before something that must have come first."""
    if day < earliest:
        yield BrokenRule(field, f"{_words(day)} is before {what} ({_words(earliest)}).")


def not_after_death(field: str, day: date, *, died_on: date | None) -> Iterator[BrokenRule]:
    """Refuse a date after the patient's death."""
    if died_on is not None and day > died_on:
        yield BrokenRule(field, f"{_words(day)} is after the patient’s death ({_words(died_on)}).")


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
