"""Rules that several records share; a rule yields what it refuses, a service raises it all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.errors import BrokenRule, RuleBroken


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifetime:
    """What is known of when a patient lived, and the day on which that is asked."""

    birth_year: int
    died_on: date | None
    today: date


def require(broken: Iterable[BrokenRule]) -> None:
    """Raise RuleBroken with every rule that is broken, or do nothing."""
    found = tuple(broken)
    if found:
        raise RuleBroken(broken=found)


def not_in_future(field: str, day: date, *, today: date) -> Iterator[BrokenRule]:
    """Refuse a date after today."""
    if day > today:
        yield BrokenRule(field, f"{in_words(day)} lies in the future. Enter a date up to today.")


def not_before(field: str, day: date, *, earliest: date, what: str) -> Iterator[BrokenRule]:
    """Refuse a date before something that must have come first."""
    if day < earliest:
        yield BrokenRule(field, f"{in_words(day)} is before {what} ({in_words(earliest)}).")


def not_after_death(field: str, day: date, *, died_on: date | None) -> Iterator[BrokenRule]:
    """Refuse a date after the patient’s death."""
    if died_on is not None and day > died_on:
        rule = f"{in_words(day)} is after the patient’s death ({in_words(died_on)})."
        yield BrokenRule(field, rule)


def within_lifetime(field: str, day: date, lifetime: Lifetime) -> Iterator[BrokenRule]:
    """Refuse a date in the future, before the year of birth or after death."""
    yield from not_in_future(field, day, today=lifetime.today)
    yield from not_after_death(field, day, died_on=lifetime.died_on)
    if day.year < lifetime.birth_year:
        rule = f"{in_words(day)} is before the patient’s year of birth ({lifetime.birth_year})."
        yield BrokenRule(field, rule)


def not_twice(field: str, day: date, *, what: str, recorded: bool) -> Iterator[BrokenRule]:
    """Refuse what is already recorded on that day; a second click changes nothing."""
    if recorded:
        yield BrokenRule(field, f"{what} on {in_words(day)} is already recorded.")


def in_words(day: date) -> str:
    """Return the date as a sentence shows it."""
    return f"{day.day} {day:%B %Y}"
