"""The missing imputed, and scores after surgery left out."""

from collections.abc import Iterable, Iterator

from registry.analysis.catalogue import MEAN_CHANGE, TIPPING_POINT
from registry.analysis.estimates import NotEstimable
from registry.analysis.imputation_results import DeltaAdjustment, VisitSensitivity
from registry.analysis.sensitivity_results import InstrumentSensitivity
from registry.interchange.cohort_json.figure import (
    Figure,
    Unit,
    change,
    counted,
    estimated,
    not_estimable,
)

_PARTS = (
    "imputations",
    "within",
    "between",
    "total_variance",
    "standard_error",
    "degrees_of_freedom",
    "relative_increase",
    "missing_share",
    "missing_information",
)
_UNITS: dict[str, Unit] = {"degrees_of_freedom": "degrees", "standard_error": "points_0_100"}


def sensitivity_figures(found: Iterable[InstrumentSensitivity]) -> Iterator[Figure]:
    """Yield counts, pooled changes by delta, tipping points and changes before surgery."""
    for each in found:
        key = f"{each.instrument.value}.sensitivity"
        for visit in each.imputed:
            yield from _imputed(f"{key}.{visit.visit}", visit)
        for before in each.before_surgery:
            at = f"{key}.{before.visit}.before_surgery"
            yield counted(f"{at}.left_out", before.left_out)
            yield from change(at, before.change, MEAN_CHANGE)


def _imputed(key: str, visit: VisitSensitivity) -> Iterator[Figure]:
    for name in ("due", "observed", "imputed", "without_baseline"):
        yield counted(f"{key}.{name}", getattr(visit, name), n=visit.treated)
    adjusted = visit.adjusted
    if isinstance(adjusted, NotEstimable):
        yield not_estimable(f"{key}.worse_by_0", adjusted, "points_0_100", TIPPING_POINT)
        return
    yield from _adjusted(key, visit, adjusted)


def _adjusted(key: str, visit: VisitSensitivity, adjusted: DeltaAdjustment) -> Iterator[Figure]:
    n = visit.observed + visit.imputed
    for at in adjusted.changes:
        named = f"{key}.worse_by_{at.delta:g}"
        pooled = at.change
        yield estimated(
            named,
            pooled.estimate,
            "points_0_100",
            estimator=TIPPING_POINT,
            n=n,
            interval=pooled.interval,
        )
        for name in _PARTS:
            yield Figure(
                key=f"{named}.{name}",
                value=getattr(pooled, name),
                unit=_UNITS.get(name, "statistic"),
                estimator=TIPPING_POINT,
            )
    yield Figure(
        key=f"{key}.threshold",
        value=adjusted.threshold,
        unit="points_0_100",
        estimator=TIPPING_POINT,
    )
    never = "not even 100 points would do" if adjusted.tipping_point is None else None
    yield Figure(
        key=f"{key}.tipping_point",
        value=adjusted.tipping_point,
        unit="points_0_100",
        n=visit.imputed,
        reason=never,
        estimator=TIPPING_POINT,
    )
