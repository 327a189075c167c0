"""Record a contact that brought no scores."""

from typing import Any

from marshmallow import post_load

from registry.domain.codes import YesNoUnknown
from registry.domain.contact import ContactMode, RecordContact
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, LongText


class RecordContactForm(CommandSchema):
    """A contact, and what was said of operations."""

    contacted_on = Day("Date of the contact", required=True)
    mode = Choice("How the patient was reached", ContactMode, required=True)
    surgery_since_last_contact = Choice(
        "Spine surgery since the last contact", YesNoUnknown, required=True
    )
    remarks = LongText("Remarks", longest=500)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordContact:
        """Make the command."""
        return RecordContact(**values)
