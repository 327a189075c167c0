"""The cohort beside published results."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from registry.analysis.results import BenchmarkComparison, CohortSummary
from registry.display.captions import (
    equivalence_sentences,
    forest_caption,
    limits_sentence,
    unlike_sentences,
    verdict_sentence,
)
from registry.display.charts.forest import benchmark_forest
from registry.display.tabulate.benchmark import benchmark_table
from registry.display.tabulate.change import CHANGE_IS
from reports import theme
from reports.context import ReportContext
from reports.flowables import bullet, figure, kept_together, paragraph
from reports.tables import table_flowables


def benchmark_section(
    summary: CohortSummary, context: ReportContext, width: float
) -> list[Flowable]:
    """Set forest plot, table, verdicts, and what makes cohort and publication unlike."""
    chart = benchmark_forest(summary.benchmarks, width=width, height=theme.CHART_HEIGHT)
    limits = [limits_sentence(publication) for publication in context.publications]
    return [
        *figure(chart, forest_caption(summary)),
        *(bullet(verdict_sentence(comparison)) for comparison in summary.benchmarks),
        *(bullet(sentence) for sentence in equivalence_sentences(summary.benchmarks)),
        paragraph(CHANGE_IS, theme.CAPTION),
        Spacer(0, theme.GAP),
        *table_flowables(benchmark_table(summary.benchmarks), width),
        *_unlike(summary.benchmarks),
        *(paragraph(sentence, theme.LEAD) for sentence in limits),
    ]


def _unlike(comparisons: Sequence[BenchmarkComparison]) -> list[Flowable]:
    reasons = unlike_sentences(comparisons)
    if not reasons:
        return []
    return kept_together(
        paragraph("What makes cohort and published results unlike", theme.TABLE_TITLE),
        *(bullet(reason) for reason in reasons),
    )
