"""Which planned visits a patient may still be asked for, and which visit answered each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A recorded visit that names the planned visit it answers."""

    visit_id: int
    code: str
    visited_on: date


def still_expected(closes_on: date, ended_on: date | None) -> bool:
    """Return whether the window closed before follow-up ended, or on that day."""
    return ended_on is None or closes_on <= ended_on


def answering(answers: Iterable[Answer], *, code: str, target_on: date) -> int | None:
    """Return the visit that answers: of several the nearest to the target, then the earlier."""
    naming = [answer for answer in answers if answer.code == code]
    nearest = min(
        naming,
        key=lambda answer: (abs((answer.visited_on - target_on).days), answer.visited_on),
        default=None,
    )
    return nearest.visit_id if nearest else None
