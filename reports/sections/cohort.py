"""Who the patients are and how completely they were followed."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.charts.patient_flow import patient_flow_chart
from registry.display.patient_captions import patient_flow_caption
from registry.display.tabulate.baseline import baseline_table
from registry.display.tabulate.follow_up import follow_up_table
from registry.display.tabulate.origins import origins_table
from registry.display.tabulate.patient_flow import patient_flow_table, visit_flow_table
from reports.flowables import figure
from reports.tables import table_flowables


def cohort_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the flow of patients, follow-up, table 1 and where the data come from."""
    tables = (
        patient_flow_table(summary.flow),
        visit_flow_table(summary.flow),
        follow_up_table(summary.follow_up),
        baseline_table(summary.baseline),
        origins_table(summary.origins),
    )
    return [
        *figure(patient_flow_chart(summary.flow, width=width), patient_flow_caption(summary)),
        *(flowable for table in tables for flowable in table_flowables(table, width)),
    ]
