"""What is said of sites beside each other, and of outcomes in the order of treatment."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from registry.analysis.estimates import Interval, NotEstimable

MonitoredOutcome = Literal["reoperation", "serious_event"]
FunnelPosition = Literal["inside", "above 95", "below 95", "above 99.8", "below 99.8"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLimits:
    """Where the share of a site of ``patients`` would lie, were its risk that of all sites."""

    patients: int
    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelSite:
    """One site in the funnel."""

    site_code: str
    events: int
    share: float
    limits: FunnelLimits
    position: FunnelPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Sites in the order of their codes around the share of all patients."""

    target: float
    sites: tuple[FunnelSite, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedSite:
    """Events of one site beside those expected, had its patients the risks of all sites'."""

    site_code: str
    patients: int
    observed: int
    expected: float
    ratio: float | NotEstimable
    interval: Interval | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class CusumDay:
    """The sum after the patients of one day of treatment; ``patients`` counts from the first."""

    treated_on: date
    patients: int
    value: float
    signal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cusum:
    """A risk-adjusted CUSUM with its control limit."""

    patients: int
    events: int
    odds_ratio: float
    limit: float
    false_alarm: float
    points: tuple[CusumDay, ...]

    @property
    def signals(self) -> tuple[CusumDay, ...]:
        """The days on which the sum went beyond the limit."""
        return tuple(each for each in self.points if each.signal)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMonitoring:
    """One outcome within ``months``, by site and in the order of treatment.

    ``patients`` are those whose outcome is known; of ``left_out`` it is not known though their
    window is over, ``not_due`` are in it still. ``small_sites`` are too small for the funnel.
    """

    outcome: MonitoredOutcome
    months: int
    patients: int
    events: int
    left_out: int
    not_due: int
    funnel: Funnel | NotEstimable
    small_sites: tuple[str, ...]
    standardised: tuple[StandardisedSite, ...]
    cusum: Cusum | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Changes of those with both scores; points of 0-100, positive = improvement."""

    n: int
    mean: float | None
    standard_deviation: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidenceSoFar:
    """Share with the event by a time, death competing; ``at_risk`` were followed to it."""

    at_risk: int
    share: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteAggregate:
    """Patients of one site or many, summed up: all that a comparison needs, and nobody in it."""

    sites: int
    treated: int
    vas_back: Moments
    odi: Moments
    reoperated: IncidenceSoFar


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """What was seen at a site beside what was seen at all others; ``n`` are on each side."""

    n: int
    others_n: int
    own: float
    others: float
    difference: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContrast:
    """One site beside all others together."""

    site_code: str
    treated: int
    other_sites: int
    others_treated: int
    vas_back: Contrast | NotEstimable
    odi: Contrast | NotEstimable
    reoperated: Contrast | NotEstimable
