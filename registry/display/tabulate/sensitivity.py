"""How far the mean changes hang on the missing, and on scores after surgery."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.imputation_results import (
    IMPUTATIONS,
    DeltaAdjustment,
    PooledEstimate,
    VisitSensitivity,
)
from registry.analysis.sensitivity_results import DELTAS, BeforeSurgery, InstrumentSensitivity
from registry.display.numbers import bare, bounds, count_noun
from registry.display.tables import DisplayTable, TableColumn, TableRow, body_row, group_row
from registry.display.tabulate.change import CHANGE_IS
from registry.domain.instruments.catalogue import INSTRUMENTS

_WORSE = DELTAS[1:]
_IMPUTED = (
    "Imputed: patients with a baseline from whom a score was due and missing, completed "
    f"{IMPUTATIONS} times from their other scores (chained equations) and pooled by Rubin’s rules. "
    "Worse: the imputed scores are made so many points worse than those of patients like them who "
    "answered."
)
_BEFORE = "Before surgery: without scores after an operation of the chosen definition."


def sensitivity_table(found: Sequence[InstrumentSensitivity]) -> DisplayTable:
    """Lay out the change with the missing imputed, made worse, and before surgery alone."""
    return DisplayTable(
        title="Sensitivity of the change",
        columns=(
            TableColumn(header="", alignment="text", share=0.9),
            TableColumn(header="Imputed", share=0.8),
            TableColumn(header="Change with the imputed (CI)", share=1.5),
            *(
                TableColumn(header=f"{bare(delta, 'count')} points worse", share=0.8)
                for delta in _WORSE
            ),
            TableColumn(header="Tips at", share=0.8),
            TableColumn(header="Before surgery (CI)", share=1.5),
        ),
        rows=tuple(row for each in found for row in _rows(each)),
        notes=(CHANGE_IS, _IMPUTED, *_tips(found), _BEFORE) if found else (),
    )


def _rows(found: InstrumentSensitivity) -> Iterator[TableRow]:
    instrument = INSTRUMENTS[found.instrument]
    yield group_row(f"{instrument.name}, {instrument.unit}")
    for imputed, before in zip(found.imputed, found.before_surgery, strict=True):
        of = imputed.observed + imputed.imputed
        yield body_row(
            count_noun(before.months, "month"),
            f"{bare(imputed.imputed, 'count')} of {bare(of, 'count')}",
            *_adjusted(imputed),
            _before(before),
        )


def _adjusted(imputed: VisitSensitivity) -> tuple[str, ...]:
    adjusted = imputed.adjusted
    if isinstance(adjusted, NotEstimable):
        return f"too few ({bare(adjusted.n, 'count')})", *("–" for _ in _WORSE), "–"
    plain, *worse = (each.change for each in adjusted.changes)
    return (
        _estimate(plain),
        *(bare(each.estimate, "points") for each in worse),
        _tipping_point(adjusted, imputed.imputed),
    )


def _estimate(found: PooledEstimate) -> str:
    return f"{bare(found.estimate, 'points')} ({bounds(found.interval, 'points')})"


def _tipping_point(adjusted: DeltaAdjustment, imputed: int) -> str:
    if adjusted.tipping_point == 0:
        return "already"
    if not imputed or adjusted.tipping_point is None:
        return "never"
    return bare(adjusted.tipping_point, "points")


def _before(before: BeforeSurgery) -> str:
    change = before.change
    if isinstance(change, NotEstimable):
        return f"too few ({bare(change.n, 'count')})"
    return f"{bare(change.change_mean, 'points')} ({bounds(change.interval, 'points')})"


def _tips(found: Sequence[InstrumentSensitivity]) -> Iterator[str]:
    thresholds = {
        f"{bare(visit.adjusted.threshold, 'count')} for {INSTRUMENTS[each.instrument].name}"
        for each in found
        for visit in each.imputed
        if not isinstance(visit.adjusted, NotEstimable)
    }
    if thresholds:
        yield (
            "Tips at: so many points worse the missing would have to be for the interval to reach "
            f"below the minimal important change ({', '.join(sorted(thresholds))}). Already: it "
            "does without any. Never: not even 100 points would do."
        )
