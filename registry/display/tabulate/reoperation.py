"""Share reoperated at fixed times, with who is still at risk."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from registry.analysis.estimates import (
    CumulativeIncidence,
    Interval,
    KaplanMeier,
    NotEstimable,
    ShareReoperated,
)
from registry.analysis.results import Reoperation
from registry.analysis.time_units import DAYS_PER_MONTH
from registry.display.numbers import (
    NARROW_SPACE,
    bare,
    bounds,
    count_noun,
    estimate,
    median_time,
    number,
    proportion,
    rate,
    upper_first,
)
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row

DEFINITION_MONTHS = 24


def reoperation_table(reoperation: Reoperation) -> DisplayTable:
    """Lay out the share at each time, alive or not, with events so far and number at risk."""
    curve = reoperation.kaplan_meier
    return DisplayTable(
        title="Share of patients reoperated",
        columns=(
            TableColumn(header="Months", share=0.6),
            TableColumn(header="At risk", share=0.6),
            TableColumn(header="Events so far", share=0.8),
            TableColumn(header="Censored so far", share=0.9),
            TableColumn(header="Kaplan–Meier (CI)", share=1.9),
            TableColumn(header="Death competing (CI)", share=1.9),
        ),
        rows=()
        if isinstance(curve, NotEstimable)
        else tuple(_row(curve, share, reoperation.cumulative_incidence) for share in curve.shares),
        notes=tuple(_notes(reoperation)),
    )


def definitions_table(chosen: Reoperation, others: Sequence[Reoperation]) -> DisplayTable:
    """Lay out the share reoperated by two years under each definition of the event."""
    return DisplayTable(
        title=f"By {DEFINITION_MONTHS} months under each definition of the event",
        columns=(
            TableColumn(header="Event", alignment="text", share=2),
            TableColumn(header="Events", share=0.6),
            TableColumn(header="Kaplan–Meier (CI)", share=1.6),
            TableColumn(header="Death competing (CI)", share=1.6),
        ),
        rows=tuple(_definition_row(each) for each in (chosen, *others)),
        notes=("The first was chosen; the others show what hangs on the choice.",),
    )


def _definition_row(reoperation: Reoperation) -> TableRow:
    curve, competing = reoperation.kaplan_meier, reoperation.cumulative_incidence
    return body_row(
        reoperation.event_definition.label,
        "–" if isinstance(curve, NotEstimable) else bare(curve.events, "count"),
        str(curve) if isinstance(curve, NotEstimable) else _at(curve.shares),
        str(competing) if isinstance(competing, NotEstimable) else _at(competing.shares),
    )


def _at(shares: Sequence[ShareReoperated]) -> str:
    found = (_estimate(share) for share in shares if share.months == DEFINITION_MONTHS)
    return next(found, "–")


def _row(
    curve: KaplanMeier, share: ShareReoperated, competing: CumulativeIncidence | NotEstimable
) -> TableRow:
    so_far = next((column for column in curve.risk_table if column.months == share.months), None)
    others = () if isinstance(competing, NotEstimable) else competing.shares
    other = next((each for each in others if each.months == share.months), None)
    return body_row(
        bare(share.months, "count"),
        bare(share.at_risk, "count"),
        bare(so_far.events, "count") if so_far else "–",
        bare(so_far.censored, "count") if so_far else "–",
        _estimate(share),
        _estimate(other) if other else "–",
    )


def _estimate(found: ShareReoperated) -> str:
    if isinstance(found.share, NotEstimable) or isinstance(found.interval, NotEstimable):
        return number(found.share, "share")
    return f"{number(found.share, 'share')} ({bounds(found.interval, 'share')})"


def _notes(reoperation: Reoperation) -> Iterator[str]:
    yield f"Event: {reoperation.event_definition.label.lower()}."
    yield f"Crude proportion: {proportion(reoperation.crude)}."
    yield f"Rate: {rate(reoperation.rate)}."
    curve = reoperation.kaplan_meier
    if isinstance(curve, NotEstimable):
        yield f"Kaplan–Meier estimate: {curve}."
    else:
        yield f"Median time to reoperation: {median_time(curve.median_days)}."
        intervals = (share.interval for share in curve.shares)
        known = [each for each in intervals if not isinstance(each, NotEstimable)]
        for each in known[:1]:
            level = f"{100 * each.level:g}{NARROW_SPACE}%"
            yield f"CI: {level} confidence interval, {each.method}."
    yield from _competing(reoperation)


def _competing(reoperation: Reoperation) -> Iterator[str]:
    competing, free = reoperation.cumulative_incidence, reoperation.time_free
    if not isinstance(competing, NotEstimable):
        yield (
            f"{upper_first(count_noun(competing.deaths, 'patient'))} died before an operation. "
            "Kaplan–Meier: the share were nobody to die. Death competing: the share in a world in "
            "which patients die (Aalen–Johansen)."
        )
    if not isinstance(free, NotEstimable):
        months = estimate(free.days / DAYS_PER_MONTH, _in_months(free.interval), "months")
        horizon = bare(free.horizon_days / DAYS_PER_MONTH, "count")
        yield f"Mean time without the event in the first {horizon} months: {months} months."


def _in_months(interval: Interval | NotEstimable) -> Interval | NotEstimable:
    if isinstance(interval, NotEstimable):
        return interval
    return replace(
        interval, lower=interval.lower / DAYS_PER_MONTH, upper=interval.upper / DAYS_PER_MONTH
    )
