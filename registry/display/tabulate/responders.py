"""Responders to each threshold at each planned visit."""

from collections.abc import Callable, Iterator, Sequence

from registry.analysis.estimates import NotEstimable, Proportion
from registry.analysis.results import Responders
from registry.display.numbers import bare, count_of, in_months, named_bounds, number
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.change import CHANGE_IS
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.threshold import Threshold

_MISSING = (
    "A patient operated on by the day of the score, or without a score by the end of the visit's "
    "window, counts as a non-responder. Missing: the others who were due and have no pair of "
    "scores; the worst case counts all of them as non-responders, the best case as responders."
)


def responders_table(responders: Sequence[Responders]) -> DisplayTable:
    """Lay out numerator, denominator, missing and the bounds that the missing leave."""
    return DisplayTable(
        title="Responders",
        columns=(
            TableColumn(header="", alignment="text"),
            TableColumn(header="Responders"),
            TableColumn(header="Share", share=0.7),
            TableColumn(header="Interval", share=2.3),
            TableColumn(header="Missing", share=0.7),
            TableColumn(header="Worst to best case", share=1.4),
        ),
        rows=tuple(_grouped(responders, _row)),
        notes=(CHANGE_IS, _MISSING, *_sources(responders)),
    )


def responder_parts_table(responders: Sequence[Responders]) -> DisplayTable:
    """Lay out what became of all patients at each visit."""
    return DisplayTable(
        title="Responders and all others",
        columns=(
            TableColumn(header="", alignment="text"),
            TableColumn(header="Patients", share=0.7),
            TableColumn(header="Responders", share=0.8),
            TableColumn(header="Non-responders", share=1),
            TableColumn(header="Reoperated", share=0.8),
            TableColumn(header="Missing", share=0.7),
        ),
        rows=tuple(_grouped(responders, _parts_row)),
        notes=(_MISSING,),
    )


def _parts_row(row: Responders) -> TableRow:
    counts = (row.counted, row.responders, row.non_responders, row.reoperated, row.missing)
    return body_row(in_months(row.months), *(bare(count, "count") for count in counts))


def threshold_label(threshold: Threshold) -> str:
    """Name the threshold with its instrument; a composite names its own."""
    if len(threshold.instruments) > 1:
        return f"Composite: {threshold.name}"
    return f"{INSTRUMENTS[threshold.instruments[0]].name}: {threshold.name}"


def _grouped(
    responders: Sequence[Responders], row_of: Callable[[Responders], TableRow]
) -> Iterator[TableRow]:
    for threshold in dict.fromkeys(row.threshold for row in responders):
        yield group_row(threshold_label(threshold))
        for row in responders:
            if row.threshold == threshold:
                yield row_of(row)


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
    missing, extremes = bare(row.missing, "count"), _extremes(row.worst, row.best)
    if isinstance(row.observed, NotEstimable):
        return body_row(months, "–", "–", str(row.observed), missing, extremes)
    return body_row(
        months,
        count_of(row.observed.count, row.observed.denominator),
        number(row.observed.value, "share"),
        named_bounds(row.observed.interval, "share"),
        missing,
        extremes,
    )


def _extremes(worst: Proportion | NotEstimable, best: Proportion | NotEstimable) -> str:
    if isinstance(worst, NotEstimable) or isinstance(best, NotEstimable):
        return "–"
    return f"{bare(worst.value, 'share')} to {number(best.value, 'share')}"
