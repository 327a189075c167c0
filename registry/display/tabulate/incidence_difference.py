"""How far reoperation differs between product types."""

from collections.abc import Sequence

from registry.analysis.estimates import IncidenceDifference
from registry.display.numbers import estimate, in_months
from registry.display.tables import DisplayTable, TableColumn, body_row
from registry.domain.codes import ProductType

_DIFFERENCE = (
    "Share reoperated with death competing: group − reference, in percentage points; normal "
    "interval of both errors. The groups were not randomised."
)


def incidence_difference_table(found: Sequence[IncidenceDifference]) -> DisplayTable:
    """Lay out the difference of each product type from the one given most, at each time."""
    return DisplayTable(
        title="Reoperation by product type",
        columns=(
            TableColumn(header="Group", alignment="text", share=1.3),
            TableColumn(header="Reference", alignment="text", share=1.3),
            TableColumn(header="By", share=0.8),
            TableColumn(header="Difference (CI)", share=2.2),
        ),
        rows=tuple(
            body_row(
                ProductType(each.group).label,
                ProductType(each.reference).label,
                in_months(each.months),
                estimate(each.difference, each.interval, "share"),
            )
            for each in found
        ),
        notes=(_DIFFERENCE,) if found else ("One product type alone: nothing to compare.",),
    )
