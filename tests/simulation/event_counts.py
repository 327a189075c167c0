"""Registries of adverse events and of patients with one, drawn from stated parameters."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.rates import poisson_rate
from tests.simulation.binomial_intervals import mid_p
from tests.simulation.coverage import LEVEL, PATIENTS, Bounds, Procedure, Question
from tests.simulation.scores import clopper_pearson_bounds, wilson_bounds

PER_100_YEARS = 15.0
FRAILTY_VARIANCE = 2.0
FOLLOWED_YEARS = (1.0, 5.0)
SHARES = (0.05, 0.074, 0.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """Number of events and years under observation of each patient."""

    events: npt.NDArray[np.int64]
    years: npt.NDArray[np.float64]


def _independent(random: np.random.Generator) -> Events:
    years = random.uniform(*FOLLOWED_YEARS, PATIENTS)
    return Events(events=random.poisson(PER_100_YEARS / 100 * years), years=years)


def _in_few_patients(random: np.random.Generator) -> Events:
    """Draw events of patients who differ by a gamma factor of mean 1."""
    years = random.uniform(*FOLLOWED_YEARS, PATIENTS)
    factor = random.gamma(1 / FRAILTY_VARIANCE, FRAILTY_VARIANCE, PATIENTS)
    return Events(events=random.poisson(PER_100_YEARS / 100 * years * factor), years=years)


def exact_poisson(registry: Events) -> Bounds:
    """Return the report's interval of the rate."""
    found = poisson_rate(
        int(registry.events.sum()), float(registry.years.sum()), confidence_level=LEVEL
    )
    return found if isinstance(found, NotEstimable) else found.interval


def by_patient(registry: Events) -> Bounds:
    """Return the interval of the log rate whose variance is that between patients."""
    total, years = registry.events.sum(), registry.years.sum()
    if not total:
        return NotEstimable(reason="the logarithm of no event", n=0, minimum=1)
    rate = total / years
    residual = registry.events - rate * registry.years
    error = np.sqrt((residual**2).sum() * PATIENTS / (PATIENTS - 1)) / total
    spread = float(stdtrit(PATIENTS - 1, (1 + LEVEL) / 2)) * error
    ends = 100 * rate * np.exp([-spread, spread])
    return Interval(
        lower=float(ends[0]), upper=float(ends[1]), level=LEVEL, method="between patients, log"
    )


_RATE = (
    Procedure(interval="exact Poisson", bounds=exact_poisson, reported=True),
    Procedure(interval="between patients, log", bounds=by_patient),
)


def _share_question(share: float) -> Question[int]:
    return Question(
        estimator="share with the event",
        scenario=f"{100 * share:.3g} % of {PATIENTS}",
        truth=share,
        draw=lambda random: int(random.binomial(PATIENTS, share)),
        procedures=(
            Procedure(
                interval="Clopper–Pearson",
                bounds=lambda count: clopper_pearson_bounds(count, PATIENTS),
                reported=True,
            ),
            Procedure(interval="Wilson", bounds=lambda count: wilson_bounds(count, PATIENTS)),
            Procedure(interval="mid-P", bounds=lambda count: mid_p(count, PATIENTS)),
        ),
    )


SHARE_QUESTIONS: tuple[Question[int], ...] = tuple(_share_question(share) for share in SHARES)
RATE_QUESTIONS: tuple[Question[Events], ...] = (
    Question(
        estimator="adverse events per 100 years",
        scenario="independent events",
        truth=PER_100_YEARS,
        draw=_independent,
        procedures=_RATE,
        digits=2,
    ),
    Question(
        estimator="adverse events per 100 years",
        scenario=f"patients differ (variance {FRAILTY_VARIANCE:.0f})",
        truth=PER_100_YEARS,
        draw=_in_few_patients,
        procedures=_RATE,
        digits=2,
    ),
)
