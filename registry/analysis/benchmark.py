"""The cohort beside pooled published results, with a verdict on each."""

import math
from collections.abc import Mapping

from registry.analysis.benchmark_matching import CohortFigure, CohortSide
from registry.analysis.comparability import obstacle_of_kind, position
from registry.analysis.equivalence import equivalence
from registry.analysis.estimates import Equivalence, NotEstimable
from registry.analysis.intervals import interval_around
from registry.analysis.published_spread import (
    derive_spread,
    error_of_interval,
    spread_between_studies,
)
from registry.analysis.results import (
    BenchmarkComparison,
    DerivedSpread,
    Difference,
)
from registry.analysis.unlikeness import unlike
from registry.domain.benchmark import Outcome, Publication, PublishedResult, Verdict

_NO_FIGURE = NotEstimable(
    reason="the cohort has no figure for this outcome at this time", n=0, minimum=1
)


def compare_with_publications(
    cohort: CohortSide,
    publications: tuple[Publication, ...],
    *,
    margins: Mapping[Outcome, float],
    confidence_level: float,
) -> tuple[BenchmarkComparison, ...]:
    """Set the cohort's change and reoperations against every pooled result.

    Parameters
    ----------
    cohort
        The cohort's side: changes in points of 0-100, positive = improvement; a proportion 0-1.
    publications
        The evidence library.
    margins
        Within which a difference counts as equivalent, in points, by outcome; set beforehand.
    confidence_level
        Of the interval of the difference, such as 0.95; two-sided.

    Returns
    -------
    tuple of BenchmarkComparison
        By outcome, then in the order of the library; the other publications stand beside the
        cohort without a verdict (`registry.analysis.evidence_beside`).

    Notes
    -----
    Estimand of a difference: the cohort's mean − the pooled mean, with SE² = SE²cohort +
    SE²pooled, and once more with + τ², as if the cohort were a new study of the same kind;
    normal intervals. "Final follow-up" is matched by the change to the last observation and by
    the crude proportion; a result at a time by the cohort's figure at that time (see
    `figures_at_months`), and where there is none it is not compared. For proportions both
    standard errors are interval width ÷ 2z (the cohort's Clopper–Pearson), so that no operation
    at all does not pass for certainty; differences are in points or in proportion, τ is derived
    on that same scale.

    The verdict is the position of the cohort's estimate; no hypothesis is tested. Where a
    prediction interval cannot be derived, an estimate outside the confidence interval is said to
    be that and no more, with the reason. Missing data: as in the estimates that are compared.

    References
    ----------
    See `registry.analysis.published_spread.derive_spread`.
    """
    return tuple(
        _compare(
            cohort,
            publication,
            published,
            margin=margins.get(outcome),
            confidence_level=confidence_level,
        )
        for outcome in Outcome
        for publication in publications
        if publication.is_comparator
        for published in publication.results_on(outcome)
    )


def _compare(
    cohort: CohortSide,
    publication: Publication,
    published: PublishedResult,
    *,
    margin: float | None,
    confidence_level: float,
) -> BenchmarkComparison:
    """Compare one outcome with one publication."""
    matched = cohort.figure(published)
    estimate = _NO_FIGURE if matched is None else matched
    derived = derive_spread(published)
    obstacle = _obstacle(cohort, publication, published, matched=matched is not None)
    verdict, reason = (
        (Verdict.NOT_COMPARABLE, obstacle) if obstacle else _position(estimate, published, derived)
    )
    differences = () if obstacle else _differences(estimate, published, confidence_level)
    return BenchmarkComparison(
        outcome=published.outcome,
        publication_key=publication.key,
        publication_name=publication.short_name,
        published=published,
        derived=derived,
        cohort_n=estimate.n,
        cohort_estimate=estimate if isinstance(estimate, NotEstimable) else estimate.value,
        cohort_interval=estimate if isinstance(estimate, NotEstimable) else estimate.interval,
        differences=differences,
        equivalence=_equivalence(differences, margin, confidence_level),
        verdict=verdict,
        reason=reason,
        unlike=() if obstacle else _unlike(cohort, publication, published),
    )


def _unlike(
    cohort: CohortSide, publication: Publication, published: PublishedResult
) -> tuple[str, ...]:
    same_time = published.months is not None
    result = None if same_time else cohort.estimates[published.outcome]
    return unlike(publication, published, result, cohort.products)


def _obstacle(
    cohort: CohortSide, publication: Publication, published: PublishedResult, *, matched: bool
) -> str | None:
    """Return why the two are of different kinds, None where they are not."""
    kind = obstacle_of_kind(publication, published)
    if kind:
        return kind
    if not matched:
        return (
            f"it is published at {published.time_point}, for which the cohort has no figure: no "
            "overlap in follow-up time"
        )
    if not cohort.msc_patients:
        return "the cohort holds patients who were not treated with MSC"
    return None


def _position(
    estimate: CohortFigure | NotEstimable,
    published: PublishedResult,
    derived: DerivedSpread | NotEstimable,
) -> tuple[Verdict, str | None]:
    """Say where the cohort's estimate lies, with the reason where no more can be said."""
    if isinstance(estimate, NotEstimable):
        return Verdict.NOT_COMPARABLE, f"the cohort's figure is {estimate}"
    return position(estimate.value, published, derived)


def _differences(
    estimate: CohortFigure | NotEstimable, published: PublishedResult, confidence_level: float
) -> tuple[Difference, ...]:
    """Estimate cohort − published without and, where τ can be derived, with τ²."""
    if isinstance(estimate, NotEstimable) or published.lower is None or published.upper is None:
        return ()
    pooled = error_of_interval(published.lower, published.upper, level=published.level)
    value = estimate.value - published.estimate
    plain = math.hypot(estimate.standard_error, pooled)
    without_tau = difference_around(value, plain, confidence_level, with_tau=False)
    if published.i_squared_percent is None or published.studies is None:
        return (without_tau,)
    tau = spread_between_studies(pooled, published.i_squared_percent, published.studies)
    wide = math.hypot(plain, tau)
    return without_tau, difference_around(value, wide, confidence_level, with_tau=True)


def _equivalence(
    differences: tuple[Difference, ...], margin: float | None, confidence_level: float
) -> Equivalence | None:
    """Test the plain difference against the margin, where there are both."""
    if margin is None or not differences:
        return None
    plain = differences[0]
    return equivalence(
        plain.value, plain.standard_error, margin=margin, confidence_level=confidence_level
    )


def difference_around(
    value: float, standard_error: float, confidence_level: float, *, with_tau: bool
) -> Difference:
    """Put a normal interval around a difference."""
    return Difference(
        value=value,
        standard_error=standard_error,
        interval=interval_around(
            value, standard_error, None, level=confidence_level, method="normal"
        ),
        with_tau=with_tau,
    )
