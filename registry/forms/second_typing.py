"""Decide where two typings of a visit differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, post_load

from registry.domain.amendment import LONGEST_REASON
from registry.forms.base import CommandSchema
from registry.forms.fields import LongText, OneOf, Whole

CHOICE = "choice_"
FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The fields in which the second typing is right, the version that was seen, and why."""

    taken: tuple[str, ...]
    version: int
    reason: str


class _DecisionForm(CommandSchema):
    """What every decision says, beside a choice for each field."""

    version = Whole("Version", required=True, lowest=1, highest=1_000_000)
    reason = LongText(
        "Remarks",
        longest=LONGEST_REASON,
        load_default="as on the paper form",
        hint="Kept with the change; empty means “as on the paper form”.",
    )

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> Decision:
        """Make the command."""
        version, reason = values.pop("version"), values.pop("reason")
        taken = (name for name, choice in values.items() if choice == SECOND)
        return Decision(
            taken=tuple(name.removeprefix(CHOICE) for name in taken), version=version, reason=reason
        )


def decision_form(labels: Mapping[str, str]) -> Schema:
    """Return the form with one choice for each field, by name and label."""
    return _DecisionForm.from_dict({f"{CHOICE}{name}": _choice(labels[name]) for name in labels})()


def _choice(label: str) -> OneOf:
    choice = OneOf(label, required=True)
    choice.choices = ((FIRST, "The first typing"), (SECOND, "The second typing"))
    return choice
