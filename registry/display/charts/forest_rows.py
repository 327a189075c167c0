"""What stands in each line of the forest plot, before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.results import BenchmarkComparison
from registry.display.numbers import Kind, bare, bounds, count_noun, number
from registry.display.tabulate.benchmark import OUTCOME_NAMES, outcome_kind
from registry.domain.benchmark import Outcome, PublishedResult, Verdict

RowKind = Literal["heading", "pooled", "prediction", "cohort", "cohort not compared"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One line: its words, and what is drawn of it."""

    kind: RowKind
    label: str
    words: str = ""
    estimate: float | None = None
    interval: Interval | None = None


def forest_rows(outcome: Outcome, comparisons: Sequence[BenchmarkComparison]) -> list[ForestRow]:
    """Return the lines of one outcome: its name, each published result, the cohort last."""
    own = [comparison for comparison in comparisons if comparison.outcome is outcome]
    if not own:
        return []
    published = [row for comparison in own for row in _published_rows(comparison)]
    return [
        ForestRow(kind="heading", label=OUTCOME_NAMES[outcome]),
        *published,
        _cohort_row(own[0]),
    ]


def published_interval(published: PublishedResult) -> Interval | None:
    """Return the interval as published, None where only the estimate is known."""
    if published.lower is None or published.upper is None:
        return None
    return Interval(
        lower=published.lower,
        upper=published.upper,
        level=published.level,
        method="as published",
    )


def _published_rows(comparison: BenchmarkComparison) -> Iterator[ForestRow]:
    published, kind = comparison.published, outcome_kind(comparison.outcome)
    studies = published.studies
    pooled = f", {count_noun(studies, 'study', 'studies')}" if studies else ""
    interval = published_interval(published)
    yield ForestRow(
        kind="pooled",
        label=f"{comparison.publication_name}{pooled}",
        words=_words(published.estimate, interval, kind),
        estimate=published.estimate,
        interval=interval,
    )
    if not isinstance(comparison.derived, NotEstimable):
        prediction = comparison.derived.prediction
        yield ForestRow(
            kind="prediction",
            label="Prediction interval, derived",
            words=bounds(prediction, kind),
            interval=prediction,
        )


def _cohort_row(comparison: BenchmarkComparison) -> ForestRow:
    value, interval = comparison.cohort_estimate, comparison.cohort_interval
    label = f"This cohort, n = {bare(comparison.cohort_n, 'count')}"
    if isinstance(value, NotEstimable):
        return ForestRow(kind="cohort", label=label, words="not estimable")
    known = None if isinstance(interval, NotEstimable) else interval
    compared = comparison.verdict is not Verdict.NOT_COMPARABLE
    return ForestRow(
        kind="cohort" if compared else "cohort not compared",
        label=label if compared else f"{label}, not compared",
        words=_words(value, known, outcome_kind(comparison.outcome)),
        estimate=value,
        interval=known,
    )


def _words(value: float, interval: Interval | None, kind: Kind) -> str:
    if interval is None:
        return number(value, kind)
    return f"{bare(value, kind)} ({bounds(interval, kind)})"
