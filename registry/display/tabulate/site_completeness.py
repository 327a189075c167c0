"""Completeness of follow-up, a row a site."""

from collections.abc import Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.patient_results import SiteCompleteness, VisitCompleteness
from registry.display.numbers import bare, count_of, in_months, number
from registry.display.tables import DisplayTable, TableColumn, body_row


def site_completeness_table(sites: Sequence[SiteCompleteness]) -> DisplayTable:
    """Lay out answered of due at each visit, with the share where enough were due."""
    visits = sites[0].visits if sites else ()
    return DisplayTable(
        title="Completeness by site: answered of due",
        columns=(
            TableColumn(header="Site", alignment="text", share=0.7),
            TableColumn(header="Treated", share=0.6),
            *(TableColumn(header=in_months(visit.months), share=0.8) for visit in visits),
        ),
        rows=tuple(
            body_row(site.site_code, bare(site.treated, "count"), *map(_cell, site.visits))
            for site in sites
        ),
    )


def _cell(visit: VisitCompleteness) -> str:
    if not visit.due:
        return "nobody due"
    counts = count_of(visit.answered, visit.due)
    if isinstance(visit.share, NotEstimable):
        return counts
    return f"{counts} ({number(visit.share, 'share')})"
