"""What a meta-analysis takes and returns: frozen values, on the scale of the effect size."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from registry.analysis.estimates import Interval, NotEstimable

Floats = npt.NDArray[np.float64]
_WITHOUT_YEAR = math.inf


class TauMethod(StrEnum):
    """How the variance between studies is estimated."""

    DERSIMONIAN_LAIRD = "DerSimonian–Laird"
    RESTRICTED_MAXIMUM_LIKELIHOOD = "REML"
    PAULE_MANDEL = "Paule–Mandel"
    MAXIMUM_LIKELIHOOD = "maximum likelihood"
    HEDGES = "Hedges"
    HUNTER_SCHMIDT = "Hunter–Schmidt"
    SIDIK_JONKMAN = "Sidik–Jonkman"


class IntervalMethod(StrEnum):
    """How the interval of a pooled estimate is made; the safeguard never narrows it."""

    WALD = "normal"
    HARTUNG_KNAPP = "t, Hartung–Knapp"
    HARTUNG_KNAPP_WITH_SAFEGUARD = "t, Hartung–Knapp with safeguard"


class PoolingModel(StrEnum):
    """Whether the studies share one true effect or draw theirs from a distribution."""

    COMMON_EFFECT = "common effect"
    RANDOM_EFFECTS = "random effects"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSize:
    """An estimate with its sampling variance, on the scale on which it is pooled."""

    estimate: float
    variance: float

    def of_study(self, label: str, *, year: int | None = None) -> "Study":
        """Give the effect size its study."""
        return Study(label=label, estimate=self.estimate, variance=self.variance, year=year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One study's effect size; a variance of 0 would give it all the weight and is refused."""

    label: str
    estimate: float
    variance: float
    year: int | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.estimate):
            message = f"The estimate of {self.label} is {self.estimate}: enter a finite number."
            raise ValueError(message)
        if not (math.isfinite(self.variance) and self.variance > 0):
            message = (
                f"The variance of {self.label} is {self.variance}: enter a finite number above 0, "
                "or leave the study out."
            )
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyEffects:
    """The studies that are pooled, all on one scale and in one unit."""

    studies: tuple[Study, ...]

    @property
    def estimates(self) -> Floats:
        """Return the estimates in the order of the studies."""
        return np.array([study.estimate for study in self.studies], dtype=float)

    @property
    def variances(self) -> Floats:
        """Return the sampling variances in the order of the studies."""
        return np.array([study.variance for study in self.studies], dtype=float)

    def without(self, place: int) -> "StudyEffects":
        """Return all studies but one."""
        return StudyEffects(studies=self.studies[:place] + self.studies[place + 1 :])

    def first(self, count: int) -> "StudyEffects":
        """Return the leading studies."""
        return StudyEffects(studies=self.studies[:count])

    def by_year(self) -> "StudyEffects":
        """Return the studies by year, then label; those without a year stand last."""

        def place(study: Study) -> tuple[float, str]:
            return (_WITHOUT_YEAR if study.year is None else study.year, study.label)

        return StudyEffects(studies=tuple(sorted(self.studies, key=place)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """How far the studies differ; tau is in the unit of the effect, I² in per cent."""

    q: float
    degrees_of_freedom: int
    p_value: float
    i_squared_percent: float
    h_squared: float
    tau_squared: float
    tau: float
    method: TauMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictionIntervals:
    """Where the true effect of a new study is expected, in two conventions.

    Attributes
    ----------
    as_interval
        With the distribution of the pooled interval: normal, or t on k − 1.
    higgins_thompson_spiegelhalter
        With t on k − 2, which the Cochrane Handbook gives; it needs three studies.
    """

    as_interval: Interval
    higgins_thompson_spiegelhalter: Interval | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A pooled effect; weights stand in the order of the studies and sum to 100.

    ``heterogeneity`` is not estimable from one study; ``prediction`` is None under the common
    effect, where a new study has the same true effect.
    """

    model: PoolingModel
    studies: int
    estimate: float
    standard_error: float
    interval: Interval
    p_value: float
    heterogeneity: Heterogeneity | NotEstimable
    weights_percent: tuple[float, ...]
    prediction: PredictionIntervals | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The random-effects estimate without one study."""

    study: Study
    pooled: Pooled | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class Accumulated:
    """The random-effects estimate once this study had been added to those before it."""

    study: Study
    pooled: Pooled | NotEstimable


@dataclass(frozen=True, slots=True, kw_only=True)
class EggerTest:
    """Egger's regression; ``limit_estimate`` is the effect at a standard error of 0."""

    slope: float
    standard_error: float
    t: float
    degrees_of_freedom: int
    p_value: float
    limit_estimate: float
