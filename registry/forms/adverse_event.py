"""Record an adverse event."""

from typing import Any

from marshmallow import post_load

from registry.domain.adverse_event import RecordAdverseEvent, ReportAdverseEvent
from registry.domain.codes import (
    AdverseEventCategory,
    EventOutcome,
    Relatedness,
    SeriousnessCriterion,
    SeverityGrade,
    YesNoUnknown,
)
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Choices, Day, Flag, LongText, PartialDay, Text


class RecordAdverseEventForm(CommandSchema):
    """One adverse event; how severe and how serious it was are asked apart."""

    verbatim_term = Text(
        "What happened",
        required=True,
        longest=500,
        hint="In the words of the person who reported it.",
    )
    category = Choice("Category", AdverseEventCategory, required=True)
    onset = PartialDay("Began", required=True)
    ended = PartialDay("Ended")
    outcome = Choice("Outcome", EventOutcome, required=True)
    grade = Choice(
        "Severity", SeverityGrade, required=True, hint="CTCAE grade: how intense, not how serious."
    )
    serious = Flag("Serious", hint="Meets at least one criterion below, whatever its grade.")
    criteria = Choices("Criteria of seriousness", SeriousnessCriterion)
    related_to_cells = Choice("Related to the cells", Relatedness, required=True)
    related_to_injection = Choice("Related to the injection", Relatedness, required=True)
    related_to_harvest = Choice(
        "Related to the harvest", Relatedness, hint="Leave empty where nothing was harvested."
    )
    expected = Choice("Expected", YesNoUnknown, required=True)
    aware_on = Day("The clinic became aware on", required=True)
    action_taken = LongText("Action taken", longest=500)
    meddra_code = Text("MedDRA code", longest=16, hint="From your own licensed MedDRA.")

    reported_on = Day("Reported to the authority on")
    authority_reference = Text("Reference of the authority", longest=100)
    received_on = Day(
        "New information received on",
        hint="For a follow-up report. Leave empty to correct what was entered wrongly.",
    )

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordAdverseEvent:
        """Make the command."""
        criteria = tuple(dict.fromkeys(values.pop("criteria", ())))
        return RecordAdverseEvent(criteria=criteria, **values)


class ReportAdverseEventForm(CommandSchema):
    """The report of an event to the authority."""

    reported_on = Day("Reported to the authority on", required=True)
    authority_reference = Text("Reference of the authority", longest=100)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> ReportAdverseEvent:
        """Make the command."""
        return ReportAdverseEvent(**values)
