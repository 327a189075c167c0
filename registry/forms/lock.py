"""Lock a quarter, and unlock it."""

from typing import Any

from marshmallow import post_load

from registry.domain.amendment import LONGEST_REASON
from registry.forms.base import CommandSchema
from registry.forms.fields import LongText


class QuarterLockForm(CommandSchema):
    """Why a quarter is locked or unlocked."""

    amendment_reason = LongText("Reason", required=True, longest=LONGEST_REASON)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> str:
        """Give the reason."""
        return str(values["amendment_reason"])
