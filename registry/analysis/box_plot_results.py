"""What is said of how changes spread from one period of treatment to the next."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.analysis.estimates import NotEstimable
from registry.domain.instruments.instrument import InstrumentCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Quartiles of one group, whiskers to the farthest values within 1.5 times their distance.

    ``beyond`` values lie farther out; ``lowest`` and ``highest`` are of all values.
    """

    n: int
    lowest: float
    whisker_low: float
    quartile_1: float
    median: float
    quartile_3: float
    whisker_high: float
    highest: float
    beyond: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodBox:
    """The changes of the patients treated in the quarter or year that begins with a day."""

    first_day: date
    box: Box | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSpread:
    """The changes of one instrument at one visit, by period of treatment."""

    instrument: InstrumentCode
    visit: str
    months: int
    period: Literal["quarter", "year"]
    boxes: tuple[PeriodBox, ...]
