"""Visits: what a patient answered on one day, and which planned visit that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import VisitMode, WorkStatus, YesNoUnknown
from registry.domain.errors import BrokenRule
from registry.domain.instruments.instrument import Conversion
from registry.domain.instruments.odi import OdiSection
from registry.domain.rules import in_words
from registry.domain.schedule import Schedule
from registry.domain.visit_answers import GlobalChange, Satisfaction

BASELINE = "baseline"


@dataclass(frozen=True, slots=True, kw_only=True)
class OdiEntry:
    """The sections as they were answered, or the total alone where only that is known.

    A section that is None was asked and not answered; one that is absent was not asked.
    """

    answers: Mapping[OdiSection, int | None] | None = None
    total_0_100: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordVisit:
    """What is entered after a visit; ``conversion`` says how the two pain values came about.

    ``planned_visit`` None leaves it to the date which planned visit this is;
    ``warning_reason`` says why it is saved though it raises a warning.
    """

    visited_on: date
    planned_visit: str | None = None
    mode: VisitMode | None = None
    surgery_since_last_contact: YesNoUnknown | None = None
    work_status: WorkStatus | None = None
    opioid_use: YesNoUnknown | None = None
    satisfaction: Satisfaction | None = None
    global_change: GlobalChange | None = None
    vas_back_0_100: float | None = None
    vas_leg_0_100: float | None = None
    vas_back_not_answered: bool = False
    vas_leg_not_answered: bool = False
    odi: OdiEntry | None = None
    conversion: Conversion = Conversion.NONE
    warning_reason: str | None = None


def answer_rules(command: RecordVisit) -> Iterator[BrokenRule]:
    """Refuse a visit without an answer, and an answer given twice."""
    for field, value, not_answered in (
        ("vas_back_0_100", command.vas_back_0_100, command.vas_back_not_answered),
        ("vas_leg_0_100", command.vas_leg_0_100, command.vas_leg_not_answered),
    ):
        if value is not None and not_answered:
            yield BrokenRule(field, "Enter a number or tick “Asked, not answered”, not both.")
    odi = command.odi
    if odi is not None and odi.answers is not None and odi.total_0_100 is not None:
        yield BrokenRule("odi_total", "Enter the ten sections or the total, not both.")
    if command.vas_back_0_100 is None and command.vas_leg_0_100 is None and not _answered(odi):
        yield BrokenRule("vas_back_0_100", "Enter at least one answer: a pain score or the ODI.")


def _answered(odi: OdiEntry | None) -> bool:
    if odi is None:
        return False
    sections = (odi.answers or {}).values()
    return odi.total_0_100 is not None or any(answer is not None for answer in sections)


def planned_visit_rules(
    command: RecordVisit, *, schedule: Schedule, index_date: date | None
) -> Iterator[BrokenRule]:
    """Refuse a planned visit that the plan or the date of treatment makes impossible."""
    code = command.planned_visit
    if code is None:
        return
    if code == BASELINE:
        if index_date is not None and command.visited_on > index_date:
            rule = f"A baseline is taken up to the day of treatment ({in_words(index_date)})."
            yield BrokenRule("planned_visit", rule)
    elif code not in {visit.code for visit in schedule.visits}:
        yield BrokenRule("planned_visit", f"The follow-up plan has no visit “{code}”.")
    elif index_date is None or command.visited_on <= index_date:
        rule = "A visit up to the day of treatment is a baseline. Choose “Baseline”."
        yield BrokenRule("planned_visit", rule)


def planned_visit(
    command: RecordVisit, *, schedule: Schedule, index_date: date | None
) -> str | None:
    """Return the planned visit that was chosen or that the date says, None between windows."""
    if command.planned_visit is not None:
        return command.planned_visit
    if index_date is None or command.visited_on <= index_date:
        return BASELINE
    planned = schedule.collection_visit(index_date, command.visited_on)
    return planned.code if planned else None
