"""Treatment-emergent adverse events by category."""

from collections.abc import Sequence

from registry.analysis.safety_results import AdverseEventCount, Safety, SeriousEvent
from registry.display.numbers import bare, count_noun, count_of, proportion, rate
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, total_row
from registry.domain.codes import SeverityGrade

LONGEST_LIST = 200
_TERMS = (
    "Treatment-emergent: onset on or after the day of treatment; an onset known to the month or "
    "year is taken as its earliest possible day not before treatment. Serious: meets an ICH E2A "
    "criterion. Severe: CTCAE v5 grade 3 or higher. Related: possible or more to the cells, the "
    "injection or the harvest. A patient counts once in each category."
)


def safety_table(safety: Safety) -> DisplayTable:
    """Lay out events and patients by category; serious and severe are two columns."""
    return DisplayTable(
        title="Treatment-emergent adverse events",
        columns=(
            TableColumn(header="Category", alignment="text", share=2.6),
            TableColumn(header="Events"),
            TableColumn(header="Patients"),
            TableColumn(header="Serious events"),
            TableColumn(header="Patients with serious"),
            TableColumn(header="Severe events"),
            TableColumn(header="Related events"),
        ),
        rows=_rows(safety) if safety.treated else (),
        notes=(
            f"Patients with an event: {proportion(safety.patients_with_event)}.",
            f"Patients with a serious event: {proportion(safety.patients_with_serious_event)}.",
            f"Events: {rate(safety.event_rate)}.",
            f"Deaths from any cause: {count_of(safety.deaths, safety.treated)} patients.",
            _TERMS,
        ),
    )


def serious_table(serious: Sequence[SeriousEvent]) -> DisplayTable:
    """List serious events, one a row, without anything that names a patient."""
    more = len(serious) - LONGEST_LIST
    return DisplayTable(
        title="Serious adverse events, each",
        columns=(
            TableColumn(header="Category", alignment="text", share=2.2),
            TableColumn(header="Grade", alignment="text", share=1.4),
            TableColumn(header="Related", alignment="text", share=0.7),
            TableColumn(header="Days since treatment", share=0.7),
        ),
        rows=tuple(
            body_row(
                event.category.label,
                SeverityGrade(str(event.grade)).label,
                "yes" if event.related else "no",
                bare(event.days_since_treatment, "count"),
            )
            for event in serious[:LONGEST_LIST]
        ),
        notes=(f"{count_noun(more, 'more event')} in the JSON beside the report.",)
        if more > 0
        else (),
    )


def _rows(safety: Safety) -> tuple[TableRow, ...]:
    categories = (body_row(*_cells(count)) for count in safety.categories)
    return (*categories, total_row(*_cells(safety.total)))


def _cells(count: AdverseEventCount) -> tuple[str, ...]:
    counts = (
        count.events,
        count.patients,
        count.serious_events,
        count.serious_patients,
        count.severe_events,
        count.related_events,
    )
    label = count.category.label if count.category else "All categories"
    return (label, *(bare(value, "count") for value in counts))
