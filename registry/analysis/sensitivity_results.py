"""What is said of the sensitivity of the mean changes."""

from dataclasses import dataclass

from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.imputation_results import VisitSensitivity
from registry.domain.instruments.instrument import InstrumentCode

DELTAS = (0.0, 5.0, 10.0)
"""So many points worse the imputed scores are made, in the order in which they are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeSurgery:
    """The change at one visit without scores after an operation, which ``left_out`` counts."""

    visit: str
    months: int
    left_out: int
    change: MeanChange | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentSensitivity:
    """One instrument, its missing scores imputed, and its scores after surgery left out."""

    instrument: InstrumentCode
    imputed: tuple[VisitSensitivity, ...]
    before_surgery: tuple[BeforeSurgery, ...]
