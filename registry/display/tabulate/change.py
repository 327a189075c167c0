"""Change of each instrument at each planned visit and to the last observation."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.results import InstrumentCourse, LastObservationChange
from registry.display.numbers import (
    bare,
    count_of,
    in_months,
    mean_sd,
    median_quartiles,
    named_bounds,
)
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.domain.instruments.catalogue import INSTRUMENTS

CHANGE_IS = "Change = baseline − follow-up: positive = improvement."


def change_table(courses: Sequence[InstrumentCourse]) -> DisplayTable:
    """Lay out baseline, follow-up and change among the patients who have both."""
    return DisplayTable(
        title="Change from baseline",
        columns=(
            TableColumn(header="", alignment="text", share=1.1),
            TableColumn(header="Pairs", share=0.5),
            TableColumn(header="Baseline mean (SD)", share=1.35),
            TableColumn(header="Follow-up mean (SD)", share=1.35),
            TableColumn(header="Change mean (SD)", share=1.35),
            TableColumn(header="Interval of the change", share=2.5),
        ),
        rows=tuple(row for course in courses for row in _rows(course)),
        notes=(CHANGE_IS, *(note for course in courses for note in _notes(course))),
    )


def _rows(course: InstrumentCourse) -> Iterator[TableRow]:
    instrument = INSTRUMENTS[course.instrument]
    yield group_row(f"{instrument.name}, {instrument.unit}, 0–100, lower is better")
    for visit in course.changes:
        months = in_months(visit.months)
        yield _row(months, visit.change)
    yield _row("Last observation", course.last_observation.change)


def _row(when: str, change: MeanChange | NotEstimable) -> TableRow:
    if isinstance(change, NotEstimable):
        return body_row(when, bare(change.n, "count"), "–", "–", "–", str(change))
    return body_row(
        when,
        bare(change.n, "count"),
        mean_sd(change.baseline_mean, change.baseline_standard_deviation, "points"),
        mean_sd(change.follow_up_mean, change.follow_up_standard_deviation, "points"),
        mean_sd(change.change_mean, change.change_standard_deviation, "points"),
        named_bounds(change.interval, "points"),
    )


def _notes(course: InstrumentCourse) -> Iterator[str]:
    name = INSTRUMENTS[course.instrument].name
    yield _last_observation_note(name, course.last_observation)
    if course.converted_scores:
        converted = count_of(course.converted_scores, course.scores)
        yield f"{name}: {converted} scores were converted from a 0–10 rating (× 10)."


def _last_observation_note(name: str, last: LastObservationChange) -> str:
    if isinstance(last.time_months, NotEstimable):
        return f"{name}, time of the last observation: {last.time_months}."
    time = median_quartiles(last.time_months, "months")
    return f"{name}, last observation: median (quartiles) {time} months after treatment."
