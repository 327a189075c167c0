"""Flow of patients: how many reached each stage by the cut-off."""

from registry.analysis.patient_results import PatientFlow, VisitFlow
from registry.display.numbers import bare, count_noun, in_months
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row

_ALL = "All later figures are about the patients treated."
_SELECTED = "All later figures are about the patients treated who are in the groups chosen."
NO_LONGER_ASKED = (
    "No longer asked: died, withdrew from contact or went to another clinic before the visit was "
    "due. A patient lost to follow-up stays due."
)


def patient_flow_table(flow: PatientFlow) -> DisplayTable:
    """Lay out the stages in the order in which a patient meets them."""
    chosen = flow.treated != flow.treated_at_sites
    stages = (
        ("Enrolled", flow.enrolled),
        ("Treated", flow.treated_at_sites),
        *((("In the groups chosen", flow.treated),) if chosen else ()),
        ("Died", flow.died),
        ("Withdrew from contact", flow.withdrawn),
        ("Lost to follow-up", flow.lost),
        ("Transferred to another clinic", flow.transferred),
    )
    return DisplayTable(
        title="Flow of patients",
        columns=(
            TableColumn(header="Stage", alignment="text", share=2),
            TableColumn(header="Patients", share=0.8),
        ),
        rows=tuple(body_row(stage, bare(count, "count")) for stage, count in stages),
        notes=(_SELECTED if chosen else _ALL, left_out_sentence(flow)),
    )


def visit_flow_table(flow: PatientFlow) -> DisplayTable:
    """Lay out where the patients treated stand at each planned visit."""
    return DisplayTable(
        title="Flow of patients at each visit",
        columns=(
            TableColumn(header="Visit", alignment="text", share=0.9),
            TableColumn(header="Due", share=0.6),
            TableColumn(header="Answered", share=0.7),
            TableColumn(header="Not answered", share=0.7),
            TableColumn(header="No longer asked", share=0.8),
            TableColumn(header="Not yet due", share=0.7),
            TableColumn(header="Answered, not due", share=0.8),
        ),
        rows=tuple(_visit_row(visit) for visit in flow.visits),
        notes=(
            f"Due, no longer asked and not yet due make up {count_noun(flow.treated, 'patient')}.",
            NO_LONGER_ASKED,
        ),
    )


def _visit_row(visit: VisitFlow) -> TableRow:
    counts = (
        visit.due,
        visit.answered,
        visit.not_answered,
        visit.no_longer_asked,
        visit.not_yet_due,
        visit.answered_undue,
    )
    return body_row(in_months(visit.months), *(bare(count, "count") for count in counts))


def left_out_sentence(flow: PatientFlow) -> str:
    """Say how many patients withdrew from the registry and are in no figure.

    Examples
    --------
    >>> from dataclasses import replace
    >>> flow = PatientFlow(
    ...     enrolled=9,
    ...     treated_at_sites=8,
    ...     treated=8,
    ...     died=0,
    ...     withdrawn=0,
    ...     lost=0,
    ...     transferred=0,
    ...     left_out=1,
    ...     visits=(),
    ... )
    >>> left_out_sentence(flow)
    '1 more patient withdrew from the registry by the cut-off and is left out of every figure.'
    >>> left_out_sentence(replace(flow, left_out=0))
    'Nobody had withdrawn from the registry by the cut-off.'
    """
    if not flow.left_out:
        return "Nobody had withdrawn from the registry by the cut-off."
    are = "is" if flow.left_out == 1 else "are"
    return (
        f"{count_noun(flow.left_out, 'more patient')} withdrew from the registry by the cut-off "
        f"and {are} left out of every figure."
    )
