"""Mean change at each visit from all patients, beside that of the patients with both scores."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.results import InstrumentCourse, VisitChange
from registry.display.numbers import bare, bounds, count_noun, in_months
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.change import CHANGE_IS
from registry.domain.instruments.catalogue import INSTRUMENTS

_MODEL = (
    "Model: repeated measures with visit, baseline and their interaction, unstructured covariance, "
    "REML, Satterthwaite; over the baselines of its patients. It estimates the change were "
    "everybody to answer every visit, if who is missing depends on the baseline and the answered "
    "visits alone. Where the two columns differ, who answered was not like who did not."
)


def modelled_table(courses: Sequence[InstrumentCourse]) -> DisplayTable:
    """Lay out observed and modelled change at each visit."""
    return DisplayTable(
        title="Change with and without those who missed the visit",
        columns=(
            TableColumn(header="", alignment="text", share=1.2),
            TableColumn(header="Pairs", share=0.6),
            TableColumn(header="Observed change (CI)", share=1.8),
            TableColumn(header="Modelled change (CI)", share=1.8),
        ),
        rows=tuple(row for course in courses for row in _rows(course)),
        notes=(CHANGE_IS, _MODEL, *(note for course in courses for note in _notes(course))),
    )


def _rows(course: InstrumentCourse) -> Iterator[TableRow]:
    instrument = INSTRUMENTS[course.instrument]
    yield group_row(f"{instrument.name}, {instrument.unit}")
    for visit in course.changes:
        months = in_months(visit.months)
        yield body_row(months, *_observed(visit), _modelled(course, visit.visit))


def _observed(visit: VisitChange) -> tuple[str, str]:
    change = visit.change
    if isinstance(change, NotEstimable):
        return bare(change.n, "count"), str(change)
    interval = bounds(change.interval, "points")
    return bare(change.n, "count"), f"{bare(change.change_mean, 'points')} ({interval})"


def _modelled(course: InstrumentCourse, visit: str) -> str:
    model = course.modelled
    if isinstance(model, NotEstimable) or visit not in model.visits:
        return "–"
    mean = model.means[model.visits.index(visit)]
    return f"{bare(mean.value, 'points')} ({bounds(mean.interval, 'points')})"


def _notes(course: InstrumentCourse) -> Iterator[str]:
    name, model = INSTRUMENTS[course.instrument].name, course.modelled
    if isinstance(model, NotEstimable):
        yield f"{name}: no model, {model.reason}."
    else:
        patients = count_noun(model.patients, "patient")
        yield f"{name}: model of {patients} with {count_noun(model.changes, 'change')}."
