"""What every instrument says of itself."""

from dataclasses import dataclass
from enum import StrEnum


class InstrumentCode(StrEnum):
    """The stored code of each instrument."""

    VAS_BACK = "vas_back"
    VAS_LEG = "vas_leg"
    ODI = "odi"


class Conversion(StrEnum):
    """How a stored value came about when it was not measured as it is stored."""

    NONE = "none"
    NRS_TIMES_10 = "nrs_times_10"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A scale from 0 to 100 on which higher is worse.

    Attributes
    ----------
    code
        The stored code.
    name
        The short name shown on pages and in tables.
    unit
        What one step of the scale is called.
    bands
        Upper bound (inclusive) and label of each severity band, in order.
    source
        Where the scale and its bands are published.
    """

    code: InstrumentCode
    name: str
    unit: str
    bands: tuple[tuple[float, str], ...]
    source: str

    def band(self, value: float) -> str:
        """Return the label of the severity band that holds ``value``."""
        for upper, label in self.bands:
            if value <= upper:
                return label
        return self.bands[-1][1]
