"""Share reoperated at fixed times, with who is still at risk."""

from collections.abc import Iterator

from registry.analysis.estimates import KaplanMeier, NotEstimable, ShareReoperated
from registry.analysis.results import Reoperation
from registry.display.numbers import bare, median_time, named_bounds, number, proportion, rate
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row


def reoperation_table(reoperation: Reoperation) -> DisplayTable:
    """Lay out 1 − S at each time with its interval, events so far and number at risk."""
    curve = reoperation.kaplan_meier
    return DisplayTable(
        title="Share of patients reoperated",
        columns=(
            TableColumn(header="Months", share=0.7),
            TableColumn(header="At risk", share=0.8),
            TableColumn(header="Events so far", share=1),
            TableColumn(header="Censored so far", share=1.1),
            TableColumn(header="Share reoperated", share=2.4),
            TableColumn(header="Interval", share=1.8),
        ),
        rows=() if isinstance(curve, NotEstimable) else tuple(_row(curve, s) for s in curve.shares),
        notes=tuple(_notes(reoperation)),
    )


def _row(curve: KaplanMeier, share: ShareReoperated) -> TableRow:
    so_far = next((column for column in curve.risk_table if column.months == share.months), None)
    return body_row(
        bare(share.months, "count"),
        bare(share.at_risk, "count"),
        bare(so_far.events, "count") if so_far else "–",
        bare(so_far.censored, "count") if so_far else "–",
        number(share.share, "share"),
        "–" if isinstance(share.interval, NotEstimable) else named_bounds(share.interval, "share"),
    )


def _notes(reoperation: Reoperation) -> Iterator[str]:
    yield f"Event: {reoperation.event_definition.label.lower()}."
    yield f"Crude proportion: {proportion(reoperation.crude)}."
    yield f"Rate: {rate(reoperation.rate)}."
    curve = reoperation.kaplan_meier
    if isinstance(curve, NotEstimable):
        yield f"Kaplan–Meier estimate: {curve}."
    else:
        yield f"Median time to reoperation: {median_time(curve.median_days)}."
