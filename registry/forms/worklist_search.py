"""Choose a part of the worklist; the choice is the address, so that it can be shared."""

from collections.abc import Iterable
from typing import Any

from marshmallow import EXCLUDE, post_load, validate

from registry.domain.schedule import Schedule
from registry.domain.worklist import VisitGroup, WorklistSearch
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, OneOf, Text
from registry.forms.page_place import PagePlace

NOT_LISTED = "Choose one of the list."


class WorklistSearchForm(CommandSchema):
    """A part of the worklist as it stands in an address."""

    class Meta:
        """An address may carry more than we asked for."""

        unknown = EXCLUDE

    text = Text("Study number begins with", longest=24)
    site_code = OneOf("Site")
    visit = OneOf("Visit")
    group = Choice("Group", VisitGroup)
    after = PagePlace()

    def __init__(self, schedule: Schedule, sites: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        planned = tuple((visit.code, visit.label) for visit in schedule.visits)
        for name, choices in (("visit", planned), ("site_code", tuple(sites))):
            declared = self.fields[name]
            if isinstance(declared, OneOf):
                declared.choices = choices
                codes = [code for code, _ in choices]
                declared.validators = [validate.OneOf(codes, error=NOT_LISTED)]

    @post_load
    def search(self, values: dict[str, Any], **_: object) -> WorklistSearch:
        """Make the search."""
        return WorklistSearch(**values)
