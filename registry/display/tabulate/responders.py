"""Responders to each threshold at each planned visit."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable, Proportion
from registry.analysis.results import Responders
from registry.display.numbers import bare, count_of, in_months, named_bounds, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.change import CHANGE_IS
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.threshold import Threshold

_MISSING = (
    "A patient operated on by the day of the score, or without a score by the end of the visit's "
    "window, counts as a non-responder and stands under “reoperated”. Missing: the others who were "
    "due and have no pair of scores; the worst case counts all of them as non-responders, the best "
    "case as responders."
)


def responders_table(responders: Sequence[Responders]) -> DisplayTable:
    """Lay out numerator, denominator, missing and the bounds that the missing leave."""
    return DisplayTable(
        title="Responders",
        columns=(
            TableColumn(header="", alignment="text"),
            TableColumn(header="Responders"),
            TableColumn(header="Share", share=0.7),
            TableColumn(header="Interval", share=2.2),
            TableColumn(header="Reoperated", share=0.8),
            TableColumn(header="Missing", share=0.6),
            TableColumn(header="Worst to best case", share=1.4),
        ),
        rows=tuple(_rows(responders)),
        notes=(CHANGE_IS, _MISSING, *_sources(responders)),
    )


def threshold_label(threshold: Threshold) -> str:
    """Name the threshold with its instrument; a composite names its own."""
    if len(threshold.instruments) > 1:
        return f"Composite: {threshold.name}"
    return f"{INSTRUMENTS[threshold.instruments[0]].name}: {threshold.name}"


def _rows(responders: Sequence[Responders]) -> Iterator[TableRow]:
    for threshold in dict.fromkeys(row.threshold for row in responders):
        yield group_row(threshold_label(threshold))
        for row in responders:
            if row.threshold == threshold:
                yield _row(row)


def _sources(responders: Sequence[Responders]) -> Iterator[str]:
    citations = dict.fromkeys(row.threshold.citation for row in responders)
    if citations:
        yield (
            "MIC: minimal important change. SCB: substantial clinical benefit, of which the three "
            "definitions stand one below the other. PASS: patient acceptable symptom state."
        )
        yield f"Thresholds: {'; '.join(each.rstrip('.') for each in citations)}."


def _row(row: Responders) -> TableRow:
    months = in_months(row.months)
    others = bare(row.reoperated, "count"), bare(row.missing, "count")
    extremes = _extremes(row.worst, row.best)
    if isinstance(row.observed, NotEstimable):
        return body_row(months, "–", "–", str(row.observed), *others, extremes)
    return body_row(
        months,
        count_of(row.observed.count, row.observed.denominator),
        number(row.observed.value, "share"),
        named_bounds(row.observed.interval, "share"),
        *others,
        extremes,
    )


def _extremes(worst: Proportion | NotEstimable, best: Proportion | NotEstimable) -> str:
    if isinstance(worst, NotEstimable) or isinstance(best, NotEstimable):
        return "–"
    return f"{bare(worst.value, 'share')} to {number(best.value, 'share')}"
