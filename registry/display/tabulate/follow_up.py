"""Completeness of follow-up at each planned visit."""

from collections.abc import Sequence

from registry.analysis.patient_results import FollowUp
from registry.display.numbers import bare, proportion
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row

_DUE = (
    "A visit is due once its collection window has closed while the patient could still be "
    "asked. Answered: at least one score in the visit's analysis window, due or not."
)


def follow_up_table(follow_up: Sequence[FollowUp]) -> DisplayTable:
    """Lay out both follow-up rates, answered of due and answered of treated."""
    return DisplayTable(
        title="Follow-up by planned visit",
        columns=(
            TableColumn(header="Months", share=0.6),
            TableColumn(header="Treated", share=0.7),
            TableColumn(header="Due", share=0.6),
            TableColumn(header="Answered", share=0.8),
            TableColumn(header="Answered of due", share=2.7),
            TableColumn(header="Answered of treated", share=2.7),
        ),
        rows=tuple(_row(visit) for visit in follow_up),
        notes=(_DUE,),
    )


def _row(visit: FollowUp) -> TableRow:
    return body_row(
        bare(visit.months, "count"),
        bare(visit.treated, "count"),
        bare(visit.due, "count"),
        bare(visit.answered, "count"),
        proportion(visit.answered_of_due),
        proportion(visit.answered_of_treated),
    )
