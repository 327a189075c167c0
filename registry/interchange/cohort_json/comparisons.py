"""The cohort beside published results."""

from collections.abc import Iterable, Iterator

from registry.analysis.catalogue import BENCHMARK, EQUIVALENCE, PUBLISHED_SPREAD
from registry.analysis.estimates import Equivalence, Interval, NotEstimable
from registry.analysis.results import BenchmarkComparison, Difference
from registry.domain.benchmark import Outcome
from registry.interchange.cohort_json.figure import (
    Figure,
    Unit,
    counted,
    estimated,
    not_estimable,
)


def comparison_figures(comparisons: Iterable[BenchmarkComparison]) -> Iterator[Figure]:
    """Yield, for each published result, what was read, what is derived, and the difference."""
    for found in comparisons:
        key = f"benchmark.{found.publication_key}.{found.outcome.value}"
        unit: Unit = "proportion" if found.outcome is Outcome.REOPERATION else "points_0_100"
        yield from _published(f"{key}.published", found, unit)
        yield from _derived(f"{key}.derived", found, unit)
        yield estimated(
            f"{key}.cohort",
            found.cohort_estimate,
            unit,
            estimator=BENCHMARK,
            n=found.cohort_n,
            interval=found.cohort_interval,
        )
        for difference in found.differences:
            yield from _difference(f"{key}.difference", difference, unit)
        if found.equivalence is not None:
            yield from _equivalence(f"{key}.equivalence", found.equivalence, unit)


def verdicts(comparisons: Iterable[BenchmarkComparison]) -> list[dict[str, object]]:
    """Return where the cohort lies by each published result, and what makes the two unlike."""
    return [
        {
            "publication": found.publication_key,
            "outcome": found.outcome.value,
            "verdict": found.verdict.value,
            "reason": found.reason,
            "unlike": list(found.unlike),
        }
        for found in comparisons
    ]


def _published(key: str, found: BenchmarkComparison, unit: Unit) -> Iterator[Figure]:
    read = found.published
    interval = None
    if read.lower is not None and read.upper is not None:
        interval = Interval(
            lower=read.lower, upper=read.upper, level=read.level, method="as published"
        )
    yield Figure(key=key, value=read.estimate, unit=unit, n=read.patients, interval=interval)
    if read.i_squared_percent is not None:
        yield Figure(key=f"{key}.i_squared", value=read.i_squared_percent, unit="percent")
    if read.studies is not None:
        yield counted(f"{key}.studies", read.studies, "studies")


def _derived(key: str, found: BenchmarkComparison, unit: Unit) -> Iterator[Figure]:
    derived = found.derived
    if isinstance(derived, NotEstimable):
        yield not_estimable(f"{key}.tau", derived, unit, PUBLISHED_SPREAD)
        return
    for name in ("standard_error", "tau"):
        yield estimated(f"{key}.{name}", getattr(derived, name), unit, estimator=PUBLISHED_SPREAD)
    yield estimated(
        f"{key}.prediction",
        found.published.estimate,
        unit,
        estimator=PUBLISHED_SPREAD,
        n=found.published.studies,
        interval=derived.prediction,
    )


def _difference(key: str, difference: Difference, unit: Unit) -> Iterator[Figure]:
    named = f"{key}_with_tau" if difference.with_tau else key
    yield estimated(
        named, difference.value, unit, estimator=BENCHMARK, interval=difference.interval
    )
    yield estimated(f"{named}.standard_error", difference.standard_error, unit, estimator=BENCHMARK)


def _equivalence(key: str, found: Equivalence, unit: Unit) -> Iterator[Figure]:
    yield Figure(
        key=f"{key}.margin",
        value=found.margin,
        unit=unit,
        interval=found.interval,
        estimator=EQUIVALENCE,
    )
    yield Figure(
        key=f"{key}.p_value", value=found.p_value, unit="proportion", estimator=EQUIVALENCE
    )
