"""Adverse events: severity and seriousness are two answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import (
    AdverseEventCategory,
    EventOutcome,
    Relatedness,
    SeriousnessCriterion,
    SeverityGrade,
    YesNoUnknown,
)
from registry.domain.errors import BrokenRule
from registry.domain.partial_date import PartialDate
from registry.domain.rules import Lifetime, in_words, not_before, not_in_future, within_lifetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdverseEvent:
    """What is entered when the clinic learns of an adverse event, or more about it.

    ``received_on`` is when new information came (a follow-up report); None corrects what was
    entered, or enters an event.
    """

    verbatim_term: str
    category: AdverseEventCategory
    grade: SeverityGrade
    serious: bool
    related_to_cells: Relatedness
    related_to_injection: Relatedness
    expected: YesNoUnknown
    onset: PartialDate
    outcome: EventOutcome
    aware_on: date
    criteria: tuple[SeriousnessCriterion, ...] = ()
    related_to_harvest: Relatedness | None = None
    ended: PartialDate | None = None
    action_taken: str | None = None
    meddra_code: str | None = None
    reported_on: date | None = None
    authority_reference: str | None = None
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAdverseEvent:
    """What is entered when an event was reported to the authority."""

    reported_on: date
    authority_reference: str | None = None


def report_rules(reported_on: date | None, *, aware_on: date, today: date) -> Iterator[BrokenRule]:
    """Refuse a report in the future or before the clinic knew of the event."""
    if reported_on is not None:
        what = "the clinic became aware"
        yield from not_in_future("reported_on", reported_on, today=today)
        yield from not_before("reported_on", reported_on, earliest=aware_on, what=what)


def reported_once(reported_on: date | None) -> Iterator[BrokenRule]:
    """Refuse a second report of an event."""
    if reported_on is not None:
        rule = f"A report on {in_words(reported_on)} is already recorded. Amend the event instead."
        yield BrokenRule("reported_on", rule)


def follow_up_rules(
    received_on: date | None, *, latest: date | None, today: date
) -> Iterator[BrokenRule]:
    """Refuse new information on an event that is not stored, or out of its order.

    ``latest`` is when the newest information on the stored event came, None where none is stored.
    """
    if received_on is None:
        return
    if latest is None:
        yield BrokenRule("received_on", "This event is new: leave the date of a follow-up empty.")
    else:
        what = "the newest information"
        yield from not_in_future("received_on", received_on, today=today)
        yield from not_before("received_on", received_on, earliest=latest, what=what)


def seriousness_rules(command: RecordAdverseEvent) -> Iterator[BrokenRule]:
    """Refuse a serious event without a criterion, and a criterion without serious."""
    if command.serious and not command.criteria:
        yield BrokenRule("criteria", "A serious event meets at least one criterion. Tick which.")
    if command.criteria and not command.serious:
        rule = "An event that meets a criterion is serious. Tick “Serious” or clear the criteria."
        yield BrokenRule("serious", rule)


def fatality_rules(command: RecordAdverseEvent) -> Iterator[BrokenRule]:
    """Refuse a death that grade, criterion and outcome do not all say."""
    said = {
        "grade": command.grade is SeverityGrade.GRADE_5,
        "criteria": SeriousnessCriterion.DEATH in command.criteria,
        "outcome": command.outcome is EventOutcome.FATAL,
    }
    if not any(said.values()):
        return
    rule = "Grade 5, the criterion death and the outcome fatal go together. Enter all or none."
    yield from (BrokenRule(field, rule) for field, death in said.items() if not death)


def date_rules(command: RecordAdverseEvent, lifetime: Lifetime) -> Iterator[BrokenRule]:
    """Refuse dates that are impossible, or out of their order.

    A date known to the month or year is refused only where none of its days is possible.
    """
    began = command.onset.first_day
    yield from within_lifetime("onset", began, lifetime)
    yield from not_in_future("aware_on", command.aware_on, today=lifetime.today)
    yield from not_before("aware_on", command.aware_on, earliest=began, what="the onset")
    yield from report_rules(command.reported_on, aware_on=command.aware_on, today=lifetime.today)
    if command.ended is not None:
        yield from within_lifetime("ended", command.ended.first_day, lifetime)
        yield from not_before("ended", command.ended.last_day, earliest=began, what="the onset")
