"""Ask a query, say something on it, and look through the list of queries."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, post_load, validates

from registry.domain.query import QuerySearch, QueryState, SayOnQuery
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, LongText, OneOf, Text, Whole


class AskQueryForm(CommandSchema):
    """A question on one field of a record that is known already."""

    field = OneOf("Field", required=True)
    words = LongText("Question", longest=2000, required=True)

    def __init__(self, labels: Mapping[str, str]) -> None:
        super().__init__()
        self._labels = labels
        asked = self.fields["field"]
        if isinstance(asked, OneOf):
            asked.choices = tuple(labels.items())

    @validates("field")
    def check_field(self, field: str, **_: object) -> None:
        """Refuse a field that the record does not have."""
        if field not in self._labels:
            message = "Choose one of the record’s fields."
            raise ValidationError(message)


class SayOnQueryForm(CommandSchema):
    """What is said on a query, and where it stands then."""

    state = Choice("Then the query is", QueryState, required=True)
    words = LongText("Words", longest=2000, required=True)

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> SayOnQuery:
        """Make the command."""
        return SayOnQuery(**values)


class QuerySearchForm(CommandSchema):
    """A search as it stands in an address."""

    class Meta:
        """An address may carry more than we asked for."""

        unknown = EXCLUDE

    site_code = Text("Site", longest=12)
    state = Choice("State", QueryState)
    rule = Text("Rule", longest=63)
    page = Whole("Page", lowest=1, highest=100_000)

    @post_load
    def search(self, values: dict[str, Any], **_: object) -> QuerySearch:
        """Make the search."""
        return QuerySearch(**values)


def field_labels(schema: type[Schema]) -> dict[str, str]:
    """Return the fields of a record’s form that a question may be about, with their labels."""
    declared = schema._declared_fields  # noqa: SLF001 - without an instance, which needs settings
    return {
        name: field.metadata.get("label", name)
        for name, field in declared.items()
        if getattr(field, "kind", "") != "warning_reason"
    }
