"""Data-quality rules: what stored records leave out, or say against each other.

To add a rule, write one function that yields the key of each record that breaks it, and name
above it the table, the field and the sentence that is asked.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from registry.domain.codes import EventOutcome, YesNoUnknown
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule
from registry.extracts.patient_record import PatientRecord
from registry.models import Patient, Visit

UNTREATED_DAYS = 90
UNRESOLVED_DAYS = 30
YOUNGEST_YEARS, OLDEST_YEARS = 18, 90
NOTICEABLE_PAIN, NOTICEABLE_DISABILITY = 15, 10
"""The minimal important changes of Ostelo 2008: less than these is no direction."""

_ENDED = frozenset({EventOutcome.RECOVERED, EventOutcome.SEQUELAE})
_UNRESOLVED = frozenset({EventOutcome.RECOVERING, EventOutcome.NOT_RECOVERED, EventOutcome.UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One patient with all records; ``explained`` are the visits whose day has its reason."""

    patient: Patient
    record: PatientRecord
    explained: frozenset[int]
    schedule: Schedule
    today: date

    @property
    def index_date(self) -> date | None:
        """Time zero, None before any treatment."""
        return self.record.treatments[0].treated_on if self.record.treatments else None

    def follow_ups(self) -> Iterator[tuple[date, Visit]]:
        """Yield each visit after treatment with the day of the visit or treatment before it."""
        before = self.index_date
        if before is None:
            return
        for visit in self.record.visits:
            if visit.visited_on > before:
                yield before, visit
                before = visit.visited_on


Find = Callable[[Case], Iterator[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityRule:
    """One rule: its name, what it asks, the field it is about, and what finds it broken."""

    name: str
    sentence: str
    table: str
    field: str
    find: Find


QUALITY_RULES: dict[str, QualityRule] = {}


def quality_rule(table: str, field: str, sentence: str) -> Callable[[Find], Find]:
    """Make a function a rule about that field, under the function’s name."""

    def register(find: Find) -> Find:
        name = find.__name__
        QUALITY_RULES[name] = QualityRule(
            name=name, sentence=sentence, table=table, field=field, find=find
        )
        return find

    return register


@quality_rule(
    "treatment",
    "treated_on",
    "No score lies in the 90 days before treatment. Enter the baseline, or say why there is none.",
)
def missing_baseline(case: Case) -> Iterator[int]:
    """Find the first treatment of a patient without a baseline."""
    index = case.index_date
    if index is None:
        return
    ages = [
        (index - visit.visited_on).days
        for visit in case.record.visits
        if any(score.value_0_100 is not None for score in visit.scores)
    ]
    if not any(0 <= age <= case.schedule.baseline_max_age_days for age in ages):
        yield case.record.treatments[0].id


@quality_rule(
    "visit",
    "visited_on",
    "The follow-up lies outside the window of its planned visit, without a reason. Check the date.",
)
def follow_up_outside_window(case: Case) -> Iterator[int]:
    """Find visits outside their collection window for which nobody gave a reason."""
    planned = {visit.code: visit for visit in case.schedule.visits}
    for visit in case.record.visits:
        plan = planned.get(visit.planned_visit or "")
        if plan is None or case.index_date is None or visit.id in case.explained:
            continue
        opens, closes = plan.opens(case.index_date), plan.closes(case.index_date)
        if not opens <= visit.visited_on <= closes:
            yield visit.id


@quality_rule(
    "visit",
    "vas_back_0_100",
    "Back pain and ODI changed noticeably in opposite directions since the visit before. Check.",
)
def pain_and_disability_apart(case: Case) -> Iterator[int]:
    """Find visits at which pain got better and disability worse, or the other way round."""
    before: tuple[float, float] | None = None
    for visit in case.record.visits:
        values = {score.instrument: score.value_0_100 for score in visit.scores}
        pain, odi = values.get(InstrumentCode.VAS_BACK), values.get(InstrumentCode.ODI)
        if pain is None or odi is None:
            continue
        if before is not None and _apart(pain - before[0], odi - before[1]):
            yield visit.id
        before = pain, odi


def _apart(pain: float, odi: float) -> bool:
    noticeable = abs(pain) >= NOTICEABLE_PAIN and abs(odi) >= NOTICEABLE_DISABILITY
    return noticeable and pain * odi < 0


@quality_rule(
    "visit",
    "surgery_since_last_contact",
    "Surgery was answered with yes and no operation is recorded since the visit before. Add it.",
)
def operation_not_recorded(case: Case) -> Iterator[int]:
    """Find visits that report an operation of which there is no record."""
    for before, visit in case.follow_ups():
        said = visit.surgery_since_last_contact is YesNoUnknown.YES
        if said and not _operated(case, before, visit.visited_on):
            yield visit.id


@quality_rule(
    "visit",
    "surgery_since_last_contact",
    "Surgery was answered with no and an operation is recorded since the visit before. Check.",
)
def operation_not_reported(case: Case) -> Iterator[int]:
    """Find visits that deny an operation of which there is a record."""
    for before, visit in case.follow_ups():
        denied = visit.surgery_since_last_contact is YesNoUnknown.NO
        if denied and _operated(case, before, visit.visited_on):
            yield visit.id


def _operated(case: Case, after: date, until: date) -> bool:
    return any(after < operation.performed_on <= until for operation in case.record.reoperations)


@quality_rule("adverse_event", "ended", "The event is over and has no end. Enter when it ended.")
def end_missing(case: Case) -> Iterator[int]:
    """Find events that are over, without their end."""
    for event in case.record.adverse_events:
        if event.outcome in _ENDED and event.ended_on is None:
            yield event.id


@quality_rule(
    "adverse_event",
    "outcome",
    "The serious event was not over 30 days after the clinic learnt of it. Enter how it went on.",
)
def serious_event_unresolved(case: Case) -> Iterator[int]:
    """Find serious events that nobody has followed up to their end."""
    for event in case.record.adverse_events:
        old = (case.today - event.aware_on).days > UNRESOLVED_DAYS
        if event.serious and event.outcome in _UNRESOLVED and old:
            yield event.id


@quality_rule("treatment", "lot_number", "The lot of the product is missing. Enter it.")
def lot_missing(case: Case) -> Iterator[int]:
    """Find treatments whose product cannot be traced."""
    yield from (each.id for each in case.record.treatments if each.lot_number is None)


@quality_rule(
    "treatment", "viable_cells_million", "The number of viable cells is missing. Enter it."
)
def cells_missing(case: Case) -> Iterator[int]:
    """Find treatments without a dose."""
    yield from (each.id for each in case.record.treatments if each.viable_cells_million is None)


@quality_rule(
    "patient",
    "enrolled_on",
    "Enrolled for more than 90 days and not treated. Record the treatment or the end of follow-up.",
)
def not_treated(case: Case) -> Iterator[int]:
    """Find patients who wait for a treatment without an end of follow-up."""
    waiting = (case.today - case.patient.enrolled_on).days > UNTREATED_DAYS
    if waiting and not case.record.treatments and not case.record.dispositions:
        yield case.patient.id


@quality_rule(
    "patient",
    "birth_year",
    "The age at enrolment is below 18 or above 90. Check the year of birth.",
)
def unusual_age(case: Case) -> Iterator[int]:
    """Find patients who are unusually young or old for the treatment."""
    age_years = case.patient.enrolled_on.year - case.patient.birth_year
    if not YOUNGEST_YEARS <= age_years <= OLDEST_YEARS:
        yield case.patient.id
