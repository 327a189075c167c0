"""Where each site's data come from."""

from collections.abc import Sequence

from registry.analysis.results import SiteOrigin
from registry.display.numbers import bare
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row


def origins_table(origins: Sequence[SiteOrigin]) -> DisplayTable:
    """Lay out the sites with the origin of their data and their patients."""
    return DisplayTable(
        title="Where the data come from",
        columns=(
            TableColumn(header="Site", alignment="text", share=2.4),
            TableColumn(header="Origin", alignment="text", share=1.4),
            TableColumn(header="Note", alignment="text", share=3.2),
            TableColumn(header="Treated", share=0.8),
        ),
        rows=tuple(_row(origin) for origin in origins),
    )


def _row(origin: SiteOrigin) -> TableRow:
    return body_row(
        f"{origin.site_code} · {origin.site_name}",
        origin.origin.label,
        origin.note or "–",
        bare(origin.treated, "count"),
    )
