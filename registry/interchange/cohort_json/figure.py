"""One number as it stands in the JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from registry.analysis.estimates import (
    Distribution,
    Interval,
    MeanChange,
    NotEstimable,
    Proportion,
    Rate,
    Withheld,
)
from registry.analysis.estimator import Estimator

Unit = Literal[
    "patients",
    "events",
    "scores",
    "studies",
    "sites",
    "points_0_100",
    "points_0_10",
    "standard_deviations",
    "ratio",
    "proportion",
    "percent",
    "days",
    "months",
    "years",
    "patient_years",
    "per_100_patient_years",
    "kg_per_m2",
    "levels",
    "grade",
    "degrees",
    "statistic",
]


_WITHHELD = "withheld: a small count, or one that would reveal it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with what is needed to defend it.

    ``key`` is a path of names joined by dots and unique in a summary. ``n`` is the denominator:
    how many patients (or scores, or studies) the number rests upon. ``value`` None comes with
    the reason. ``estimator`` None: counted or copied, not estimated.
    """

    key: str
    value: float | None
    unit: Unit
    n: int | None = None
    interval: Interval | None = None
    reason: str | None = None
    estimator: Estimator | None = None

    def as_json(self) -> dict[str, object]:
        """Return the figure in the order of the schema; what it does not have is null."""
        interval, estimator = self.interval, self.estimator
        return {
            "key": self.key,
            "value": self.value,
            "unit": self.unit,
            "n": self.n,
            "lower": interval.lower if interval else None,
            "upper": interval.upper if interval else None,
            "level": interval.level if interval else None,
            "interval": interval.method if interval else None,
            "reason": self.reason,
            "estimator": estimator.name if estimator else None,
            "version": estimator.version if estimator else None,
        }


def counted(
    key: str, value: int | None, unit: Unit = "patients", *, n: int | None = None
) -> Figure:
    """Return a count; None: it is withheld."""
    return Figure(
        key=key, value=value, unit=unit, n=n, reason=None if value is not None else _WITHHELD
    )


def estimated(
    key: str,
    value: float | NotEstimable,
    unit: Unit,
    *,
    estimator: Estimator,
    n: int | None = None,
    interval: Interval | NotEstimable | None = None,
) -> Figure:
    """Return an estimate with its interval, or why there is none."""
    if isinstance(value, NotEstimable):
        return not_estimable(key, value, unit, estimator)
    reason = str(interval) if isinstance(interval, NotEstimable) else None
    known = None if isinstance(interval, NotEstimable) else interval
    return Figure(
        key=key,
        value=float(value),
        unit=unit,
        n=n,
        interval=known,
        reason=reason,
        estimator=estimator,
    )


def not_estimable(key: str, why: NotEstimable, unit: Unit, estimator: Estimator) -> Figure:
    """Return the place of a number that the data do not allow."""
    reason = f"{why.reason}: {why}"
    n = None if isinstance(why, Withheld) else why.n
    return Figure(key=key, value=None, unit=unit, n=n, reason=reason, estimator=estimator)


def share(key: str, found: Proportion | NotEstimable, estimator: Estimator) -> Iterator[Figure]:
    """Yield a proportion and its numerator."""
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, "proportion", estimator)
        return
    yield counted(f"{key}.count", found.count, n=found.denominator)
    yield estimated(
        key,
        found.value,
        "proportion",
        estimator=estimator,
        n=found.denominator,
        interval=found.interval,
    )


def rate(key: str, found: Rate | NotEstimable, estimator: Estimator) -> Iterator[Figure]:
    """Yield a rate, its events and its person-time."""
    if isinstance(found, NotEstimable):
        yield not_estimable(key, found, "per_100_patient_years", estimator)
        return
    yield counted(f"{key}.events", found.events, "events")
    yield Figure(key=f"{key}.person_time", value=found.person_years, unit="patient_years")
    yield estimated(
        key,
        found.per_100_person_years,
        "per_100_patient_years",
        estimator=estimator,
        n=found.events,
        interval=found.interval,
    )


def distribution(
    key: str, found: Distribution | NotEstimable, unit: Unit, estimator: Estimator
) -> Iterator[Figure]:
    """Yield location and spread of one variable."""
    if isinstance(found, NotEstimable):
        yield not_estimable(f"{key}.mean", found, unit, estimator)
        return
    yield counted(f"{key}.missing", found.missing)
    for name in ("mean", "standard_deviation", "median", "quartile_1", "quartile_3"):
        value: float | NotEstimable = getattr(found, name)
        yield estimated(f"{key}.{name}", value, unit, estimator=estimator, n=found.n)


def change(key: str, found: MeanChange | NotEstimable, estimator: Estimator) -> Iterator[Figure]:
    """Yield a mean change with the means and spreads it was made from."""
    if isinstance(found, NotEstimable):
        yield not_estimable(f"{key}.change_mean", found, "points_0_100", estimator)
        return
    for name in (
        "baseline_mean",
        "baseline_standard_deviation",
        "follow_up_mean",
        "follow_up_standard_deviation",
        "change_standard_deviation",
        "standard_error",
    ):
        yield estimated(
            f"{key}.{name}", getattr(found, name), "points_0_100", estimator=estimator, n=found.n
        )
    yield estimated(
        f"{key}.change_mean",
        found.change_mean,
        "points_0_100",
        estimator=estimator,
        n=found.n,
        interval=found.interval,
    )
