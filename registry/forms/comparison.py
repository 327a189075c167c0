"""Two people on one record: what was there, what the other saved, what I typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from registry.domain import rules
from registry.forms.bound import BoundField, BoundForm, Posted
from registry.forms.fields import parse_date

EMPTY = "empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field that the two say differently; who alone changed it is chosen beforehand."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    chosen: Literal["theirs", "mine", ""]


def differences(before: Posted, theirs: BoundForm, mine: BoundForm) -> Iterator[Difference]:
    """Yield each field in which the stored record and what was typed differ."""
    for field in mine:
        was, other, own = (
            tuple(typed.get(field.name, ())) for typed in (before, theirs.typed, mine.typed)
        )
        if other != own and field.kind != "warning_reason":
            yield Difference(
                name=field.name,
                label=field.label,
                before=in_words(field, was),
                theirs=in_words(field, other),
                mine=in_words(field, own),
                chosen="theirs" if own == was else "mine" if other == was else "",
            )


def in_words(field: BoundField, typed: tuple[str, ...]) -> str:
    """Return what was typed as a person reads it."""
    labels = dict(field.choices)
    unit = f" {field.unit}" if field.unit and typed else ""
    if field.kind == "flag":
        return "Yes" if typed else "No"
    if field.kind in {"date", "partial_date"}:
        return "; ".join(map(_day, typed)) or EMPTY
    return "; ".join(labels.get(text, text) for text in typed) + unit or EMPTY


def _day(text: str) -> str:
    """Return a day in words; what is no whole day stays as it was typed."""
    try:
        return rules.in_words(parse_date(text))
    except ValueError:
        return text
