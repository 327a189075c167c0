"""Completeness of follow-up at one site."""

from collections.abc import Sequence
from dataclasses import dataclass

from registry.display.numbers import bare, count_of, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row

_DUE = (
    "Due: the collection window has closed, and it closed while the patient could still be asked. "
    "Answered: a visit is recorded for this planned visit. The cohort report counts instead who "
    "has a score in the analysis window, which is wider than the window in which we collect."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCompleteness:
    """One planned visit, ready for its row; ``due_answered`` are the due among the answered."""

    label: str
    treated: int
    due: int
    due_answered: int
    answered: int


def completeness_table(title: str, visits: Sequence[VisitCompleteness]) -> DisplayTable:
    """Lay out answered of due and answered of treated."""
    return DisplayTable(
        title=title,
        columns=(
            TableColumn(header="Visit", alignment="text"),
            TableColumn(header="Treated"),
            TableColumn(header="Due"),
            TableColumn(header="Answered of due"),
            TableColumn(header="Answered of treated"),
        ),
        rows=tuple(_row(visit) for visit in visits),
        notes=(_DUE,),
    )


def _row(visit: VisitCompleteness) -> TableRow:
    return body_row(
        visit.label,
        bare(visit.treated, "count"),
        bare(visit.due, "count"),
        _share(visit.due_answered, visit.due),
        _share(visit.answered, visit.treated),
    )


def _share(count: int, denominator: int) -> str:
    if not denominator:
        return "nobody due"
    return f"{number(count / denominator, 'share')} ({count_of(count, denominator)})"
