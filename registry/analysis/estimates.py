"""What one estimator returns: frozen values, no data frame and no formatting."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEstimable:
    """A result that the data do not allow; a value, not an exception."""

    reason: str
    n: int
    minimum: int

    def __str__(self) -> str:
        return f"not estimable (n = {self.n}, at least {self.minimum} needed)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld(NotEstimable):
    """A result that is not passed on, since it would tell of few patients; ``n`` is not told."""

    def __str__(self) -> str:
        return "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """That a summary is to be passed on: ``counts`` of groups below ``minimum`` are withheld."""

    minimum: int
    counts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A two-sided interval; ``method`` says which one it is."""

    lower: float
    upper: float
    level: float
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """A continuous variable; quartiles as R's type 7."""

    n: int
    missing: int
    mean: float
    standard_deviation: float | NotEstimable
    median: float
    quartile_1: float
    quartile_3: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A share with its numerator and denominator."""

    count: int
    denominator: int
    value: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Events per 100 patient-years with an exact Poisson interval."""

    events: int
    person_years: float
    per_100_person_years: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanChange:
    """Mean of baseline − follow-up among pairs, in points of 0-100; positive = improvement."""

    n: int
    baseline_mean: float
    baseline_standard_deviation: float
    follow_up_mean: float
    follow_up_standard_deviation: float
    change_mean: float
    change_standard_deviation: float
    standard_error: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivalStep:
    """One step of the estimate: values hold from this day on."""

    days: int
    survival: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskTableColumn:
    """The rows under a Kaplan–Meier curve at one time."""

    months: int
    at_risk: int
    events: int
    censored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareReoperated:
    """1 − S(t) at one time point."""

    months: int
    at_risk: int
    share: float | NotEstimable
    interval: Interval | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class KaplanMeier:
    """Time from index treatment to the event."""

    n: int
    events: int
    person_years: float
    steps: tuple[SurvivalStep, ...]
    risk_table: tuple[RiskTableColumn, ...]
    shares: tuple[ShareReoperated, ...]
    median_days: float | None
    stopped_at_days: int
    minimum_at_risk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeIncidence:
    """Shares with the event where death competes; ``deaths`` came before any event."""

    n: int
    events: int
    deaths: int
    shares: tuple[ShareReoperated, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedMean:
    """Mean days free of the event up to a horizon."""

    horizon_days: int
    days: float
    standard_error: float
    interval: Interval | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """A comparison of hazards; observed and expected events stand in the order of groups."""

    groups: tuple[str, ...]
    observed: tuple[float, ...]
    expected: tuple[float, ...]
    chi_square: float
    degrees_of_freedom: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastSquaresMean:
    """A contrast of a fitted model with its degrees of freedom."""

    value: float
    standard_error: float
    degrees_of_freedom: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatedMeasures:
    """Mean change at each visit, from all patients with any; visits with too few are left out."""

    patients: int
    changes: int
    mean_baseline: float
    visits: tuple[str, ...]
    means: tuple[LeastSquaresMean, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalence:
    """Two one-sided tests of a difference against a margin; ``p_value`` is the larger of both."""

    margin: float
    p_value: float
    shown: bool
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Half the width of the interval of one headline figure, now and with more patients.

    ``n`` are the patients it rests on, ``more`` those that the next hundred would add.
    """

    headline: Literal["vas_back_change", "odi_change", "responders", "reoperation"]
    n: int
    half_width: float
    more: int
    expected_half_width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedValue:
    """A change in standard deviations."""

    value: float
    standard_error: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardisedChange:
    """A mean change in units of the spread of the changes, and of that at baseline."""

    n: int
    response_mean: StandardisedValue
    hedges_g: StandardisedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidenceDifference:
    """Cumulative incidence of a group − that of the reference at one time; a proportion."""

    group: str
    reference: str
    months: int
    difference: float | NotEstimable
    interval: Interval | NotEstimable
