"""Select a cohort; the selection is the address, so that a cohort can be shared."""

from typing import Any

from marshmallow import EXCLUDE, post_load

from registry.domain.codes import EventDefinition
from registry.domain.cohort import CohortDefinition
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, Text


class CohortForm(CommandSchema):
    """A selection as it stands in an address; no site means all the reader may see."""

    class Meta:
        """An address may carry more than we asked for."""

        unknown = EXCLUDE

    site_code = Text("Site", longest=12)
    cut_off = Day("Data cut-off", required=True)
    event_definition = Choice("Event of the survival analysis", EventDefinition, required=True)

    @post_load
    def definition(self, values: dict[str, Any], **_: object) -> CohortDefinition:
        """Make the definition."""
        site_code = values.pop("site_code", None)
        return CohortDefinition(site_codes=(site_code,) if site_code else (), **values)
