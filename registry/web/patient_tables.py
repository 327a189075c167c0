"""The records of one patient as tables."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from registry.display.banner import change_words, since_treatment
from registry.display.numbers import bare, day
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, record_row
from registry.display.tabulate.change import CHANGE_IS
from registry.domain.codes import Code, DatePrecision, DiscLevel
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import Conversion
from registry.domain.partial_date import PartialDate
from registry.domain.patient_overview import PatientOverview
from registry.domain.reoperation import level_relation
from registry.domain.schedule import Schedule
from registry.models import AdverseEvent, Reoperation, Score, Treatment, Visit

NOTHING = "–"
_PARTIAL_DAY = {DatePrecision.MONTH: "%B %Y", DatePrecision.YEAR: "%Y"}


def treatments_table(treatments: Sequence[Treatment]) -> DisplayTable:
    """Lay out the injection sessions."""
    return _table(
        "Treatments",
        ("Date", "Discs", "Product", "Source", "Donor", "Viable cells, million"),
        (
            record_row(
                "treatments",
                treatment.id,
                day(treatment.treated_on),
                ", ".join(entry.level.label for entry in treatment.levels) or "not published",
                treatment.product_type.label,
                treatment.tissue_source.label,
                _label(treatment.donor),
                _value(treatment.viable_cells_million),
            )
            for treatment in treatments
        ),
        numbers=("Viable cells, million",),
    )


def visits_table(visits: Sequence[Visit], schedule: Schedule) -> DisplayTable:
    """Lay out the visits with their scores."""
    scores = tuple(f"{each.name}, {each.unit}" for each in INSTRUMENTS.values())
    planned = {visit.code: visit.label for visit in schedule.visits} | {"baseline": "Baseline"}
    return _table(
        "Visits",
        ("Date", "Planned visit", "Mode", "Surgery since last contact", *scores, "Further answers"),
        (
            record_row(
                "visits",
                visit.id,
                day(visit.visited_on),
                planned.get(visit.planned_visit or "", "none"),
                _label(visit.mode),
                _label(visit.surgery_since_last_contact),
                *_scores(visit),
                _further(visit),
            )
            for visit in visits
        ),
        numbers=scores,
    )


def course_table(overview: PatientOverview, schedule: Schedule) -> DisplayTable:
    """Lay out every score with its time since treatment and its change from baseline."""
    return _table(
        "Scores since treatment",
        ("Date", "Since treatment", "Instrument", "Score", "Change"),
        _course(overview, schedule),
        numbers=("Score", "Change"),
        notes=(CHANGE_IS,),
    )


def adverse_events_table(events: Sequence[AdverseEvent], index: date | None) -> DisplayTable:
    """Lay out the adverse events since treatment; severity and seriousness are two columns."""
    return _table(
        "Adverse events",
        (
            "Event",
            "Category",
            "Began",
            "Since treatment",
            "Severity",
            "Serious",
            "Related",
            "Outcome",
            "Aware, reported",
        ),
        (
            record_row(
                "adverse-events",
                event.id,
                event.verbatim_term,
                event.category.label,
                partial_day(event.onset_on, event.onset_precision),
                event_since(event, index),
                event.grade.label,
                _serious(event),
                _related(event),
                event.outcome.label,
                _reported(event),
            )
            for event in events
        ),
    )


def reoperations_table(
    operations: Sequence[Reoperation], treatments: Sequence[Treatment], index: date | None
) -> DisplayTable:
    """Lay out the operations, and where each lies relative to the treated discs."""
    treated = {entry.level for treatment in treatments for entry in treatment.levels}
    return _table(
        "Operations after treatment",
        ("Date", "Since treatment", "Procedure", "Discs", "Relation", "Indication", "Facility"),
        (
            record_row(
                "reoperations",
                operation.id,
                day(operation.performed_on),
                since_treatment(operation.performed_on, index),
                operation.procedure.label,
                ", ".join(entry.level.label for entry in operation.levels),
                _relation(operation, treated),
                operation.indication.label,
                operation.facility or NOTHING,
            )
            for operation in operations
        ),
    )


def partial_day(first_day: date, precision: DatePrecision) -> str:
    """Write a date as exactly as it is known."""
    style = _PARTIAL_DAY.get(precision)
    return f"{first_day:{style}}" if style else day(first_day)


def event_since(event: AdverseEvent, index: date | None) -> str:
    """Say when an event began; of a month or a year, only on which side of the treatment."""
    if index is None or event.onset_precision is DatePrecision.DAY:
        return since_treatment(event.onset_on, index)
    onset = PartialDate(event.onset_on, event.onset_precision)
    return "after treatment" if onset.earliest_not_before(index) >= index else "before treatment"


def _table(
    title: str,
    headers: Sequence[str],
    rows: Iterable[TableRow],
    *,
    numbers: Collection[str] = (),
    notes: tuple[str, ...] = (),
) -> DisplayTable:
    """Return a table; the headers of the columns that hold numbers are ``numbers``."""
    columns = tuple(
        TableColumn(header=header, alignment="number" if header in numbers else "text")
        for header in headers
    )
    return DisplayTable(title=title, columns=columns, rows=tuple(rows), notes=notes)


def _course(overview: PatientOverview, schedule: Schedule) -> Iterator[TableRow]:
    index = overview.index_date
    for score in overview.scores:
        change = NOTHING
        if index is not None and score.answered_on > index:
            baseline = overview.baseline(score.instrument, schedule)
            change = change_words(baseline.value - score.value) if baseline else "no baseline"
        since = since_treatment(score.answered_on, index)
        name = INSTRUMENTS[score.instrument].name
        yield body_row(day(score.answered_on), since, name, bare(score.value, "points"), change)


def _scores(visit: Visit) -> Iterator[str]:
    scores = {score.instrument: score for score in visit.scores}
    for code in INSTRUMENTS:
        yield _score(scores[code]) if code in scores else NOTHING


def _further(visit: Visit) -> str:
    """Name each further question that was asked, with its answer."""
    asked = {
        "Work": visit.work_status,
        "opioids": visit.opioid_use,
        "satisfaction": visit.satisfaction,
        "change": visit.global_change,
    }
    answers = [f"{what}: {code.label.lower()}" for what, code in asked.items() if code]
    return "; ".join(answers) or NOTHING


def _score(score: Score) -> str:
    if score.value_0_100 is None:
        return "not scorable" if score.odi_answers else "not answered"
    converted = " (0–10 rating × 10)" if score.conversion is Conversion.NRS_TIMES_10 else ""
    return bare(score.value_0_100, "points") + converted


def _serious(event: AdverseEvent) -> str:
    criteria = sorted(each.criterion.label.lower() for each in event.seriousness)
    return f"Serious: {'; '.join(criteria)}" if event.serious else "No"


def _reported(event: AdverseEvent) -> str:
    more = f"more on {day(event.received_on)}" if event.received_on else None
    reported = f"reported {day(event.reported_on)}" if event.reported_on else None
    said = (day(event.aware_on), more, reported, event.authority_reference)
    return ", ".join(filter(None, said))


def _related(event: AdverseEvent) -> str:
    asked = {
        "Cells": event.related_to_cells,
        "injection": event.related_to_injection,
        "harvest": event.related_to_harvest,
    }
    return ", ".join(f"{to} {how.label.lower()}" for to, how in asked.items() if how)


def _relation(operation: Reoperation, treated: AbstractSet[DiscLevel]) -> str:
    relation = level_relation([entry.level for entry in operation.levels], treated)
    return relation.label if relation else "treated discs not known"


def _label(code: Code | None) -> str:
    return code.label if code else NOTHING


def _value(value: float | None) -> str:
    return NOTHING if value is None else bare(value, "points")
