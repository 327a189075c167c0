"""What makes the cohort and a publication unlike, in sentences."""

from collections.abc import Iterable, Iterator

from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.results import CategoryCount, LastObservationChange, Reoperation
from registry.domain.benchmark import Design, Publication, PublishedResult
from registry.domain.codes import EventDefinition, ProductType

_DESIGNS = {
    Design.BEFORE_AFTER: (
        "pooled uncontrolled before–after studies; the cohort is a registry, without a control "
        "group as well"
    ),
    Design.CONTROLLED: "pooled controlled comparisons; the cohort has no control group",
    Design.REGISTRY: "is a registry of other clinics",
}


def unlike(
    publication: Publication,
    published: PublishedResult,
    cohort: LastObservationChange | Reoperation | None,
    products: tuple[CategoryCount, ...],
) -> tuple[str, ...]:
    """List what makes the cohort's estimate and the published one unlike.

    Parameters
    ----------
    publication, published
        The publication and its result for the outcome.
    cohort
        The cohort's result for the same outcome; None where both are at the same stated time.
    products
        How many patients of the cohort received each product (codes of ``ProductType``).

    Returns
    -------
    tuple of str
        Sentences on baseline level (of a change) or event (of reoperation, where it is another
        than surgery at a treated level), product, time and design, in this order.
    """
    name = publication.short_name
    return (
        *_baseline(cohort),
        *_event(cohort),
        *_products(publication, products),
        *_time(name, published, cohort),
        f"Design: {name} {_DESIGNS[publication.design]}.",
    )


def _baseline(cohort: LastObservationChange | Reoperation | None) -> Iterator[str]:
    """Set the baseline level of a change against one that was not published."""
    if isinstance(cohort, LastObservationChange) and isinstance(cohort.change, MeanChange):
        yield (
            "Baseline: that of the pooled patients is not known; the cohort's mean is "
            f"{cohort.change.baseline_mean:.1f}."
        )


def _event(cohort: LastObservationChange | Reoperation | None) -> Iterator[str]:
    """Say so where the cohort counts other operations than those published."""
    if not isinstance(cohort, Reoperation):
        return
    definition = cohort.event_definition
    if definition is not EventDefinition.SURGERY_AT_TREATED_LEVEL:
        label = f"{definition.label[0].lower()}{definition.label[1:]}"
        yield f"Event: surgery at a treated level is published; the cohort counts the {label}."


def _products(publication: Publication, products: tuple[CategoryCount, ...]) -> Iterator[str]:
    """Set the cohort's products against the published ones, where they differ or are mixed."""
    received = {product.code for product in products}
    if not received or (len(received) == 1 and received == set(publication.product_types)):
        return
    counts = _listed(f"{_product(product.code)} ({product.count})" for product in products)
    published = f"is about {publication.treatment}"
    if publication.product_types:
        published = f"includes {_listed(_product(code) for code in publication.product_types)}"
    yield f"Product: {publication.short_name} {published}; the cohort received {counts}."


def _time(
    name: str, published: PublishedResult, cohort: LastObservationChange | Reoperation | None
) -> Iterator[str]:
    """Set the time of the cohort's estimate against the published one."""
    if cohort is not None:
        yield f"Time: {name} reports “{published.time_point}”; {_time_of(cohort)}."


def _time_of(cohort: LastObservationChange | Reoperation) -> str:
    """Say what time the cohort's estimate stands for."""
    if isinstance(cohort, Reoperation):
        if isinstance(cohort.rate, NotEstimable):
            return "the cohort has no patient-time yet"
        return (
            "the cohort's crude proportion stands for "
            f"{cohort.rate.person_years:,.1f} patient-years"
        )
    if isinstance(cohort.time_months, NotEstimable):
        return "the cohort has no score after treatment yet"
    months = cohort.time_months
    return (
        f"the cohort's last scores lie at a median of {months.median:.1f} months "
        f"(quartiles {months.quartile_1:.1f} to {months.quartile_3:.1f})"
    )


def _product(code: str) -> str:
    """Write a product inside a sentence."""
    label = ProductType(code).label
    return f"{label[0].lower()}{label[1:]}"


def _listed(words: Iterable[str]) -> str:
    """Join words with commas and a last "and"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
