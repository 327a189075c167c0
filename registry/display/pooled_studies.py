"""A meta-analysis in lines of text."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.intervals import interval_around
from registry.analysis.meta_analysis.event_effects import proportion_from_logit
from registry.analysis.meta_analysis.pooled import random_effects
from registry.analysis.meta_analysis.results import (
    EggerTest,
    Heterogeneity,
    IntervalMethod,
    Pooled,
    StudyEffects,
    TauMethod,
)
from registry.analysis.meta_analysis.sensitivity import cumulative, egger_test, leave_one_out
from registry.display.numbers import Kind, bare, bounds, count_noun, named_bounds, number

_METHOD = "REML, Hartung–Knapp with safeguard"
_CHOICE = (TauMethod.RESTRICTED_MAXIMUM_LIKELIHOOD, IntervalMethod.HARTUNG_KNAPP_WITH_SAFEGUARD)


def pooled_lines(effects: StudyEffects, *, shares: bool, confidence_level: float) -> Iterator[str]:
    """Yield studies, pooled estimate, spread, prediction, leave-one-out, cumulative and Egger.

    ``shares``: the effects are logits and are shown as per cent.
    """
    write = _Writer(shares=shares)
    tau, interval = _CHOICE
    found = random_effects(
        effects, tau_method=tau, interval_method=interval, confidence_level=confidence_level
    )
    for place, study in enumerate(effects.studies):
        own = interval_around(
            study.estimate, study.variance**0.5, None, level=confidence_level, method="normal"
        )
        weight = "" if isinstance(found, NotEstimable) else _weight(found, place)
        year = f" ({study.year})" if study.year else ""
        yield f"{study.label}{year}: {write.estimate(study.estimate, own)}{weight}"
    yield from _summary(found, write)
    if isinstance(found, NotEstimable):
        return
    for left_out in leave_one_out(
        effects, tau_method=tau, interval_method=interval, confidence_level=confidence_level
    ):
        yield f"Without {left_out.study.label}: {write.pooled(left_out.pooled)}"
    for added in cumulative(
        effects, tau_method=tau, interval_method=interval, confidence_level=confidence_level
    ):
        yield f"Up to {added.study.label}: {write.pooled(added.pooled)}"
    yield _egger(egger_test(effects))


class _Writer:
    """Writes effects on the scale on which they are read."""

    def __init__(self, *, shares: bool) -> None:
        self.kind: Kind = "share" if shares else "points"
        self.turn: Callable[[float], float] = proportion_from_logit if shares else float

    def interval(self, found: Interval) -> Interval:
        """Turn an interval back."""
        return replace(found, lower=self.turn(found.lower), upper=self.turn(found.upper))

    def estimate(self, value: float, interval: Interval) -> str:
        """Write an estimate with its interval."""
        return (
            f"{number(self.turn(value), self.kind)} ({bounds(self.interval(interval), self.kind)})"
        )

    def pooled(self, found: Pooled | NotEstimable) -> str:
        """Write a pooled estimate, or why there is none."""
        if isinstance(found, NotEstimable):
            return str(found)
        return self.estimate(found.estimate, found.interval)


def _weight(found: Pooled, place: int) -> str:
    return f", weight {bare(found.weights_percent[place], 'points')} %"


def _summary(found: Pooled | NotEstimable, write: _Writer) -> Iterator[str]:
    if isinstance(found, NotEstimable):
        yield f"Pooled: {found}: {found.reason}."
        return
    interval = named_bounds(write.interval(found.interval), write.kind)
    pooled = number(write.turn(found.estimate), write.kind)
    studies = count_noun(found.studies, "study", "studies")
    yield f"Pooled, {studies}: {pooled} ({interval}; {_METHOD})"
    if found.prediction is not None:
        expected = found.prediction.higgins_thompson_spiegelhalter
        words = (
            str(expected)
            if isinstance(expected, NotEstimable)
            else bounds(write.interval(expected), write.kind)
        )
        yield f"Prediction interval for a new study (t on k − 2): {words}"
    if isinstance(found.heterogeneity, Heterogeneity):
        spread = found.heterogeneity
        yield (
            f"I² {bare(spread.i_squared_percent, 'points')} %, τ {bare(spread.tau, 'rate')}, "
            f"Q {bare(spread.q, 'rate')} on {count_noun(spread.degrees_of_freedom, 'degree')}"
        )


def _egger(found: EggerTest | NotEstimable) -> str:
    if isinstance(found, NotEstimable):
        return f"Egger’s test: {found}: {found.reason}."
    return f"Egger’s test: t {bare(found.t, 'rate')}, p {bare(found.p_value, 'rate')}"
