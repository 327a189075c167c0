"""Single studies, control arms and other treatments beside the cohort, without a verdict."""

import math

from registry.analysis.benchmark import difference_around
from registry.analysis.benchmark_matching import CohortFigure, CohortSide
from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.published_interval import published_interval
from registry.analysis.published_spread import error_of_interval, on_scale_of_cohort
from registry.analysis.results import Difference, EvidenceBeside
from registry.domain.benchmark import Arm, Outcome, Publication, PublishedResult


def evidence_beside(
    cohort: CohortSide, publications: tuple[Publication, ...], *, confidence_level: float
) -> tuple[EvidenceBeside, ...]:
    """Put each published result that is no comparator beside the cohort's figure at its time.

    Parameters
    ----------
    cohort
        The cohort's side.
    publications
        The evidence library.
    confidence_level
        Of intervals that are derived, such as 0.95; two-sided.

    Returns
    -------
    tuple of EvidenceBeside
        By outcome and time, then treated arms before control arms, then in the order of the
        library.

    Notes
    -----
    Estimand of a difference: the cohort's estimate − that of a treated arm at the same time,
    SE² = SE²cohort + SE²study, normal interval. None is made to a control arm, to another
    treatment, or where the study gives no interval: patients were not assigned at random to
    clinic or study. Control arms stand here because they improve too.

    References
    ----------
    ICH E10 (2000). Choice of control group and related issues in clinical trials.
    """
    rows = (
        _beside(cohort, publication, published, confidence_level)
        for outcome in Outcome
        for publication in publications
        if not publication.is_comparator
        for published in publication.results_on(outcome)
    )
    return tuple(sorted(rows, key=_place))


def _place(row: EvidenceBeside) -> tuple[int, float, bool, bool]:
    months = math.inf if row.published.months is None else row.published.months
    outcome = list(Outcome).index(row.published.outcome)
    return outcome, months, row.published.arm is not Arm.TREATED, row.context


def _beside(
    cohort: CohortSide, publication: Publication, published: PublishedResult, level: float
) -> EvidenceBeside:
    figure = cohort.figure(published) if on_scale_of_cohort(published) else None
    interval = published_interval(published, confidence_level=level)
    single_arm = published.arm is Arm.TREATED and not publication.context and cohort.msc_patients
    estimated = figure if isinstance(figure, CohortFigure) else None
    return EvidenceBeside(
        publication_key=publication.key,
        publication_name=publication.short_name,
        context=publication.context,
        published=published,
        interval=interval,
        cohort_n=None if figure is None else figure.n,
        cohort_estimate=estimated.value if estimated else _unknown(figure),
        cohort_interval=estimated.interval if estimated else _unknown(figure),
        difference=_difference(estimated, published, interval, level) if single_arm else None,
    )


def _unknown(figure: CohortFigure | NotEstimable | None) -> NotEstimable | None:
    return figure if isinstance(figure, NotEstimable) else None


def _difference(
    figure: CohortFigure | None, published: PublishedResult, interval: Interval | None, level: float
) -> Difference | None:
    """Estimate cohort − study where both have an interval."""
    if figure is None or interval is None:
        return None
    study = error_of_interval(interval.lower, interval.upper, level=interval.level)
    return difference_around(
        figure.value - published.estimate,
        math.hypot(figure.standard_error, study),
        level,
        with_tau=False,
    )
