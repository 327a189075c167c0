"""What a Cox regression returns: frozen values, no data frame and no formatting."""

from dataclasses import dataclass

from registry.analysis.estimates import Interval, NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class ChiSquareTest:
    """A test whose statistic is chi-square under its hypothesis."""

    chi_square: float
    degrees_of_freedom: int
    p_value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardRatio:
    """One covariate of the model; the hazard ratio is that of one unit more."""

    covariate: str
    coefficient: float
    hazard_ratio: float
    standard_error: float
    z: float
    p_value: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """How often the patient with the earlier event had the higher risk; a tied risk is a half.

    The three counts are of pairs in which it is known who had the event first.
    """

    value: float
    standard_error: float
    concordant: int
    discordant: int
    tied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cox:
    """A fitted model; the tests are of all coefficients being 0.

    ``n`` and ``events`` are those in the model; ``left_out`` lacked a covariate.
    """

    n: int
    events: int
    left_out: int
    hazard_ratios: tuple[HazardRatio, ...]
    log_likelihood_null: float
    log_likelihood: float
    likelihood_ratio: ChiSquareTest
    wald: ChiSquareTest
    score: ChiSquareTest
    concordance: Concordance | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class CovariateOverTime:
    """Whether the hazard ratio of one covariate changes over time."""

    covariate: str
    test: ChiSquareTest


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionalHazards:
    """Whether hazard ratios change over time: each by itself, and all together."""

    transform: str
    covariates: tuple[CovariateOverTime, ...]
    overall: ChiSquareTest


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardModel:
    """What goes with an earlier event; ``covariates`` are those that vary in the cohort."""

    covariates: tuple[str, ...]
    model: Cox | NotEstimable
    proportional: ProportionalHazards | NotEstimable
