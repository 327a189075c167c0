"""What is said of recruitment and registration."""

from dataclasses import dataclass
from datetime import date

from registry.analysis.estimates import Distribution, NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedInMonth:
    """Patients treated in the month that begins with ``first_day``, and up to its end."""

    first_day: date
    treated: int
    cumulative: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatedInYear:
    """Patients treated in one year, up to its end, and the days until they were entered."""

    first_day: date
    treated: int
    cumulative: int
    delay_days: Distribution | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruitment:
    """Patients by month and by year of treatment; the registration delay of all together."""

    months: tuple[TreatedInMonth, ...]
    years: tuple[TreatedInYear, ...]
    delay_days: Distribution | NotEstimable
