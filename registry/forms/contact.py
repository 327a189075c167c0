"""Record an attempt to reach a patient."""

from typing import Any

from marshmallow import post_load, validate

from registry.domain.codes import YesNoUnknown
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.domain.schedule import Schedule
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, LongText, OneOf


class RecordContactForm(CommandSchema):
    """An attempt, what came of it, and when the next one is due."""

    contacted_on = Day("Date of the attempt", required=True)
    planned_visit = OneOf("Planned visit it was about")
    mode = Choice("How the patient was tried", ContactMode, required=True)
    result = Choice("Result", ContactResult, required=True)
    surgery_since_last_contact = Choice(
        "Spine surgery since the last contact",
        YesNoUnknown,
        hint="Only where somebody was reached.",
    )
    next_try_on = Day("Next try on")
    remarks = LongText("Remarks", longest=500)

    def __init__(self, schedule: Schedule) -> None:
        super().__init__()
        planned = self.fields["planned_visit"]
        if isinstance(planned, OneOf):
            planned.choices = tuple((visit.code, visit.label) for visit in schedule.visits)
            codes = [visit.code for visit in schedule.visits]
            planned.validators = [validate.OneOf(codes, error="Choose one of the list.")]

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordContact:
        """Make the command."""
        return RecordContact(**values)
