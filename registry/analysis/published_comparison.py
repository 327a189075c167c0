"""Publications side by side: each result with what is derived from it, and where it lies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from registry.analysis.benchmark_matching import FINAL_FOLLOW_UP
from registry.analysis.comparability import obstacle_of_kind, position
from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.published_interval import published_interval
from registry.analysis.published_spread import derive_spread
from registry.analysis.results import DerivedSpread
from registry.domain.benchmark import Arm, Outcome, Publication, PublishedResult, Verdict

NOT_STATED = "not stated"
"""How a file says that a publication does not tell the time of a result."""
Topic = tuple[Outcome, float | None, str]
"""What results share that may stand in one group: outcome, months, and else the time in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """One published result with what the program derives from it.

    ``interval`` is as published, or derived (its method says so); None where nothing gives one.
    """

    publication: Publication
    published: PublishedResult
    interval: Interval | None
    spread: DerivedSpread | NotEstimable

    @property
    def topic(self) -> Topic:
        """What it is about, and when."""
        months = self.published.months
        words = self.published.time_point if months is None else ""
        return self.published.outcome, months, words


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedFigure:
    """A published result beside that of the comparator.

    ``verdict`` None: it is the comparator's own, or there is no comparator; ``reason`` says why
    it is not comparable, or why no more can be said.
    """

    figure: PublishedFigure
    verdict: Verdict | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationsCompared:
    """Publications side by side; ``comparator`` None where none of them is pooled."""

    publications: tuple[Publication, ...]
    comparator: Publication | None
    placed: tuple[PlacedFigure, ...]


def published_figures(
    publications: Iterable[Publication], *, confidence_level: float
) -> tuple[PublishedFigure, ...]:
    """Derive from each published result what is not printed, by outcome, time and arm.

    Parameters
    ----------
    publications
        In the order of the evidence library.
    confidence_level
        Of intervals that are derived, such as 0.95; two-sided.

    Returns
    -------
    tuple of PublishedFigure
        Results without a fixed time before the others; treated arms before control arms.
    """
    figures = [
        PublishedFigure(
            publication=publication,
            published=published,
            interval=published_interval(published, confidence_level=confidence_level),
            spread=derive_spread(published),
        )
        for publication in publications
        for published in publication.results
    ]
    return tuple(sorted(figures, key=_place))


def _place(figure: PublishedFigure) -> tuple[int, float, str, bool, bool]:
    outcome, months, words = figure.topic
    place = list(Outcome).index(outcome)
    is_control = figure.published.arm is not Arm.TREATED
    return (
        place,
        -1.0 if months is None else months,
        words,
        figure.publication.context,
        is_control,
    )


def same_topic(
    publication: Publication, publications: Iterable[Publication], *, confidence_level: float
) -> tuple[PublishedFigure, ...]:
    """Return a publication's results with those of others on the same outcome and time."""
    figures = published_figures(publications, confidence_level=confidence_level)
    own = [each for each in figures if each.publication.key == publication.key]
    topics = {each.topic for each in own if _can_be_shared(each.published)}
    return tuple(each for each in figures if each in own or each.topic in topics)


def _can_be_shared(published: PublishedResult) -> bool:
    """Return whether the time of a result can be that of another: fixed, or the final one."""
    return published.months is not None or published.time_point == FINAL_FOLLOW_UP


def compare_publications(
    publications: tuple[Publication, ...], *, confidence_level: float
) -> PublicationsCompared:
    """Set the results of publications beside those of the comparator among them.

    Parameters
    ----------
    publications
        In the order of the evidence library, by which the first pooled one of the same treatment
        is the comparator: the reference, where it is among them.
    confidence_level
        Of intervals that are derived, such as 0.95; two-sided.

    Returns
    -------
    PublicationsCompared
        Each result with the position of its estimate in the comparator's confidence and
        prediction interval, as the cohort's would have it, or the reason why the two are not
        comparable.

    Notes
    -----
    Nothing is estimated and no hypothesis tested. Two results are set against each other where
    outcome, scale and time are the same, and both are of one treated arm.

    References
    ----------
    See `registry.analysis.published_spread.derive_spread`.
    """
    figures = published_figures(publications, confidence_level=confidence_level)
    comparator = next((each for each in publications if each.is_comparator), None)
    return PublicationsCompared(
        publications=publications,
        comparator=comparator,
        placed=tuple(_placed(figure, comparator) for figure in figures),
    )


def _placed(figure: PublishedFigure, comparator: Publication | None) -> PlacedFigure:
    if comparator is None or figure.publication.key == comparator.key:
        return PlacedFigure(figure=figure, verdict=None, reason=None)
    reason = next(_obstacles(figure, comparator), None)
    verdict = Verdict.NOT_COMPARABLE
    if reason is None:
        beside = _at_same_time(figure, comparator)[0]
        verdict, reason = position(figure.published.estimate, beside, derive_spread(beside))
    return PlacedFigure(figure=figure, verdict=verdict, reason=reason)


def _obstacles(figure: PublishedFigure, comparator: Publication) -> Iterator[str]:
    """Yield what keeps a result from being set against the comparator's."""
    publication, published = figure.publication, figure.published
    own = obstacle_of_kind(publication, published)
    if own:
        yield own
    if publication.context:
        yield f"it is of another treatment ({publication.treatment})"
    if published.arm is not Arm.TREATED:
        yield "it is of a control arm, whose patients did not receive the treatment"
    reported = comparator.results_on(published.outcome)
    if not reported:
        yield f"{comparator.short_name} does not report this outcome"
        return
    at_same_time = _at_same_time(figure, comparator)
    if not at_same_time:
        yield _other_time(published, comparator, reported)
        return
    theirs = obstacle_of_kind(comparator, at_same_time[0])
    if theirs:
        yield f"{comparator.short_name}: {theirs}"


def _other_time(
    published: PublishedResult, comparator: Publication, reported: tuple[PublishedResult, ...]
) -> str:
    if published.time_point == NOT_STATED:
        return "its time is not stated"
    times = ", ".join(dict.fromkeys(each.time_point for each in reported))
    if times == NOT_STATED:
        return f"{comparator.short_name} does not state its time"
    return f"{comparator.short_name} reports it at {times}: no overlap in follow-up time"


def _at_same_time(figure: PublishedFigure, comparator: Publication) -> list[PublishedResult]:
    published = figure.published
    return [
        each
        for each in comparator.results_on(published.outcome)
        if each.months == published.months
        and (each.months is not None or each.time_point == published.time_point == FINAL_FOLLOW_UP)
    ]
