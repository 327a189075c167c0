"""The first page: what the report says, in one minute."""

from collections.abc import Sequence

from reportlab.platypus import Flowable, PageBreak, Spacer

from registry.analysis.results import CohortSummary
from registry.display.captions import published_times, released_sentence, verdict_sentence
from registry.display.charts.cohort_trajectory import cohort_trajectory
from registry.display.numbers import upper_first
from registry.display.tabulate.change import CHANGE_IS
from registry.display.tabulate.issue_changes import earlier_values
from registry.display.tabulate.key_figures import key_figures
from registry.domain.codes import DataOrigin
from reports import theme
from reports.context import ReportContext
from reports.flowables import (
    ContentsLine,
    DrawingIfRoom,
    Heading,
    bullet,
    key_figure_cards,
    paragraph,
)

_TITLE = "Outcomes after intradiscal stem cell treatment"
_PUBLISHED_TITLE = "Outcomes of published patients, not treated with MSC"
_CHART_HEIGHT = 160
_NO_COMPARISON = "No published result is set beside this cohort."


def _title(summary: CohortSummary) -> str:
    origins = {origin.origin for origin in summary.origins if origin.treated != 0}
    return _PUBLISHED_TITLE if origins == {DataOrigin.PUBLISHED} else _TITLE


def key_page(
    summary: CohortSummary, context: ReportContext, contents: Sequence[Heading], width: float
) -> list[Flowable]:
    """Set title, headline numbers, verdicts and contents on a page of their own."""
    earlier = {} if context.changes is None else earlier_values(context.changes)
    return [
        paragraph(context.registry_name, theme.SUBTITLE),
        paragraph(_title(summary), theme.TITLE),
        paragraph(upper_first(f"{context.sites_label} · {context.period_label}"), theme.SUBTITLE),
        *_to_pass_on(summary),
        Spacer(0, 2 * theme.GAP),
        key_figure_cards(key_figures(summary), earlier, width),
        paragraph("Beside the benchmark", theme.SECTION),
        *_verdicts(summary),
        Spacer(0, theme.GAP),
        paragraph("Contents", theme.TABLE_TITLE),
        *(ContentsLine(heading.words, heading.key) for heading in contents),
        Spacer(0, theme.GAP),
        *_course(summary, width),
        PageBreak(),
    ]


def _to_pass_on(summary: CohortSummary) -> list[Flowable]:
    if summary.release is None:
        return []
    return [paragraph(released_sentence(summary.release), theme.CAPTION)]


def _course(summary: CohortSummary, width: float) -> list[Flowable]:
    if not summary.flow.treated:
        return []
    chart = cohort_trajectory(summary.courses, width=width, height=_CHART_HEIGHT)
    return [DrawingIfRoom(chart)]


def _verdicts(summary: CohortSummary) -> list[Flowable]:
    sentences = [verdict_sentence(comparison) for comparison in summary.benchmarks]
    return [
        *(bullet(sentence) for sentence in sentences or [_NO_COMPARISON]),
        paragraph(f"{CHANGE_IS} {published_times(summary)}", theme.CAPTION),
    ]
