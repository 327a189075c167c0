"""What the pages of the evidence library are asked for, as it stands in an address."""

from typing import Any

from marshmallow import EXCLUDE, post_load, validate

from registry.display.tabulate.benchmark import OUTCOME_NAMES
from registry.domain.benchmark import Design, EvidenceSearch, Outcome
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, OneOf


class EvidenceSearchForm(CommandSchema):
    """Which publications of the library are listed."""

    class Meta:
        """An address may carry more than we asked for."""

        unknown = EXCLUDE

    outcome = OneOf("Outcome", validate=validate.OneOf(list(OUTCOME_NAMES)))
    design = Choice("Design", Design)

    def __init__(self) -> None:
        super().__init__()
        outcome = self.fields["outcome"]
        if isinstance(outcome, OneOf):
            outcome.choices = tuple((code.value, name) for code, name in OUTCOME_NAMES.items())

    @post_load
    def search(self, values: dict[str, Any], **_: object) -> EvidenceSearch:
        """Make the search."""
        outcome = values.get("outcome")
        return EvidenceSearch(
            outcome=None if outcome is None else Outcome(outcome), design=values.get("design")
        )
