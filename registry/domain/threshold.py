"""Thresholds that turn a score or a change into an answer, each with its citation."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.instruments.instrument import InstrumentCode


class ThresholdRule(StrEnum):
    """How a threshold is compared."""

    CHANGE_AT_LEAST = "change_at_least"
    PERCENT_CHANGE_AT_LEAST = "percent_change_at_least"
    FINAL_AT_MOST = "final_at_most"
    FINAL_BELOW = "final_below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One comparison on one instrument.

    ``value`` is in scale points, or per cent of baseline for the relative rule;
    a change is baseline − follow-up, positive = improvement.
    """

    instrument: InstrumentCode
    rule: ThresholdRule
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One responder rule: all its criteria must hold; several make a composite."""

    key: str
    name: str
    criteria: tuple[Criterion, ...]
    citation: str

    @property
    def alone(self) -> Criterion | None:
        """The criterion of a rule that has no other; None of a composite."""
        return self.criteria[0] if len(self.criteria) == 1 else None

    @property
    def instruments(self) -> tuple[InstrumentCode, ...]:
        """The instruments that must be answered, in order."""
        return tuple(dict.fromkeys(criterion.instrument for criterion in self.criteria))
