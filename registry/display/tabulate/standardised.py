"""Change in units of a standard deviation."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable, StandardisedValue
from registry.analysis.results import InstrumentCourse, VisitChange
from registry.display.numbers import bare, bounds, in_months
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.domain.instruments.catalogue import INSTRUMENTS

_UNITS = (
    "Standardised response mean: mean change ÷ standard deviation of the changes. Hedges’ g: mean "
    "change ÷ standard deviation at baseline. Both without the bias of small samples; positive = "
    "improvement. They compare instruments; they say nothing of what a patient would notice."
)


def standardised_table(courses: Sequence[InstrumentCourse]) -> DisplayTable:
    """Lay out both standardised changes at each visit."""
    return DisplayTable(
        title="Change in standard deviations",
        columns=(
            TableColumn(header="", alignment="text", share=1.2),
            TableColumn(header="Pairs", share=0.6),
            TableColumn(header="Standardised response mean (CI)", share=1.8),
            TableColumn(header="Hedges’ g (CI)", share=1.4),
        ),
        rows=tuple(row for course in courses for row in _rows(course)),
        notes=(_UNITS,),
    )


def _rows(course: InstrumentCourse) -> Iterator[TableRow]:
    yield group_row(INSTRUMENTS[course.instrument].name)
    for visit in course.changes:
        yield body_row(in_months(visit.months), *_cells(visit))


def _cells(visit: VisitChange) -> tuple[str, ...]:
    found = visit.standardised
    if isinstance(found, NotEstimable):
        return bare(found.n, "count"), str(found), "–"
    return bare(found.n, "count"), _written(found.response_mean), _written(found.hedges_g)


def _written(found: StandardisedValue) -> str:
    return f"{bare(found.value, 'rate')} ({bounds(found.interval, 'rate')})"
