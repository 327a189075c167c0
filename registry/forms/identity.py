"""Amend who a patient is."""

from typing import Any

from marshmallow import post_load

from registry.domain.identity import AmendIdentity, IdentityEntry
from registry.forms.base import CommandSchema
from registry.forms.fields import Day, LongText, Text


class AmendIdentityForm(CommandSchema):
    """Who the patient is, and why that is changed."""

    name = Text("Name", required=True)
    date_of_birth = Day("Date of birth")
    record_number = Text("Medical record number", longest=64)
    phone = Text("Telephone", longest=40)
    email = Text("E-mail", longest=254)
    reason = LongText(
        "Reason for the change",
        required=True,
        longest=500,
        hint="Kept in the audit trail: name nobody in it.",
    )

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> AmendIdentity:
        """Make the command."""
        reason = values.pop("reason")
        return AmendIdentity(entry=IdentityEntry(**values), reason=reason)


def typed_identity(entry: IdentityEntry | None) -> dict[str, str]:
    """Return the fields of the form as they would be typed."""
    if entry is None:
        return {}
    values = {name: getattr(entry, name) for name in IdentityEntry.__slots__}
    return {name: str(value) for name, value in values.items() if value is not None}
