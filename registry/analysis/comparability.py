"""What keeps a published result from a comparison, and where an estimate lies beside it."""

from registry.analysis.estimates import NotEstimable
from registry.analysis.published_spread import on_scale_of_cohort
from registry.analysis.results import DerivedSpread
from registry.domain.benchmark import Arm, Design, Publication, PublishedResult, Verdict


def obstacle_of_kind(publication: Publication, published: PublishedResult) -> str | None:
    """Return why a result is of another kind than a change or share of one arm, else None.

    An arm of a single trial has a course of its own; what a meta-analysis of trials pools is an
    effect.
    """
    pools_effects = publication.pooled and publication.design is Design.CONTROLLED
    if pools_effects or published.arm is Arm.BETWEEN_ARMS:
        return "a controlled effect cannot be set against a change without a control group"
    if not on_scale_of_cohort(published):
        return f"it is published on another scale ({published.measure})"
    return None


def position(
    value: float, published: PublishedResult, derived: DerivedSpread | NotEstimable
) -> tuple[Verdict, str | None]:
    """Say where an estimate lies beside a pooled result, with the reason where no more is known.

    Parameters
    ----------
    value
        The estimate, on the scale of the published result.
    published
        The pooled result.
    derived
        Its spread between studies, from `registry.analysis.published_spread.derive_spread`.

    Returns
    -------
    tuple of Verdict and str or None
        A position and no test: nothing is claimed of a difference.
    """
    if published.lower is None or published.upper is None:
        return Verdict.NOT_COMPARABLE, "no interval is published"
    if published.lower <= value <= published.upper:
        return Verdict.INSIDE_CONFIDENCE, None
    if isinstance(derived, NotEstimable):
        reason = f"no prediction interval can be derived because {derived.reason}"
        return Verdict.OUTSIDE_CONFIDENCE, reason
    if derived.prediction.lower <= value <= derived.prediction.upper:
        return Verdict.INSIDE_PREDICTION, None
    return Verdict.OUTSIDE_PREDICTION, None
