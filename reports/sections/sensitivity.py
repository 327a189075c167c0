"""How far the changes hang on the missing and on operations."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.precision import precision_sentences
from registry.display.tabulate.sensitivity import sensitivity_table
from reports import theme
from reports.flowables import bullet, paragraph
from reports.tables import table_flowables


def sensitivity_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the changes with the missing imputed, made worse, and before surgery; then precision."""
    return [
        *table_flowables(sensitivity_table(summary.sensitivity), width),
        paragraph("What more patients would give", theme.TABLE_TITLE),
        *(bullet(sentence) for sentence in precision_sentences(summary.precision)),
    ]
