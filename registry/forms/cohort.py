"""Select a cohort; the selection is the address, so that a cohort can be shared."""

from collections.abc import Iterator
from typing import Any, ClassVar

from marshmallow import EXCLUDE, ValidationError, fields, post_load

from registry.domain.codes import EventDefinition
from registry.domain.cohort import CohortDefinition
from registry.domain.subgroup import GROUPS, NOT_RECORDED, GroupChoice, GroupVariable, group_label
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, OneOf, Text, Whole

CHOSEN_BY_CODE = tuple(GROUPS)
GROUP_FIELDS = tuple(each.value for each in (*CHOSEN_BY_CODE, GroupVariable.TREATMENT_YEAR))


class Group(OneOf):
    """One group of a variable, or those of whom it is not recorded."""

    def __init__(self, variable: GroupVariable) -> None:
        super().__init__(variable.label)
        codes = (*GROUPS[variable], NOT_RECORDED)
        self.choices = tuple((code, group_label(variable, code)) for code in codes)

    def _deserialize(self, value: Any, *rest: Any, **named: Any) -> Any:  # noqa: ANN401 - marshmallow's own
        text = super()._deserialize(value, *rest, **named)
        if text not in dict(self.choices):
            raise ValidationError(self.error_messages["invalid"])
        return text


def _groups() -> Iterator[tuple[str, fields.Field[Any]]]:
    for variable in CHOSEN_BY_CODE:
        yield variable.value, Group(variable)
    year = GroupVariable.TREATMENT_YEAR
    yield year.value, Whole(year.label, lowest=1990, highest=2100)


class CohortForm(CommandSchema):
    """A selection as it stands in an address; no site means all the reader may see."""

    class Meta:
        """An address may carry more than we asked for; the groups come after the rest."""

        unknown = EXCLUDE
        include: ClassVar = dict(_groups())

    site_code = Text("Site", longest=12)
    cut_off = Day("Data cut-off", required=True)
    event_definition = Choice("Event of the survival analysis", EventDefinition, required=True)

    @post_load
    def definition(self, values: dict[str, Any], **_: object) -> CohortDefinition:
        """Make the definition."""
        site_code = values.pop("site_code", None)
        groups = tuple(
            GroupChoice(variable=variable, group=str(values.pop(variable.value)))
            for variable in GroupVariable
            if variable.value in values
        )
        return CohortDefinition(
            site_codes=(site_code,) if site_code else (), groups=groups, **values
        )
