"""The cohort beside published results."""

from collections.abc import Iterable, Iterator

from registry.analysis.catalogue import (
    BENCHMARK,
    EQUIVALENCE,
    EVIDENCE_BESIDE,
    PUBLISHED_SPREAD,
)
from registry.analysis.estimates import Equivalence, NotEstimable
from registry.analysis.estimator import Estimator
from registry.analysis.published_interval import printed_interval
from registry.analysis.results import BenchmarkComparison, Difference, EvidenceBeside
from registry.domain.benchmark import Arm, PublishedResult, Scale
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
        key = f"benchmark.{_result_key(found.publication_key, found.published)}"
        unit: Unit = "points_0_100" if found.outcome.is_change else "proportion"
        yield from _published(f"{key}.published", found)
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
            yield from _difference(f"{key}.difference", difference, unit, BENCHMARK)
        if found.equivalence is not None:
            yield from _equivalence(f"{key}.equivalence", found, found.equivalence, unit)


def evidence_figures(evidence: Iterable[EvidenceBeside]) -> Iterator[Figure]:
    """Yield each published result without a verdict, and what is set beside it."""
    for row in evidence:
        key = f"evidence.{_result_key(row.publication_key, row.published)}"
        published, unit = row.published, _UNITS[row.published.scale]
        yield Figure(
            key=f"{key}.published",
            value=published.estimate,
            unit=unit,
            n=published.patients,
            interval=row.interval,
        )
        if published.studies is not None:
            yield counted(f"{key}.published.studies", published.studies, "studies")
        if row.cohort_estimate is not None:
            yield estimated(
                f"{key}.cohort",
                row.cohort_estimate,
                unit,
                estimator=EVIDENCE_BESIDE,
                n=row.cohort_n,
                interval=row.cohort_interval,
            )
        if row.difference is not None:
            yield from _difference(f"{key}.difference", row.difference, unit, EVIDENCE_BESIDE)


_UNITS: dict[Scale, Unit] = {
    Scale.POINTS_0_100: "points_0_100",
    Scale.NRS_0_10: "points_0_10",
    Scale.PROPORTION: "proportion",
    Scale.STANDARD_DEVIATIONS: "standard_deviations",
    Scale.ODDS_RATIO: "ratio",
}


def _result_key(publication: str, published: PublishedResult) -> str:
    """Name one result of a publication: its outcome, and its time and arm where it has them."""
    at = [] if published.months is None else [f"month_{published.months:g}"]
    arm = published.arm_name or (None if published.arm is Arm.TREATED else published.arm.value)
    named = [] if arm is None else [arm.replace(" ", "_")]
    return ".".join([publication, published.outcome.value, *at, *named])


def verdicts(comparisons: Iterable[BenchmarkComparison]) -> list[dict[str, object]]:
    """Return where the cohort lies by each published result, and what makes the two unlike."""
    return [
        {
            "publication": found.publication_key,
            "outcome": found.outcome.value,
            "months": found.published.months,
            "verdict": found.verdict.value,
            "reason": found.reason,
            "unlike": list(found.unlike),
        }
        for found in comparisons
    ]


def _published(key: str, found: BenchmarkComparison) -> Iterator[Figure]:
    read = found.published
    yield Figure(
        key=key,
        value=read.estimate,
        unit=_UNITS[read.scale],
        n=read.patients,
        interval=printed_interval(read),
    )
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


def _difference(
    key: str, difference: Difference, unit: Unit, estimator: Estimator
) -> Iterator[Figure]:
    named = f"{key}_with_tau" if difference.with_tau else key
    yield estimated(
        named, difference.value, unit, estimator=estimator, interval=difference.interval
    )
    yield estimated(f"{named}.standard_error", difference.standard_error, unit, estimator=estimator)


def _equivalence(
    key: str, compared: BenchmarkComparison, found: Equivalence, unit: Unit
) -> Iterator[Figure]:
    """Yield the margin, and the difference with the interval that is held against it."""
    yield Figure(key=f"{key}.margin", value=found.margin, unit=unit)
    for difference in compared.differences:
        if not difference.with_tau:
            value = difference.value
            yield estimated(
                f"{key}.difference", value, unit, estimator=EQUIVALENCE, interval=found.interval
            )
    yield Figure(
        key=f"{key}.p_value", value=found.p_value, unit="proportion", estimator=EQUIVALENCE
    )
