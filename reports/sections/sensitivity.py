"""How far the changes hang on the missing and on operations."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.tabulate.sensitivity import sensitivity_table
from reports.tables import table_flowables


def sensitivity_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the changes with the missing imputed, made worse, and before surgery."""
    return table_flowables(sensitivity_table(summary.sensitivity), width)
