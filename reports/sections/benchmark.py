"""The cohort beside published results."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, Spacer

from registry.analysis.results import BenchmarkComparison, CohortSummary
from registry.display.captions import (
    equivalence_sentences,
    forest_caption,
    limits_sentence,
    share_forest_caption,
    unlike_sentences,
    verdict_sentence,
)
from registry.display.charts.forest import change_forest, share_forest
from registry.display.tabulate.benchmark import benchmark_table
from registry.display.tabulate.change import CHANGE_IS
from registry.display.tabulate.evidence import evidence_table
from reports import theme
from reports.context import ReportContext
from reports.flowables import bullet, figure, kept_together, paragraph
from reports.tables import table_flowables


def benchmark_section(
    summary: CohortSummary, context: ReportContext, width: float
) -> list[Flowable]:
    """Set forest plot, table, verdicts, and what makes cohort and publication unlike."""
    changes = change_forest(summary, width=width, height=theme.CHART_HEIGHT)
    shares = share_forest(summary, width=width, height=theme.CHART_HEIGHT)
    limits = [
        limits_sentence(publication)
        for publication in context.publications
        if publication.is_comparator
    ]
    return [
        *figure(changes, forest_caption(summary)),
        *figure(shares, share_forest_caption(summary)),
        *(bullet(verdict_sentence(comparison)) for comparison in summary.benchmarks),
        *(bullet(sentence) for sentence in equivalence_sentences(summary.benchmarks)),
        paragraph(CHANGE_IS, theme.CAPTION),
        Spacer(0, theme.GAP),
        *table_flowables(benchmark_table(summary.benchmarks), width),
        *table_flowables(evidence_table(summary.evidence), width),
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
