"""What stands in each line of the forest plot, before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.published_interval import printed_interval
from registry.analysis.published_spread import on_scale_of_cohort
from registry.analysis.results import BenchmarkComparison, EvidenceBeside
from registry.display.numbers import Kind, bare, bounds, count_noun, number
from registry.display.tabulate.benchmark import OUTCOME_NAMES, at_months, outcome_kind
from registry.display.tabulate.evidence import evidence_label
from registry.domain.benchmark import Arm, Outcome, Verdict

RowKind = Literal[
    "heading", "pooled", "prediction", "study", "control", "cohort", "cohort not compared"
]

_STUDY_MONTHS: dict[Outcome, tuple[int, ...]] = {
    Outcome.VAS_BACK_CHANGE: (12,),
    Outcome.ODI_CHANGE: (12,),
    Outcome.REOPERATION: (12, 24, 36),
    Outcome.VAS_BACK_RELIEF_50: (6, 12, 36),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestRow:
    """One line: its words, and what is drawn of it; ``chosen`` lines stand out."""

    kind: RowKind
    label: str
    words: str = ""
    estimate: float | None = None
    interval: Interval | None = None
    chosen: bool = False


def forest_rows(
    outcome: Outcome,
    comparisons: Sequence[BenchmarkComparison],
    evidence: Sequence[EvidenceBeside] = (),
) -> list[ForestRow]:
    """Return the lines of one outcome: by time its name, each published result, the cohort last.

    What is published on another scale is not drawn; of single studies the usual times alone.
    """
    own = [
        each
        for each in comparisons
        if each.outcome is outcome and on_scale_of_cohort(each.published)
    ]
    studies = [
        each
        for each in evidence
        if each.published.outcome is outcome and on_scale_of_cohort(each.published)
    ]
    return [
        row
        for months in (None, *_STUDY_MONTHS.get(outcome, ()))
        for row in _at_time(
            outcome,
            months,
            [each for each in own if each.published.months == months],
            [each for each in studies if months and each.published.months == months],
        )
    ]


def _at_time(
    outcome: Outcome,
    months: float | None,
    pooled: Sequence[BenchmarkComparison],
    studies: Sequence[EvidenceBeside],
) -> Iterator[ForestRow]:
    """Yield the lines of one outcome at one time; nothing where nothing is published."""
    if not pooled and not studies:
        return
    yield ForestRow(kind="heading", label=f"{OUTCOME_NAMES[outcome]}{at_months(months)}")
    for comparison in pooled:
        yield from _published_rows(comparison)
    for study in studies:
        yield _study_row(study)
    yield _cohort_row(pooled[0]) if pooled else _cohort_beside(studies[0])


def _study_row(study: EvidenceBeside) -> ForestRow:
    kind: RowKind = "study"
    if study.context or study.published.arm is not Arm.TREATED:
        kind = "control"
    return ForestRow(
        kind=kind,
        label=evidence_label(study),
        words=estimate_words(
            study.published.estimate, study.interval, outcome_kind(study.published.outcome)
        ),
        estimate=study.published.estimate,
        interval=study.interval,
    )


def _cohort_beside(study: EvidenceBeside) -> ForestRow:
    """Return the cohort at the time of the studies above it."""
    value, interval = study.cohort_estimate, study.cohort_interval
    label = f"This cohort, n = {bare(study.cohort_n or 0, 'count')}"
    if value is None or isinstance(value, NotEstimable):
        return ForestRow(kind="cohort", label=label, words="not estimable")
    known = interval if isinstance(interval, Interval) else None
    words = estimate_words(value, known, outcome_kind(study.published.outcome))
    return ForestRow(kind="cohort", label=label, words=words, estimate=value, interval=known)


def _published_rows(comparison: BenchmarkComparison) -> Iterator[ForestRow]:
    published, kind = comparison.published, outcome_kind(comparison.outcome)
    studies = published.studies
    pooled = f", {count_noun(studies, 'study', 'studies')}" if studies else ""
    interval = printed_interval(published)
    yield ForestRow(
        kind="pooled",
        label=f"{comparison.publication_name}{pooled}",
        words=estimate_words(published.estimate, interval, kind),
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
        words=estimate_words(value, known, outcome_kind(comparison.outcome)),
        estimate=value,
        interval=known,
    )


def estimate_words(value: float, interval: Interval | None, kind: Kind) -> str:
    """Write an estimate at the end of its line."""
    if interval is None:
        return number(value, kind)
    return f"{bare(value, kind)} ({bounds(interval, kind)})"
