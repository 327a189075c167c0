"""Record why and when a patient is no longer followed."""

from typing import Any

from marshmallow import post_load

from registry.domain.codes import DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, LongText


class RecordDispositionForm(CommandSchema):
    """The end of follow-up."""

    kind = Choice("What happened", DispositionKind, required=True)
    occurred_on = Day("Date", required=True)
    reason = LongText("Reason", longest=500)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordDisposition:
        """Make the command."""
        return RecordDisposition(**values)
