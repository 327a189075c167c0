"""Each site beside all others together."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.site_contrasts import CHANGE_MONTHS, REOPERATION_MONTHS
from registry.analysis.site_results import Contrast, SiteContrast
from registry.display.numbers import Kind, bare, bounds, count_noun
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row

_OUTCOMES: tuple[tuple[str, str, Kind], ...] = (
    ("vas_back", f"VAS back, improvement at {CHANGE_MONTHS} months, mm", "points"),
    ("odi", f"ODI, improvement at {CHANGE_MONTHS} months, points", "points"),
    ("reoperated", f"Reoperated by {REOPERATION_MONTHS} months, per cent", "share"),
)
_UNADJUSTED = (
    "Site − all others: changes with Welch’s t interval, shares with death competing and a normal "
    "interval. Patients counted: with both scores, or still followed. Patients are not made alike: "
    "a difference is a prompt to look, not a verdict on quality."
)


def site_contrasts_table(contrasts: Sequence[SiteContrast]) -> DisplayTable:
    """Lay out each outcome by site; sites with too few patients are named in a sentence."""
    return DisplayTable(
        title="Each site beside the others",
        columns=(
            TableColumn(header="Site", alignment="text", share=1.6),
            TableColumn(header="Patients", share=0.7),
            TableColumn(header="Site", share=0.7),
            TableColumn(header="Others", share=0.7),
            TableColumn(header="Difference (CI)", share=1.6),
        ),
        rows=tuple(row for outcome in _OUTCOMES for row in _rows(contrasts, *outcome)),
        notes=(_UNADJUSTED, *_others(contrasts), *_too_few(contrasts)),
    )


def _rows(
    contrasts: Sequence[SiteContrast], name: str, title: str, kind: Kind
) -> Iterator[TableRow]:
    found = [(each.site_code, getattr(each, name)) for each in contrasts]
    rows = [
        _row(code, contrast, kind) for code, contrast in found if isinstance(contrast, Contrast)
    ]
    if rows:
        yield group_row(title)
        yield from rows


def _row(code: str, found: Contrast, kind: Kind) -> TableRow:
    difference = f"{bare(found.difference, kind)} ({bounds(found.interval, kind)})"
    return body_row(
        code, bare(found.n, "count"), bare(found.own, kind), bare(found.others, kind), difference
    )


def _others(contrasts: Sequence[SiteContrast]) -> Iterator[str]:
    """Say who the others are, where one site is reported."""
    if len(contrasts) == 1:
        (one,) = contrasts
        patients = count_noun(one.others_treated, "patient")
        yield f"Others: {patients} of {count_noun(one.other_sites, 'other site')}."


def _too_few(contrasts: Sequence[SiteContrast]) -> Iterator[str]:
    for name, title, _ in _OUTCOMES:
        small = [
            each.site_code for each in contrasts if isinstance(getattr(each, name), NotEstimable)
        ]
        if small:
            yield f"{title.partition(',')[0]}: not compared, for too few patients or no event: " + (
                ", ".join(small) + "."
            )
