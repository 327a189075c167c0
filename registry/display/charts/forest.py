"""The cohort beside published results."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from registry.analysis.published_interval import printed_interval
from registry.analysis.results import BenchmarkComparison, CohortSummary, EvidenceBeside
from registry.display.charts.chart import Chart
from registry.display.charts.forest_panels import CHANGE_AXIS, SHARE_AXIS, ForestPanel, draw_panels
from registry.display.charts.forest_rows import forest_rows
from registry.display.charts.lettering import message
from registry.display.numbers import bare, count_noun, estimate, number
from registry.display.tabulate.benchmark import (
    OUTCOME_LABELS,
    outcome_kind,
    published_kind,
    scale_words,
)
from registry.domain.benchmark import Outcome

TITLE = "The cohort beside published results"
_NOTHING = "No published result is configured: there is nothing to compare with."
_PANELS: tuple[tuple[tuple[Outcome, ...], str], ...] = (
    (
        (Outcome.VAS_BACK_CHANGE, Outcome.ODI_CHANGE),
        CHANGE_AXIS,
    ),
    ((Outcome.REOPERATION, Outcome.VAS_BACK_RELIEF_50), SHARE_AXIS),
)


def benchmark_forest(
    comparisons: Sequence[BenchmarkComparison],
    evidence: Sequence[EvidenceBeside] = (),
    *,
    width: float,
    height: float,
) -> Chart:
    """Draw pooled diamonds, prediction intervals, single studies and, last, the cohort.

    Changes and shares have an axis each. The drawing is higher than asked where its lines need
    more.
    """
    panels = list(_panels(comparisons, evidence))
    if not panels:
        return Chart(drawing=message(width, height, _NOTHING), title=TITLE, description=_NOTHING)
    drawing = draw_panels(panels, _header(comparisons), width=width, height=height)
    return Chart(
        drawing=drawing, title=TITLE, description=" ".join(_sentences(comparisons, evidence))
    )


def change_forest(summary: CohortSummary, *, width: float, height: float) -> Chart:
    """Draw what is published on changes of pain and disability, with the cohort."""
    return _forest_of(summary, "change", width=width, height=height)


def share_forest(summary: CohortSummary, *, width: float, height: float) -> Chart:
    """Draw what is published on shares of patients, with the cohort."""
    return _forest_of(summary, "shares of patients", width=width, height=height)


def _forest_of(
    summary: CohortSummary,
    about: Literal["change", "shares of patients"],
    *,
    width: float,
    height: float,
) -> Chart:
    is_change = about == "change"
    chart = benchmark_forest(
        [each for each in summary.benchmarks if each.outcome.is_change is is_change],
        [each for each in summary.evidence if each.published.outcome.is_change is is_change],
        width=width,
        height=height,
    )
    return replace(chart, title=f"{TITLE}: {about}")


def _panels(
    comparisons: Sequence[BenchmarkComparison], evidence: Sequence[EvidenceBeside]
) -> Iterator[ForestPanel]:
    for outcomes, title in _PANELS:
        rows = [row for outcome in outcomes for row in forest_rows(outcome, comparisons, evidence)]
        if rows:
            yield ForestPanel(rows=rows, is_share=not outcomes[0].is_change, title=title)


def _header(comparisons: Sequence[BenchmarkComparison]) -> str:
    levels = [comparison.published.level for comparison in comparisons[:1]]
    level = "".join(f"{level * 100:g}\u202f% " for level in levels)
    return f"Estimate ({level}interval)"


def _sentences(
    comparisons: Sequence[BenchmarkComparison], evidence: Sequence[EvidenceBeside]
) -> Iterator[str]:
    for comparison in comparisons:
        yield _sentence(comparison)
    if evidence:
        yield f"Beside them {count_noun(len(evidence), 'result')} of single studies and controls."


def _sentence(comparison: BenchmarkComparison) -> str:
    kind, published = outcome_kind(comparison.outcome), comparison.published
    read = published_kind(published)
    interval = printed_interval(published)
    known = (
        number(published.estimate, read)
        if interval is None
        else estimate(published.estimate, interval, read)
    )
    cohort = estimate(comparison.cohort_estimate, comparison.cohort_interval, kind)
    patients = bare(comparison.cohort_n, "count")
    name = OUTCOME_LABELS[comparison.outcome]
    known += scale_words(published)
    return f"{name}: {comparison.publication_name} {known}; this cohort {cohort}, n = {patients}."
