"""Whether the patients lost at one year were like those followed."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from registry.analysis.estimates import NotEstimable, Withheld
from registry.analysis.lost_patients import COMPARED_MONTHS
from registry.analysis.patient_results import GroupMoments, StandardisedDifference
from registry.display.numbers import WITHHELD, bare, count_of, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, detail_row
from registry.display.tabulate.baseline import CATEGORY_LABELS, VARIABLE_LABELS

_LABELS = {**VARIABLE_LABELS, "site_code": "Site"}
_WHO = (
    f"Followed and lost: due at {COMPARED_MONTHS} months, with and without a score in the window. "
    "Mean (SD), or number and share of those with an answer."
)
_APART = (
    "Standardised difference: followed − lost in standard deviations; it does not grow with the "
    "number of patients. From about 0.1 on, those who answered speak less well for the others."
)
_NOBODY = (f"Nobody was due at {COMPARED_MONTHS} months.",)


def lost_table(rows: Sequence[StandardisedDifference]) -> DisplayTable:
    """Lay out the baseline of the followed and of the lost side by side."""
    return DisplayTable(
        title=f"Followed and lost at {COMPARED_MONTHS} months",
        columns=(
            TableColumn(header="", alignment="text", share=1.8),
            TableColumn(header="Followed", share=1.3),
            TableColumn(header="Lost", share=1.3),
            TableColumn(header="Standardised difference", share=1.2),
        ),
        rows=tuple(
            row
            for variable, of_variable in groupby(rows, key=lambda row: row.variable)
            for row in _rows(variable, tuple(of_variable))
        ),
        notes=(_WHO, _APART) if rows else _NOBODY,
    )


def _rows(variable: str, rows: Sequence[StandardisedDifference]) -> Iterator[TableRow]:
    label = _LABELS.get(variable, variable)
    if rows[0].code is None:
        yield body_row(label, *_cells(rows[0]))
        return
    yield body_row(label, "", "", "")
    names = CATEGORY_LABELS.get(variable, {})
    for row in rows:
        code = row.code or ""
        yield detail_row(names.get(code, code), *_cells(row))


def _cells(row: StandardisedDifference) -> tuple[str, str, str]:
    written = _number if row.code is None else _share
    difference = row.difference
    if isinstance(difference, Withheld):
        return WITHHELD, WITHHELD, WITHHELD
    apart = "–" if isinstance(difference, NotEstimable) else bare(difference, "rate")
    return written(row.followed), written(row.lost), apart


def _number(group: GroupMoments) -> str:
    if group.mean is None:
        return "–"
    spread = group.standard_deviation
    within = "" if spread is None else f" ({bare(spread, 'points')})"
    return f"{bare(group.mean, 'points')}{within}; n = {bare(group.n, 'count')}"


def _share(group: GroupMoments) -> str:
    if group.mean is None:
        return "–"
    count = round(group.mean * group.n)
    return f"{count_of(count, group.n)}: {number(group.mean, 'share')}"
