"""Record an operation that followed the treatment."""

from typing import Any

from marshmallow import post_load

from registry.domain.codes import DiscLevel, Procedure, ReoperationIndication
from registry.domain.reoperation import RecordReoperation
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Choices, Day, LongText, Text


class RecordReoperationForm(CommandSchema):
    """One operation and the levels it was done at."""

    performed_on = Day("Operated on", required=True)
    procedure = Choice("Procedure", Procedure, required=True)
    levels = Choices("Levels", DiscLevel, required=True)
    indication = Choice("Indication", ReoperationIndication, required=True)
    facility = Text("Facility")
    remarks = LongText("Remarks", longest=2000)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordReoperation:
        """Make the command."""
        levels = tuple(dict.fromkeys(values.pop("levels")))
        return RecordReoperation(levels=levels, **values)
