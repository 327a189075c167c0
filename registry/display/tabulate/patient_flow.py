"""Flow of patients: how many reached each stage by the cut-off."""

from registry.analysis.results import PatientFlow
from registry.display.numbers import bare
from registry.display.tables import DisplayTable, TableColumn, body_row


def patient_flow_table(flow: PatientFlow) -> DisplayTable:
    """Lay out the stages in the order in which a patient meets them."""
    stages = (
        ("Enrolled", flow.enrolled),
        ("Treated", flow.treated),
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
        notes=("All later figures are about the patients treated.",),
    )
