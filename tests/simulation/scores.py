"""Registries of scores: baseline and four visits, drawn from stated parameters."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, expit, ndtr

from registry.analysis.estimates import NotEstimable
from registry.analysis.mean_change import mean_change
from registry.analysis.mmrm import mmrm
from registry.analysis.proportions import clopper_pearson, wilson
from tests.simulation.binomial_intervals import mid_p
from tests.simulation.coverage import LEVEL, PATIENTS, Bounds, Procedure, Question

Floats = npt.NDArray[np.float64]
Lost = Callable[[np.random.Generator, Floats], Floats]

VISITS = ("m3", "m6", "m12", "m24")
AT_12_MONTHS = VISITS.index("m12")
MEANS = np.array([68.0, 46.0, 40.0, 37.0, 38.0])
SDS = np.array([13.0, 20.0, 20.0, 20.0, 20.0])
BASELINE_CORRELATION = 0.4
NEXT_VISIT_CORRELATION = 0.75
NOT_ANSWERED = 0.2
LOST_AT_THE_MEAN = 0.1
LOG_ODDS_PER_SD = 1.2
MIC_POINTS = 15.0
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scores 0-100 of patients × (baseline and visits); NaN was not answered."""

    values: Floats

    @property
    def baseline(self) -> Floats:
        return self.values[:, 0]

    @property
    def at_12_months(self) -> Floats:
        return self.values[:, 1 + AT_12_MONTHS]


def _correlation() -> Floats:
    place = np.arange(len(VISITS))
    matrix = np.full((len(MEANS), len(MEANS)), BASELINE_CORRELATION)
    matrix[1:, 1:] = NEXT_VISIT_CORRELATION ** np.abs(place[:, None] - place)
    matrix[0, 0] = 1
    return matrix


_FACTOR = np.linalg.cholesky(_correlation())


def _normal(random: np.random.Generator) -> Floats:
    standard = random.standard_normal((PATIENTS, len(MEANS))) @ _FACTOR.T
    return np.asarray(MEANS + SDS * standard)


def _bounded(random: np.random.Generator) -> Floats:
    """Draw beta scores on 0-100 of the same means and spreads: skewed, never beyond."""
    share = MEANS / 100
    size = share * (1 - share) / (SDS / 100) ** 2 - 1
    rank = ndtr(random.standard_normal((PATIENTS, len(MEANS))) @ _FACTOR.T)
    return np.asarray(100 * betaincinv(share * size, (1 - share) * size, rank))


def _all_answer(_: np.random.Generator, values: Floats) -> Floats:
    return values


def _some_do_not_answer(random: np.random.Generator, values: Floats) -> Floats:
    missing = random.random(values.shape) < NOT_ANSWERED
    missing[:, 0] = False
    return np.where(missing, np.nan, values)


def _the_worse_leave(random: np.random.Generator, values: Floats) -> Floats:
    """Lose patients for good before a visit, the sooner the worse their last score was."""
    standard = (values - MEANS) / SDS
    log_odds = np.log(LOST_AT_THE_MEAN / (1 - LOST_AT_THE_MEAN)) + LOG_ODDS_PER_SD * standard
    leaves = random.random((len(values), len(VISITS))) < expit(log_odds[:, :-1])
    gone = np.maximum.accumulate(leaves, axis=1)
    return np.column_stack([values[:, 0], np.where(gone, np.nan, values[:, 1:])])


def _drawn(
    shape: Callable[[np.random.Generator], Floats], lost: Lost
) -> Callable[[np.random.Generator], Scores]:
    return lambda random: Scores(values=lost(random, shape(random)))


def mean_change_bounds(scores: Scores) -> Bounds:
    """Return the report's interval of the mean change at 12 months."""
    found = mean_change(scores.baseline, scores.at_12_months, confidence_level=LEVEL)
    return found if isinstance(found, NotEstimable) else found.interval


def mmrm_bounds(scores: Scores) -> Bounds:
    """Return the report's modelled interval at 12 months."""
    changes = scores.baseline[:, None] - scores.values[:, 1:]
    found = mmrm(changes, scores.baseline, VISITS, confidence_level=LEVEL)
    if isinstance(found, NotEstimable):
        return found
    if "m12" not in found.visits:
        return NotEstimable(reason="too few changes at 12 months", n=0, minimum=1)
    return found.means[found.visits.index("m12")].interval


def _responders(
    scores: Scores, *, kept: float, points: float, interval: Callable[[int, int], Bounds]
) -> Bounds:
    """Count who is ``points`` below ``kept`` × baseline, among those who answered."""
    answered = ~np.isnan(scores.at_12_months)
    reached = kept * scores.baseline - scores.at_12_months >= points
    return interval(int(reached[answered].sum()), int(answered.sum()))


def wilson_bounds(count: int, denominator: int) -> Bounds:
    found = wilson(count, denominator, confidence_level=LEVEL)
    return found if isinstance(found, NotEstimable) else found.interval


def clopper_pearson_bounds(count: int, denominator: int) -> Bounds:
    found = clopper_pearson(count, denominator, confidence_level=LEVEL)
    return found if isinstance(found, NotEstimable) else found.interval


def _responder_question(rule: str, *, kept: float, points: float) -> Question[Scores]:
    """Ask for the share that reaches a threshold; it is a normal probability."""
    covariance = BASELINE_CORRELATION * SDS[0] * SDS[1 + AT_12_MONTHS]
    mean = kept * MEANS[0] - MEANS[1 + AT_12_MONTHS] - points
    variance = (kept * SDS[0]) ** 2 + SDS[1 + AT_12_MONTHS] ** 2 - 2 * kept * covariance
    ways = (
        ("Wilson", wilson_bounds),
        ("Clopper–Pearson", clopper_pearson_bounds),
        ("mid-P", mid_p),
    )
    return Question(
        estimator="responders",
        scenario=f"{rule}, {NOT_ANSWERED:.0%} do not answer",
        truth=float(ndtr(mean / math.sqrt(variance))),
        draw=_drawn(_normal, _some_do_not_answer),
        procedures=tuple(
            Procedure(
                interval=name,
                bounds=partial(_responders, kept=kept, points=points, interval=way),
                reported=name == "Wilson",
            )
            for name, way in ways
        ),
    )


_T = Procedure(interval="t", bounds=mean_change_bounds, reported=True)
_MODEL = Procedure(interval="t, Satterthwaite", bounds=mmrm_bounds, reported=True)
_CASES: tuple[tuple[str, str, Procedure[Scores], Callable[[np.random.Generator], Scores]], ...] = (
    ("mean change, 12 months", "normal scores, all answer", _T, _drawn(_normal, _all_answer)),
    (
        "mean change, 12 months",
        f"bounded scores, {NOT_ANSWERED:.0%} do not answer",
        _T,
        _drawn(_bounded, _some_do_not_answer),
    ),
    (
        "mean change, 12 months",
        "normal scores, the worse leave",
        _T,
        _drawn(_normal, _the_worse_leave),
    ),
    (
        "MMRM, 12 months",
        "normal scores, the worse leave",
        _MODEL,
        _drawn(_normal, _the_worse_leave),
    ),
    (
        "MMRM, 12 months",
        "bounded scores, the worse leave",
        _MODEL,
        _drawn(_bounded, _the_worse_leave),
    ),
)

QUESTIONS: tuple[Question[Scores], ...] = (
    *(
        Question(
            estimator=estimator,
            scenario=scenario,
            truth=float(MEANS[0] - MEANS[1 + AT_12_MONTHS]),
            draw=draw,
            procedures=(procedure,),
            digits=1,
        )
        for estimator, scenario, procedure, draw in _CASES
    ),
    _responder_question(f"at least {MIC_POINTS:.0f} points", kept=1.0, points=MIC_POINTS),
    _responder_question("at least 50 % better", kept=HALF, points=0.0),
)
