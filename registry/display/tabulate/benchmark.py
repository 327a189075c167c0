"""The cohort beside each published result."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.published_interval import printed_interval
from registry.analysis.results import BenchmarkComparison, DerivedSpread, Difference
from registry.display.numbers import Kind, bare, bounds, lower_first, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.domain.benchmark import Outcome, PublishedResult, Scale, Verdict

OUTCOME_NAMES = {
    Outcome.VAS_BACK_CHANGE: "VAS back",
    Outcome.VAS_LEG_CHANGE: "VAS leg",
    Outcome.ODI_CHANGE: "ODI",
    Outcome.VAS_BACK_RELIEF_30: "Back pain at least 30 % less",
    Outcome.VAS_BACK_RELIEF_50: "Back pain at least 50 % less",
    Outcome.ODI_RELIEF_50: "ODI at least 50 % lower",
    Outcome.REOPERATION: "Reoperation",
    Outcome.SERIOUS_EVENTS: "Serious adverse events",
    Outcome.RELATED_EVENTS: "Events related to treatment",
    Outcome.OPIOID_FREE: "Free of opioids",
    Outcome.FOLLOW_UP: "Follow-up",
}
OUTCOME_LABELS = {
    outcome: f"{name}, share of patients" for outcome, name in OUTCOME_NAMES.items()
} | {
    Outcome.VAS_BACK_CHANGE: "VAS back, improvement from baseline, mm",
    Outcome.VAS_LEG_CHANGE: "VAS leg, improvement from baseline, mm",
    Outcome.ODI_CHANGE: "ODI, improvement from baseline, points",
    Outcome.REOPERATION: "Reoperation, proportion of patients",
    Outcome.RELATED_EVENTS: "Events related to treatment",
}
VERDICT_LABELS = {
    Verdict.INSIDE_CONFIDENCE: "inside CI",
    Verdict.INSIDE_PREDICTION: "outside CI, inside PI",
    Verdict.OUTSIDE_PREDICTION: "outside CI and PI",
    Verdict.OUTSIDE_CONFIDENCE: "outside CI",
    Verdict.NOT_COMPARABLE: "not comparable",
}

_DERIVED = (
    "CI: confidence interval. PI: prediction interval for a new study. τ²: spread between studies. "
    "PI and τ² are derived here from the published interval, I² and number of studies; the "
    "authors do not print them. Differences of proportions are in percentage points."
)


def outcome_kind(outcome: Outcome) -> Kind:
    """Return how numbers of this outcome are written."""
    return "points" if outcome.is_change else "share"


def published_kind(published: PublishedResult) -> Kind:
    """Return how a published estimate is written; other scales in their own units."""
    if published.scale is Scale.PROPORTION:
        return "share"
    return "points" if published.scale is Scale.POINTS_0_100 else "rate"


_OTHER_SCALES = {
    Scale.NRS_0_10: " of 10 (NRS)",
    Scale.STANDARD_DEVIATIONS: " standard deviations",
    Scale.ODDS_RATIO: " (odds ratio)",
}


def scale_words(published: PublishedResult) -> str:
    """Write what an estimate counts where it is not the unit of its heading; else nothing."""
    return _OTHER_SCALES.get(published.scale, "")


def benchmark_table(comparisons: Sequence[BenchmarkComparison]) -> DisplayTable:
    """Lay out, for each outcome, the cohort and then each published result."""
    return DisplayTable(
        title="Cohort and published results",
        columns=(
            TableColumn(header="", alignment="text", share=1.2),
            TableColumn(header="Patients", share=0.8),
            TableColumn(header="Estimate (CI)", share=1.6),
            TableColumn(header="PI", share=1.5),
            TableColumn(header="Cohort − published (CI)", share=1.6),
            TableColumn(header="The same, with τ²", share=1.6),
            TableColumn(header="The cohort lies", alignment="text", share=1.1),
        ),
        rows=tuple(_rows(comparisons)),
        notes=(_DERIVED, *_without_prediction(comparisons)),
    )


def _rows(comparisons: Sequence[BenchmarkComparison]) -> Iterator[TableRow]:
    for outcome, months in dict.fromkeys(
        (each.outcome, each.published.months) for each in comparisons
    ):
        same = [
            each
            for each in comparisons
            if (each.outcome, each.published.months) == (outcome, months)
        ]
        yield group_row(f"{OUTCOME_LABELS[outcome]}{at_months(months)}")
        if any(each.verdict is not Verdict.NOT_COMPARABLE for each in same):
            yield _cohort_row(same[0])
        for comparison in same:
            yield _published_row(comparison)


def at_months(months: float | None) -> str:
    """Write the time of a result after its outcome; nothing where it is the last observation."""
    if months is None:
        return ""
    return f" at {months:g} {'month' if months == 1 else 'months'}"


def _cohort_row(comparison: BenchmarkComparison) -> TableRow:
    kind = outcome_kind(comparison.outcome)
    estimate, interval = comparison.cohort_estimate, comparison.cohort_interval
    text = number(estimate, kind)
    if not isinstance(interval, NotEstimable):
        text = f"{text} ({bounds(interval, kind)})"
    return body_row("This cohort", bare(comparison.cohort_n, "count"), text, "", "", "", "")


def _published_row(comparison: BenchmarkComparison) -> TableRow:
    kind = published_kind(comparison.published)
    patients = comparison.published.patients
    return body_row(
        comparison.publication_name,
        "–" if patients is None else bare(patients, "count"),
        published_estimate(comparison.published),
        _prediction(comparison.derived, kind),
        _difference(comparison.differences, kind, with_tau=False),
        _difference(comparison.differences, kind, with_tau=True),
        VERDICT_LABELS[comparison.verdict],
    )


def published_estimate(published: PublishedResult) -> str:
    """Write a published estimate with its interval, where it has one: "41.6 (24.3 to 58.9)"."""
    estimate = number(published.estimate, published_kind(published))
    interval = published_interval(published)
    words = scale_words(published)
    return f"{estimate} ({interval}){words}" if interval else f"{estimate}{words}"


def published_interval(published: PublishedResult) -> str:
    """Write a published interval: "24.3 to 58.9"; nothing where none is known."""
    printed = printed_interval(published)
    return "" if printed is None else bounds(printed, published_kind(published))


def _without_prediction(comparisons: Sequence[BenchmarkComparison]) -> Iterator[str]:
    """Say once for each reason which results have no prediction interval."""
    results: dict[str, list[str]] = {}
    for each in comparisons:
        if isinstance(each.derived, NotEstimable):
            named = f"{each.publication_name} on {lower_first(OUTCOME_NAMES[each.outcome])}"
            results.setdefault(each.derived.reason, []).append(named)
    for reason, those in results.items():
        yield f"PI not estimable, {reason}: {', '.join(those)}."


def _prediction(derived: DerivedSpread | NotEstimable, kind: Kind) -> str:
    if isinstance(derived, NotEstimable):
        return "not estimable"
    return bounds(derived.prediction, kind)


def _difference(differences: Sequence[Difference], kind: Kind, *, with_tau: bool) -> str:
    for difference in differences:
        if difference.with_tau is with_tau:
            lower, upper = difference.interval.lower, difference.interval.upper
            return f"{bare(difference.value, kind)} ({bare(lower, kind)} to {bare(upper, kind)})"
    return "–"
