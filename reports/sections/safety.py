"""Adverse events."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.tabulate.safety import safety_table
from reports.tables import table_flowables


def safety_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the events by category, what they rest on below them."""
    return table_flowables(safety_table(summary.safety), width)
