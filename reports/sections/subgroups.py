"""The headline outcomes in groups of patients."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.tabulate.subgroups import subgroups_table
from reports.tables import table_flowables


def subgroups_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the table of all variables that divide the cohort."""
    return table_flowables(subgroups_table(summary.subgroups), width)
