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
