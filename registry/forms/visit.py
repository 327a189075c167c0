"""Record a visit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields as fields_of
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, post_load, pre_dump

from registry.domain.codes import VisitMode, WorkStatus, YesNoUnknown
from registry.domain.instruments.odi import MAXIMUM_ANSWER, OdiSection
from registry.domain.schedule import Schedule
from registry.domain.visit import BASELINE, OdiEntry, RecordVisit
from registry.domain.visit_answers import GlobalChange, Satisfaction
from registry.forms.base import CommandSchema
from registry.forms.fields import Choice, Day, Flag, Number, OneOf, WarningReason, Whole

NOT_ANSWERED = "not_answered"
_ANSWERS = {str(answer): answer for answer in range(MAXIMUM_ANSWER + 1)}


class OdiAnswer(fields.Field[int | None]):
    """One section of the ODI: 0-5, asked and not answered, or left out when not asked."""

    kind = "odi_section"
    choices: Iterable[tuple[str, str]] = (
        *((answer, answer) for answer in _ANSWERS),
        (NOT_ANSWERED, "Not answered"),
    )

    def __init__(self, section: OdiSection) -> None:
        super().__init__(allow_none=True, metadata={"label": section.label})

    def _deserialize(
        self,
        value: object,
        attr: str | None,
        data: Mapping[str, Any] | None,
        **kwargs: object,
    ) -> int | None:
        del attr, data, kwargs
        if value == NOT_ANSWERED:
            return None
        if str(value) not in _ANSWERS:
            message = f"“{value}” is not an answer. Enter 0 to {MAXIMUM_ANSWER}, or “not answered”."
            raise ValidationError(message)
        return _ANSWERS[str(value)]

    def _serialize(self, value: int | None, *_: object, **__: object) -> int | str:
        return NOT_ANSWERED if value is None else value


def _odi_fields() -> Iterator[tuple[str, fields.Field[Any]]]:
    for section in OdiSection:
        yield section.value, OdiAnswer(section)
    yield (
        "odi_total",
        Number(
            "ODI total",
            lowest=0,
            highest=100,
            unit="points",
            hint="Only for historical records whose sections are not known.",
        ),
    )


class RecordVisitForm(CommandSchema):
    """What the patient answered on one day; the schedule says which visits are planned."""

    visited_on = Day("Date of the visit", required=True)
    planned_visit = OneOf("Planned visit", hint="Left empty, it follows from the date.")
    mode = Choice("How the answers were obtained", VisitMode)
    surgery_since_last_contact = Choice(
        "Spine surgery since the last contact",
        YesNoUnknown,
        hint="“No” lets the patient count as not reoperated up to this date; "
        "without an answer the count ends earlier.",
    )
    vas_back_0_100 = Whole("Back pain (VAS)", lowest=0, highest=100, unit="mm")
    vas_leg_0_100 = Whole("Leg pain (VAS)", lowest=0, highest=100, unit="mm")
    vas_back_not_answered = Flag("Back pain asked, not answered")
    vas_leg_not_answered = Flag("Leg pain asked, not answered")
    work_status = Choice("Work status", WorkStatus)
    opioid_use = Choice("Opioid use", YesNoUnknown)
    satisfaction = Choice("Satisfied with the treatment", Satisfaction)
    global_change = Choice("Change since the treatment, as the patient sees it", GlobalChange)

    warning_reason = WarningReason()

    class Meta:
        """The fields of the ODI, after those of the visit."""

        include: ClassVar = dict(_odi_fields())

    def __init__(self, schedule: Schedule) -> None:
        super().__init__()
        planned = self.fields["planned_visit"]
        if isinstance(planned, OneOf):
            follow_ups = ((visit.code, visit.label) for visit in schedule.visits)
            planned.choices = ((BASELINE, "Baseline"), *follow_ups)

    @pre_dump
    def by_section(self, command: RecordVisit, **_: object) -> dict[str, Any]:
        """Lay out the ODI under the names of its fields."""
        values = {field.name: getattr(command, field.name) for field in fields_of(command)}
        odi = values.pop("odi") or OdiEntry()
        return values | dict(odi.answers or {}) | {"odi_total": odi.total_0_100}

    @post_load
    def command(self, values: dict[str, Any], **_: object) -> RecordVisit:
        """Make the command, with the ODI apart."""
        answers = {section: values.pop(section) for section in OdiSection if section in values}
        total = values.pop("odi_total", None)
        odi = OdiEntry(answers=answers or None, total_0_100=total)
        return RecordVisit(odi=odi if answers or total is not None else None, **values)
