"""Void or restore a record."""

from typing import Any

from marshmallow import post_load

from registry.domain.amendment import LONGEST_REASON, Amendment
from registry.forms.base import CommandSchema
from registry.forms.fields import LongText, Whole


class AmendmentForm(CommandSchema):
    """Why a record is voided or restored, and which version of it was seen."""

    version = Whole("Version", required=True, lowest=1, highest=1_000_000)
    amendment_reason = LongText("Reason", required=True, longest=LONGEST_REASON)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> Amendment:
        """Make the command."""
        return Amendment(version=values["version"], reason=values["amendment_reason"])
