"""Sites: the clinics that take part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import available_timezones

from registry.domain.codes import DataOrigin
from registry.domain.errors import BrokenRule


@dataclass(frozen=True, slots=True, kw_only=True)
class AddSite:
    """A clinic that joins; ``origin_note`` is said beside data that are not clinical."""

    code: str
    name: str
    time_zone: str
    data_origin: DataOrigin = DataOrigin.CLINICAL
    origin_note: str | None = None


LONGEST_NAME = 200
LONGEST_NOTE = 500


def site_code_rules(command: AddSite) -> Iterator[BrokenRule]:
    """Refuse a code that cannot begin a study number."""
    if not re.fullmatch(r"[A-Z0-9]{2,12}", command.code):
        rule = f"The code “{command.code}” needs 2 to 12 capital letters or digits, such as BER."
        yield BrokenRule("code", rule)


def time_zone_rules(command: AddSite) -> Iterator[BrokenRule]:
    """Refuse a time zone by which no clock can be set."""
    if command.time_zone not in available_timezones():
        rule = f"“{command.time_zone}” is not a time zone. Enter one such as Europe/Berlin."
        yield BrokenRule("time_zone", rule)


def site_text_rules(command: AddSite) -> Iterator[BrokenRule]:
    """Refuse a name or a note that a page and a report cannot print."""
    yield from _printable("name", command.name, longest=LONGEST_NAME)
    if command.origin_note is not None:
        yield from _printable("origin_note", command.origin_note, longest=LONGEST_NOTE)


def _printable(field: str, text: object, *, longest: int) -> Iterator[BrokenRule]:
    """Refuse what is no line of text: a mapping may hold a number, a terminal any byte."""
    if not isinstance(text, str) or not text.strip() or not text.isprintable():
        rule = f"The {field.replace('_', ' ')} needs one line of visible characters."
        yield BrokenRule(field, rule)
    elif len(text) > longest:
        rule = f"The {field.replace('_', ' ')} has {len(text)} characters. Use at most {longest}."
        yield BrokenRule(field, rule)
