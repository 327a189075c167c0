"""Soft warnings: what is unusual enough to be asked about, and is stored with the answer.

A warning is a function whose name is its code and whose first line is its sentence. It returns
what it says of one visit, or None. To add one, write the function and name it in
``VISIT_WARNINGS``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from registry.domain.errors import BrokenRule
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.instruments.odi import OdiSection
from registry.domain.rules import in_words
from registry.domain.schedule import Schedule
from registry.domain.visit import BASELINE

WARNING_REASON = "warning_reason"
"""The form field in which the reason is asked."""

LARGEST_USUAL_JUMP = 50
SEVERE_DISABILITY = 60
FEWEST_ALIKE = 2

Answer = InstrumentCode | OdiSection


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedWarning:
    """A warning that one record raises: which, and what it says."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAnswers:
    """What was answered on one day: scores on 0-100, and the ODI sections where known."""

    visited_on: date
    planned_visit: str | None
    values: Mapping[Answer, float | None]

    @property
    def given(self) -> dict[Answer, float]:
        """The answers that were given."""
        return {answer: value for answer, value in self.values.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredVisit:
    """A visit about to be stored, beside the patient’s other visits in order of time."""

    answers: VisitAnswers
    others: tuple[VisitAnswers, ...]
    schedule: Schedule
    index_date: date | None

    @property
    def before(self) -> VisitAnswers | None:
        """The last visit before this one."""
        earlier = [other for other in self.others if other.visited_on < self.answers.visited_on]
        return earlier[-1] if earlier else None


VisitWarning = Callable[[EnteredVisit], str | None]


def outside_collection_window(visit: EnteredVisit) -> str | None:
    """Warn of a follow-up outside the collection window of its planned visit, or in none."""
    day, index = visit.answers.visited_on, visit.index_date
    if index is None or day <= index:
        return None
    code = visit.answers.planned_visit
    if code is None:
        return f"{in_words(day)} lies in no collection window."
    planned = next(each for each in visit.schedule.visits if each.code == code)
    opens, closes = planned.opens(index), planned.closes(index)
    if opens <= day <= closes:
        return None
    window = f"{in_words(opens)} to {in_words(closes)}"
    return f"{in_words(day)} is outside the window of the visit at {planned.label} ({window})."


def large_jump(visit: EnteredVisit) -> str | None:
    """Warn of a score more than 50 points from that of the last visit."""
    if visit.before is None:
        return None
    now, before = visit.answers.given, visit.before.given
    jumps = [
        f"{INSTRUMENTS[code].name} was {before[code]:.0f}, now {now[code]:.0f}"
        for code in INSTRUMENTS
        if code in now and code in before and abs(now[code] - before[code]) > LARGEST_USUAL_JUMP
    ]
    since = in_words(visit.before.visited_on)
    return f"More than 50 points since {since}: {'; '.join(jumps)}." if jumps else None


def no_pain_but_disabled(visit: EnteredVisit) -> str | None:
    """Warn of a VAS back of 0 with an ODI above 60."""
    given = visit.answers.given
    odi = given.get(InstrumentCode.ODI, 0)
    if given.get(InstrumentCode.VAS_BACK) == 0 and odi > SEVERE_DISABILITY:
        return f"VAS back is 0 while the ODI is {odi:.0f}."
    return None


def same_answers_again(visit: EnteredVisit) -> str | None:
    """Warn of two answers or more that are all exactly those of the last visit."""
    before = visit.before
    given = visit.answers.given
    if before is None or len(given) < FEWEST_ALIKE or given != before.given:
        return None
    return f"All answers are exactly those of {in_words(before.visited_on)}."


def planned_visit_twice(visit: EnteredVisit) -> str | None:
    """Warn of a planned visit that was entered before."""
    code = visit.answers.planned_visit
    days = [in_words(each.visited_on) for each in visit.others if each.planned_visit == code]
    if code is None or not days:
        return None
    labels = {each.code: f"visit at {each.label}" for each in visit.schedule.visits}
    what = "baseline" if code == BASELINE else labels[code]
    return f"The {what} is recorded already, on {' and on '.join(days)}."


VISIT_WARNINGS: tuple[VisitWarning, ...] = (
    outside_collection_window,
    large_jump,
    no_pain_but_disabled,
    same_answers_again,
    planned_visit_twice,
)


def visit_warnings(visit: EnteredVisit) -> Iterator[RaisedWarning]:
    """Yield every warning that a visit raises."""
    for warning in VISIT_WARNINGS:
        sentence = warning(visit)
        if sentence:
            yield RaisedWarning(rule=warning.__name__, sentence=sentence)


def unexplained(warnings: Iterable[RaisedWarning], reason: str | None) -> Iterator[BrokenRule]:
    """Ask for a reason for every warning, where none was given."""
    if reason is None:
        yield from (BrokenRule(WARNING_REASON, warning.sentence) for warning in warnings)
