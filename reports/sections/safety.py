"""Adverse events."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.tabulate.safety import safety_table, serious_table
from reports.tables import table_flowables


def safety_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the events by category, what they rest on below them; then each serious one."""
    serious = summary.safety.serious
    return [
        *table_flowables(safety_table(summary.safety), width),
        *(table_flowables(serious_table(serious), width) if serious else ()),
    ]
