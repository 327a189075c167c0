"""Sites beside each other, in the order of their codes; no ranking."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.site_results import (
    FunnelPosition,
    MonitoredOutcome,
    OutcomeMonitoring,
    StandardisedSite,
)
from registry.display.numbers import NARROW_SPACE, bare, bounds, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row

OUTCOME_NAMES: dict[MonitoredOutcome, str] = {
    "reoperation": "Reoperation",
    "serious_event": "Serious adverse event",
}
PROMPT_TO_LOOK = (
    "Being outside the limits is a prompt to look, not a verdict on quality: chance, patients "
    "unlike in more than is adjusted for, and how completely events are recorded come first."
)
_POSITIONS: dict[FunnelPosition, str] = {
    "inside": "inside",
    "above 95": f"above 95{NARROW_SPACE}%",
    "below 95": f"below 95{NARROW_SPACE}%",
    "above 99.8": f"above 99.8{NARROW_SPACE}%",
    "below 99.8": f"below 99.8{NARROW_SPACE}%",
}
_STANDARDISED = (
    "Expected: the events the site’s patients would have at the risks of all sites, by severity "
    "(ODI band) before treatment; whoever has no ODI is a group of its own. Ratio: observed ÷ "
    "expected with the exact Poisson interval; 1 is as expected. Sites stand in the order of their "
    "codes: an order by ratio would mostly be one by chance."
)


def sites_table(monitoring: Sequence[OutcomeMonitoring]) -> DisplayTable:
    """Lay out observed and expected events of each site, and where it lies in the funnel."""
    return DisplayTable(
        title="Observed and expected events by site",
        columns=(
            TableColumn(header="Site", alignment="text", share=1.2),
            TableColumn(header="Patients", share=0.7),
            TableColumn(header="Observed", share=0.7),
            TableColumn(header="Share", share=0.7),
            TableColumn(header="Expected", share=0.7),
            TableColumn(header="Ratio (CI)", share=1.5),
            TableColumn(header="In the funnel", alignment="text", share=1.1),
        ),
        rows=tuple(_rows(monitoring)),
        notes=(_STANDARDISED, PROMPT_TO_LOOK),
    )


def within(found: OutcomeMonitoring) -> str:
    """Name the outcome with its window: "Reoperation within 12 months"."""
    return f"{OUTCOME_NAMES[found.outcome]} within {found.months} months"


def _rows(monitoring: Sequence[OutcomeMonitoring]) -> Iterator[TableRow]:
    for found in monitoring:
        if found.standardised:
            yield group_row(within(found))
        for site in found.standardised:
            yield _row(site, _place(site.site_code, found))


def _row(site: StandardisedSite, place: str) -> TableRow:
    ratio = (
        "–"
        if isinstance(site.ratio, NotEstimable)
        else f"{bare(site.ratio, 'rate')} ({bounds(site.interval, 'rate')})"
    )
    return body_row(
        site.site_code,
        bare(site.patients, "count"),
        bare(site.observed, "count"),
        number(site.observed / site.patients, "share"),
        bare(site.expected, "points"),
        ratio,
        place,
    )


def _place(code: str, found: OutcomeMonitoring) -> str:
    if code in found.small_sites:
        return "too few patients"
    if isinstance(found.funnel, NotEstimable):
        return "–"
    return next(_POSITIONS[site.position] for site in found.funnel.sites if site.site_code == code)
