"""Sentences made from results: captions, verdicts and what they rest on."""

from collections.abc import Sequence

from registry.analysis.estimates import Equivalence, KaplanMeier, LogRank, NotEstimable, Release
from registry.analysis.results import BenchmarkComparison, CohortSummary, Reoperation
from registry.display.numbers import (
    NARROW_SPACE,
    bare,
    bounds,
    count_noun,
    day,
    estimate,
    lower_first,
    person_years,
    upper_first,
)
from registry.display.tabulate.benchmark import (
    OUTCOME_NAMES,
    at_months,
    outcome_kind,
    published_interval,
)
from registry.domain.benchmark import Outcome, Publication, Verdict
from registry.domain.codes import ProductType

LOG_LOG = 'log-log interval (R: conf.type = "log-log")'


def selection(summary: CohortSummary) -> str:
    """Say whose results these are: sites, number treated, when, and the cut-off."""
    patients = f"{count_noun(summary.flow.treated, 'patient')} treated"
    if summary.flow.treated:
        patients = f"{patients} {treatment_period(summary)}"
    cut_off = f"data cut-off {day(summary.definition.cut_off)}"
    return f"{upper_first(summary.definition.label)}; {patients}; {cut_off}."


def trajectory_caption(summary: CohortSummary) -> str:
    """Say what the curves of mean scores show."""
    return (
        "Mean scores with t intervals among the patients who answered, whose number stands under "
        f"each time point; 0 months is baseline. {selection(summary)}"
    )


def reoperation_caption(summary: CohortSummary) -> str:
    """Say what the curve of reoperations shows and how it was estimated."""
    reoperation = summary.reoperation
    event = f"Event: {lower_first(reoperation.event_definition.label)}."
    return f"{_curve(reoperation)} {event} {selection(summary)}"


def products_sentence(found: LogRank | NotEstimable) -> str:
    """Say how reoperation compares between product types; the patients were not randomised."""
    if isinstance(found, NotEstimable):
        return f"Reoperation by product type is not compared: {found.reason}."
    counts = ", ".join(
        f"{ProductType(group).label} {bare(observed, 'count')} ({bare(expected, 'points')})"
        for group, observed, expected in zip(
            found.groups, found.observed, found.expected, strict=True
        )
    )
    degrees = count_noun(found.degrees_of_freedom, "degree")
    return (
        f"Reoperations by product type, observed (expected were there one hazard): {counts}. "
        f"Log-rank test within sites: χ² {bare(found.chi_square, 'rate')} on {degrees} of freedom, "
        f"p = {bare(found.p_value, 'rate')}. The products were not given at random."
    )


def released_sentence(release: Release) -> str:
    """Say that a report is to be passed on, and what is withheld of it."""
    return (
        f"To be passed on. Of groups of patients, counts from 1 to {release.minimum - 1} are "
        "withheld, and others from which they could be found by subtraction: "
        f"{count_noun(release.counts, 'count')}. Figures of single sites, of treatment by month "
        "and of changes by quarter are left out. Counts of the whole cohort are told."
    )


def forest_caption(summary: CohortSummary) -> str:
    """Say what the forest plot of changes shows and where its numbers come from."""
    return (
        "Diamonds: pooled estimates with confidence intervals; outlined bars: prediction "
        "intervals for a new study, derived here; filled squares: single studies; hollow grey "
        "squares: control arms and other treatments; last of each group this cohort, its change "
        f"to the last observation or at the months named. {_source(summary)}{selection(summary)}"
    )


def share_forest_caption(summary: CohortSummary) -> str:
    """Say what the forest plot of shares shows and where its numbers come from."""
    return (
        "Marks as in the figure before. This cohort: the crude proportion reoperated, the "
        "cumulative incidence by the months named, and responders, a reoperated patient counting "
        f"as none. {_source(summary)}{selection(summary)}"
    )


def _source(summary: CohortSummary) -> str:
    names = dict.fromkeys(
        (
            *(comparison.publication_name for comparison in summary.benchmarks),
            *(row.publication_name for row in summary.evidence),
        )
    )
    return f"Source: {', '.join(names)}. " if names else ""


def verdict_sentence(comparison: BenchmarkComparison) -> str:
    """Say where the cohort lies beside one published result; computed, never typed."""
    name = comparison.publication_name
    outcome = f"{OUTCOME_NAMES[comparison.outcome]}{at_months(comparison.published.months)}"
    if comparison.verdict is Verdict.NOT_COMPARABLE:
        because = f": {lower_first(comparison.reason.rstrip('.'))}" if comparison.reason else ""
        return f"{outcome} is not comparable with {name}{because}."
    kind = outcome_kind(comparison.outcome)
    patients = count_noun(comparison.cohort_n, "patient")
    cohort = estimate(comparison.cohort_estimate, comparison.cohort_interval, kind)
    return (
        f"{outcome}: {_cohort(comparison)} of {patients}, {cohort}, lies "
        f"{_where(comparison)}{_uncertainty(comparison)}{_lacking(comparison)}."
    )


def equivalence_sentences(comparisons: Sequence[BenchmarkComparison]) -> tuple[str, ...]:
    """Say of each outcome with a margin whether the cohort is shown to be equivalent."""
    return tuple(
        _equivalence_sentence(comparison, comparison.equivalence)
        for comparison in comparisons
        if comparison.equivalence is not None
    )


def _equivalence_sentence(comparison: BenchmarkComparison, found: Equivalence) -> str:
    kind = outcome_kind(comparison.outcome)
    level = f"{100 * found.interval.level:.3g}{NARROW_SPACE}%"
    shown = "is shown" if found.shown else "is not shown"
    not_different = "" if found.shown else " That does not show a difference either."
    return (
        f"{OUTCOME_NAMES[comparison.outcome]}: equivalence with {comparison.publication_name} "
        f"within {bare(found.margin, kind)} points {shown}: {level} interval of the difference "
        f"{bounds(found.interval, kind)}.{not_different}"
    )


def published_times(summary: CohortSummary) -> str:
    """Say at what time the published values that were compared were taken."""
    times = (
        f"{comparison.publication_name} at {comparison.published.time_point}"
        for comparison in summary.benchmarks
        if comparison.verdict is not Verdict.NOT_COMPARABLE
    )
    return f"Published values: {', '.join(dict.fromkeys(times))}." if summary.benchmarks else ""


def limits_sentence(publication: Publication) -> str:
    """Say whom a publication is about, and what limits it."""
    about = f"{publication.short_name} is about: {publication.population}."
    return f"{about} Its limits: {'; '.join(publication.limits) or 'not listed'}."


def unlike_sentences(comparisons: Sequence[BenchmarkComparison]) -> tuple[str, ...]:
    """List once what makes cohort and publications unlike, with the outcomes it is true of."""
    outcomes: dict[str, list[str]] = {}
    for comparison in comparisons:
        for reason in comparison.unlike:
            outcomes.setdefault(reason, []).append(OUTCOME_NAMES[comparison.outcome])
    every = {OUTCOME_NAMES[comparison.outcome] for comparison in comparisons}
    return tuple(
        reason if set(names) == every else f"{', '.join(dict.fromkeys(names))}. {reason}"
        for reason, names in outcomes.items()
    )


def treatment_period(summary: CohortSummary) -> str:
    """Say from when to when the patients were treated."""
    if summary.first_treatment == summary.last_treatment:
        return f"on {day(summary.first_treatment)}"
    return f"from {day(summary.first_treatment)} to {day(summary.last_treatment)}"


def _curve(reoperation: Reoperation) -> str:
    curve = reoperation.kaplan_meier
    if isinstance(curve, NotEstimable):
        return f"Share of patients reoperated by Kaplan–Meier: {curve}: {curve.reason}."
    return f"Share of patients reoperated, 1 − S, by Kaplan–Meier with {LOG_LOG}. {_basis(curve)}"


def _basis(curve: KaplanMeier) -> str:
    events = f"{count_noun(curve.events, 'event')} in {person_years(curve.person_years)}"
    minimum = f"Stopped where fewer than {curve.minimum_at_risk} are at risk"
    return f"{upper_first(events)}. {minimum}."


def _cohort(comparison: BenchmarkComparison) -> str:
    if comparison.published.months is not None:
        return "the mean change" if comparison.outcome.is_change else "the share"
    if comparison.outcome is Outcome.REOPERATION:
        return "the crude proportion"
    return "the mean change to the last observation"


def _uncertainty(comparison: BenchmarkComparison) -> str:
    """Say where the cohort's own interval leaves its place beside the published one open."""
    own, published = comparison.cohort_interval, comparison.published
    if isinstance(own, NotEstimable) or published.lower is None or published.upper is None:
        return ""
    if comparison.verdict is Verdict.INSIDE_CONFIDENCE:
        within = published.lower <= own.lower and own.upper <= published.upper
        return "" if within else "; its own interval reaches beyond, so it may lie outside"
    apart = own.upper < published.lower or published.upper < own.lower
    return "" if apart else "; its own interval reaches into that one, so it may lie inside"


def _where(comparison: BenchmarkComparison) -> str:
    level = f"{100 * comparison.published.level:g}{NARROW_SPACE}%"
    confidence = f"the {level} confidence interval of {_published(comparison)}"
    prediction = f"the prediction interval for a new study{_prediction(comparison)}"
    if comparison.verdict is Verdict.INSIDE_CONFIDENCE:
        return f"inside {confidence}"
    if comparison.verdict is Verdict.INSIDE_PREDICTION:
        return f"outside {confidence} but inside {prediction}"
    if comparison.verdict is Verdict.OUTSIDE_PREDICTION:
        return f"outside {confidence} and outside {prediction}"
    return f"outside {confidence}"


def _lacking(comparison: BenchmarkComparison) -> str:
    return f"; {comparison.reason}" if comparison.reason else ""


def _published(comparison: BenchmarkComparison) -> str:
    interval = published_interval(comparison.published)
    name = comparison.publication_name
    return f"{name} ({interval})" if interval else name


def _prediction(comparison: BenchmarkComparison) -> str:
    if isinstance(comparison.derived, NotEstimable):
        return ""
    return f" ({bounds(comparison.derived.prediction, outcome_kind(comparison.outcome))})"
