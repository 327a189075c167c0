"""Registries of times to reoperation, drawn from stated parameters."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from registry.analysis.cumulative_incidence import cumulative_incidence
from registry.analysis.day_counts import DayCounts, count_by_day
from registry.analysis.estimates import Interval, NotEstimable, ShareReoperated
from registry.analysis.kaplan_meier import kaplan_meier
from registry.analysis.rates import poisson_rate
from registry.analysis.restricted_mean import restricted_mean
from registry.analysis.time_units import DAYS_PER_YEAR, days_after
from tests.simulation.coverage import LEVEL, PATIENTS, Bounds, Procedure, Question
from tests.simulation.survival_intervals import (
    Share,
    Z,
    arcsine,
    beta_product,
    clopper_pearson_of_effective,
    incidence_share,
    kaplan_meier_share,
    log_log_of_share,
    logit,
    plain,
    wilson_of_effective,
)

MONTHS = 24
HORIZON = days_after(MONTHS)
MINIMUM_AT_RISK = 10
FOLLOWED_MONTHS = (12, 60)
FOLLOWED_MONTHS_YOUNG = (6, 36)
SHARE_DYING = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How often patients are operated on and die within 24 months, and how long they are followed.

    Both hazards are constant; time under observation is uniform between two months.
    """

    operated: float
    died: float = 0.0
    months: tuple[int, int] = FOLLOWED_MONTHS

    @property
    def hazard(self) -> float:
        """Of reoperation, per day."""
        return -math.log1p(-self.operated) / HORIZON

    @property
    def hazard_of_death(self) -> float:
        """Of death, per day."""
        return -math.log1p(-self.died) / HORIZON

    @property
    def incidence(self) -> float:
        """Return the true share operated on within 24 months before death."""
        both = self.hazard + self.hazard_of_death
        return self.hazard / both * -math.expm1(-both * HORIZON)

    @property
    def days_free(self) -> float:
        """Return the true mean of the whole days free of reoperation, at most 24 months."""
        return self.operated / -math.expm1(-self.hazard)

    @property
    def per_100_years(self) -> float:
        """Return the true first reoperations per 100 years, a day begun counting as one."""
        both = self.hazard + self.hazard_of_death
        return 100 * DAYS_PER_YEAR * self.hazard / both * -math.expm1(-both)

    def draw(self, random: np.random.Generator) -> pd.DataFrame:
        """Return a frame that meets ``TIME_TO_EVENT``; an event on day d happened during it."""
        operated = random.exponential(1 / self.hazard, PATIENTS)
        died = (
            random.exponential(1 / self.hazard_of_death, PATIENTS)
            if self.died
            else np.full(PATIENTS, np.inf)
        )
        first = np.ceil(np.minimum(operated, died))
        begin, end = (days_after(months) for months in self.months)
        followed = random.integers(begin, end, PATIENTS, endpoint=True)
        seen = first <= followed
        return pd.DataFrame(
            {
                "patient_id": np.arange(PATIENTS),
                "duration_days": np.where(seen, first, followed).astype(np.int64),
                "event_observed": seen & (operated <= died),
                "died_first": seen & (died < operated),
            }
        )

    def __str__(self) -> str:
        dying = f", {self.died:.0%} die" if self.died else ""
        begin, end = self.months
        return f"{100 * self.operated:.3g} % by 24 months{dying}, followed {begin}–{end} months"


def _at_24_months(shares: tuple[ShareReoperated, ...]) -> Bounds:
    return next(share.interval for share in shares if share.months == MONTHS)


def kaplan_meier_bounds(times: pd.DataFrame) -> Bounds:
    """Return the report's interval of 1 − S at 24 months."""
    found = kaplan_meier(times, minimum_at_risk=MINIMUM_AT_RISK, confidence_level=LEVEL)
    return found if isinstance(found, NotEstimable) else _at_24_months(found.shares)


def incidence_bounds(times: pd.DataFrame) -> Bounds:
    """Return the report's interval of the cumulative incidence at 24 months."""
    found = cumulative_incidence(times, minimum_at_risk=MINIMUM_AT_RISK, confidence_level=LEVEL)
    return found if isinstance(found, NotEstimable) else _at_24_months(found.shares)


def restricted_mean_bounds(times: pd.DataFrame) -> Bounds:
    """Return the report's interval of the mean days free of reoperation."""
    found = restricted_mean(
        times,
        horizon_days=HORIZON,
        minimum_at_risk=MINIMUM_AT_RISK,
        confidence_level=LEVEL,
    )
    return found if isinstance(found, NotEstimable) else found.interval


def normal_of_restricted_mean(times: pd.DataFrame) -> Bounds:
    """Return estimate ± z × SE, which knows no horizon."""
    found = restricted_mean(
        times,
        horizon_days=HORIZON,
        minimum_at_risk=MINIMUM_AT_RISK,
        confidence_level=LEVEL,
    )
    if isinstance(found, NotEstimable):
        return found
    half_width = Z * found.standard_error
    return Interval(
        lower=found.days - half_width, upper=found.days + half_width, level=LEVEL, method="normal"
    )


def reoperation_rate_bounds(times: pd.DataFrame) -> Bounds:
    """Return the report's interval of the rate of first reoperations."""
    years = float(times["duration_days"].sum()) / DAYS_PER_YEAR
    found = poisson_rate(int(times["event_observed"].sum()), years, confidence_level=LEVEL)
    return found if isinstance(found, NotEstimable) else found.interval


Way = Callable[[Share], Bounds]
_WAYS: tuple[tuple[str, Way], ...] = (
    ("plain", plain),
    ("logit", logit),
    ("arcsine", arcsine),
    ("Wilson, effective n", wilson_of_effective),
    ("Clopper–Pearson, effective n", clopper_pearson_of_effective),
)


def _if_followed(
    times: pd.DataFrame, bounds: Callable[[DayCounts], Bounds], minimum: int = MINIMUM_AT_RISK
) -> Bounds:
    """Ask for an interval where the report would: enough are followed for 24 months."""
    counts = count_by_day(times)
    if counts.at_risk_on(HORIZON) < minimum:
        return NotEstimable(reason="too few patients were followed", n=0, minimum=minimum)
    return bounds(counts)


def _ways(
    share: Callable[[DayCounts, int], Share], ways: tuple[tuple[str, Way], ...]
) -> tuple[Procedure[pd.DataFrame], ...]:
    return tuple(
        Procedure(interval=name, bounds=partial(_bounds_by, share, way)) for name, way in ways
    )


def _bounds_by(share: Callable[[DayCounts, int], Share], way: Way, times: pd.DataFrame) -> Bounds:
    return _if_followed(times, lambda counts: way(share(counts, HORIZON)))


def _beta_product(name: str, *, mid: bool) -> Procedure[pd.DataFrame]:
    return Procedure(
        interval=name,
        bounds=lambda times: _if_followed(
            times, lambda counts: beta_product(counts, HORIZON, mid=mid)
        ),
    )


_KAPLAN_MEIER = (
    Procedure(interval="log-log", bounds=kaplan_meier_bounds, reported=True),
    *_ways(kaplan_meier_share, _WAYS),
    _beta_product("beta product", mid=False),
    _beta_product("beta product, mid-P", mid=True),
)
_INCIDENCE = (
    Procedure(interval="log-log", bounds=incidence_bounds, reported=True),
    *_ways(incidence_share, (("log-log of the share (R)", log_log_of_share), *_WAYS)),
)
_RESTRICTED_MEAN = (
    Procedure(interval="log of the days lost", bounds=restricted_mean_bounds, reported=True),
    Procedure(interval="normal", bounds=normal_of_restricted_mean),
)
_RATE = (Procedure(interval="exact Poisson", bounds=reoperation_rate_bounds, reported=True),)
_FEW, _MANY = 0.074, 0.2
_ALIVE = (
    Course(operated=_FEW),
    Course(operated=_MANY),
    Course(operated=_FEW, months=FOLLOWED_MONTHS_YOUNG),
)
_DYING = (
    Course(operated=_FEW, died=SHARE_DYING),
    Course(operated=_MANY, died=SHARE_DYING),
    Course(operated=_FEW, died=SHARE_DYING, months=FOLLOWED_MONTHS_YOUNG),
)


def _question(
    estimator: str,
    course: Course,
    truth: float,
    procedures: tuple[Procedure[pd.DataFrame], ...],
    digits: int = 3,
) -> Question[pd.DataFrame]:
    return Question(
        estimator=estimator,
        scenario=str(course),
        truth=truth,
        draw=course.draw,
        procedures=procedures,
        digits=digits,
    )


QUESTIONS: tuple[Question[pd.DataFrame], ...] = (
    *(_question("Kaplan–Meier, 24 months", c, c.operated, _KAPLAN_MEIER) for c in _ALIVE),
    *(_question("cumulative incidence, 24 months", c, c.incidence, _INCIDENCE) for c in _DYING),
    *(_question("restricted mean, days", c, c.days_free, _RESTRICTED_MEAN, 1) for c in _ALIVE),
    *(_question("reoperations per 100 years", c, c.per_100_years, _RATE, 2) for c in _ALIVE),
)
