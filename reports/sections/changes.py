"""What changed since the issue before this one."""

from reportlab.platypus import Flowable

from registry.analysis.issue_changes import IssueChanges
from registry.display.tabulate.issue_changes import (
    conclusion_sentences,
    figures_table,
    records_table,
)
from reports import theme
from reports.flowables import bullet, paragraph
from reports.tables import table_flowables


def changes_section(changes: IssueChanges | None, width: float) -> list[Flowable]:
    """Set headline figures, conclusions and records beside the earlier issue; else nothing."""
    if changes is None:
        return []
    return [
        *table_flowables(figures_table(changes), width),
        paragraph("Conclusions", theme.TABLE_TITLE),
        *(bullet(sentence) for sentence in conclusion_sentences(changes)),
        *table_flowables(records_table(changes), width),
    ]
