"""Quarters of a calendar year: what a report covers, and what is locked after sign-off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from registry.domain.errors import BrokenRule
from registry.domain.rules import in_words

_NAME = re.compile(r"(\d{4})-Q([1-4])", re.ASCII)
_QUARTERS = 4
_MONTHS = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter; ``number`` is 1 to 4.

    Examples
    --------
    >>> quarter = Quarter.of(date(2026, 2, 28))
    >>> quarter.label, quarter.first_day.isoformat(), quarter.last_day.isoformat()
    ('Q1 2026', '2026-01-01', '2026-03-31')
    >>> Quarter(2026, 4).following
    Quarter(year=2027, number=1)
    """

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter that holds a day."""
        return cls(day.year, (day.month + 2) // _MONTHS)

    @classmethod
    def named(cls, text: str) -> "Quarter | None":
        """Return the quarter of a name such as “2026-Q2”, None where it is no such name.

        Examples
        --------
        >>> Quarter.named("2026-Q2")
        Quarter(year=2026, number=2)
        >>> Quarter.named("2026-Q5") is None
        True
        """
        found = _NAME.fullmatch(text)
        return None if found is None else cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        """The quarter as addresses and commands write it: “2026-Q2”."""
        return f"{self.year}-Q{self.number}"

    @property
    def previous(self) -> "Quarter":
        """The quarter before it."""
        return Quarter.of(self.first_day - timedelta(days=1))

    @property
    def label(self) -> str:
        """The quarter in words."""
        return f"Q{self.number} {self.year}"

    @property
    def first_day(self) -> date:
        """The day with which it begins."""
        return date(self.year, _MONTHS * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """The day with which it ends."""
        return self.following.first_day - timedelta(days=1)

    @property
    def following(self) -> "Quarter":
        """The quarter after it."""
        last = self.number == _QUARTERS
        return Quarter(self.year + 1, 1) if last else Quarter(self.year, self.number + 1)


def quarter_is_over(quarter: Quarter, *, today: date) -> Iterator[BrokenRule]:
    """Refuse to lock a quarter in which something may still happen."""
    if today <= quarter.last_day:
        rule = f"{quarter.label} ends on {in_words(quarter.last_day)}. Lock it when it is over."
        yield BrokenRule("amendment_reason", rule)


def not_locked(
    field: str, day: date, *, locked: frozenset[Quarter], site_code: str
) -> Iterator[BrokenRule]:
    """Refuse a date in a quarter that was locked after sign-off."""
    if Quarter.of(day) in locked:
        rule = (
            f"{in_words(day)} lies in {Quarter.of(day).label}, which is locked for site "
            f"{site_code}. A physician or an administrator can unlock it, with a reason."
        )
        yield BrokenRule(field, rule)
