"""Several visits of one patient, typed from paper row by row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError, fields, post_load, pre_load

from registry.domain.errors import RuleBroken
from registry.domain.instruments.odi import OdiSection
from registry.domain.schedule import Schedule
from registry.domain.visit import RecordVisit
from registry.forms.bound import BoundField, BoundForm, Posted
from registry.forms.visit import RecordVisitForm

ROW_FIELDS = (
    "visited_on",
    "surgery_since_last_contact",
    "vas_back_0_100",
    "vas_leg_0_100",
    "odi_sections",
    "odi_total",
    "warning_reason",
)
FEWEST_ROWS = 5
MOST_ROWS = 60
_NAME = re.compile(r"(\w+)-(\d{1,2})", re.ASCII)
_PAIN = {
    "vas_back_0_100": "vas_back_not_answered",
    "vas_leg_0_100": "vas_leg_not_answered",
}
_NOT_ANSWERED = frozenset({"x", "-", "–"})
_SECTIONS = re.compile(r"[0-5x–-]{10}")


class OdiSections(fields.Field[dict[OdiSection, int | None]]):
    """The ten sections in their order, a character each."""

    kind = "odi_sections"

    def __init__(self) -> None:
        super().__init__(metadata={"label": "ODI sections 1–10"})

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[OdiSection, int | None]:
        text = "".join(str(value).split())
        if not _SECTIONS.fullmatch(text):
            message = "Enter ten characters: 0 to 5, or x for not answered."
            raise ValidationError(message)
        answers = (int(each) if each.isdigit() else None for each in text)
        return dict(zip(OdiSection, answers, strict=True))


class BacklogRowForm(RecordVisitForm):
    """A visit whose ODI sections are typed without a pause."""

    odi_sections = OdiSections()

    @pre_load
    def pain_not_answered(self, values: Mapping[str, Any], **_: object) -> dict[str, Any]:
        """Take an x where a line of pain was asked and not answered, as among the sections."""
        typed = dict(values)
        for name, flag in _PAIN.items():
            if str(typed.get(name, "")).strip().lower() in _NOT_ANSWERED:
                del typed[name]
                typed[flag] = "true"
        return typed

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordVisit:
        """Make the command of a visit."""
        sections = values.pop("odi_sections", {})
        visit: RecordVisit = super().command(values | sections)
        return visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in one field of one row."""

    row: int
    field: BoundField


class BacklogForm:
    """The rows as they were typed; ``command`` is None until all that are filled are right."""

    def __init__(self, schedule: Schedule, typed: Posted, *, more: int = 0) -> None:
        by_row = _by_row(typed)
        count = min(max(FEWEST_ROWS, *by_row, 0) + more, MOST_ROWS)
        self._schema = BacklogRowForm(schedule)
        self.rows = {
            row: BoundForm(schema=self._schema, typed=by_row.get(row, {}))
            for row in range(1, count + 1)
        }
        self.command: dict[int, RecordVisit] | None = None

    def check(self) -> None:
        """Make the command, or put an error at each wrong field."""
        for row in self._filled():
            self.rows[row] = BoundForm.posted(self._schema, self.rows[row].typed)
        visits = {row: self.rows[row].command for row in self._filled()}
        if not visits:
            self.rows[1].errors["visited_on"] = ["Enter at least one visit."]
        elif all(visits.values()):
            self.command = visits

    def refuse(self, error: RuleBroken) -> None:
        """Put each broken clinical rule at the field of its row."""
        self.command = None
        for broken in error.broken:
            name, row = _NAME.fullmatch(broken.field).groups()  # type: ignore[union-attr] # the service names the row
            self.rows[int(row)].errors.setdefault(name, []).append(broken.rule)

    def field(self, row: int, name: str) -> BoundField:
        """Return one field of one row for the template."""
        return replace(self.rows[row][name], name=f"{name}-{row}")

    @property
    def problems(self) -> list[Problem]:
        """Every field that is wrong, in the order of the page."""
        return [
            Problem(row=row, field=self.field(row, name))
            for row, form in self.rows.items()
            for name in ROW_FIELDS
            if form.errors.get(name)
        ]

    def _filled(self) -> Iterator[int]:
        return (row for row, form in self.rows.items() if any(map(any, form.typed.values())))


def _by_row(typed: Posted) -> Mapping[int, dict[str, list[str]]]:
    """Return what was typed in each row; fields that no row has are left out."""
    rows: dict[int, dict[str, list[str]]] = {}
    for name, values in typed.items():
        found = _NAME.fullmatch(name)
        if found and found[1] in ROW_FIELDS and 1 <= int(found[2]) <= MOST_ROWS:
            rows.setdefault(int(found[2]), {})[found[1]] = list(values)
    return rows
