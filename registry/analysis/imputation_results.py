"""What multiple imputation returns: pooled estimates and where a conclusion tips."""

from dataclasses import dataclass

from registry.analysis.estimates import Interval, NotEstimable

IMPUTATIONS = 20
"""Completed data sets, unless a plan asks for another number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledEstimate:
    """One estimate from several completed data sets, by Rubin's rules.

    ``within`` is U, ``between`` B and ``total_variance`` T = U + (1 + 1/m) B;
    ``relative_increase`` is r = (1 + 1/m) B / U, ``missing_share`` is λ = (1 + 1/m) B / T and
    ``missing_information`` is (r + 2 / (df + 3)) / (r + 1), with df the degrees of freedom.
    """

    imputations: int
    estimate: float
    within: float
    between: float
    total_variance: float
    standard_error: float
    degrees_of_freedom: float
    relative_increase: float
    missing_share: float
    missing_information: float
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAtDelta:
    """Mean of baseline − follow-up where the imputed scores are ``delta`` points worse."""

    delta: float
    change: PooledEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class DeltaAdjustment:
    """The mean change by delta; ``tipping_point`` is None where it is not reached below 100."""

    threshold: float
    changes: tuple[ChangeAtDelta, ...]
    tipping_point: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSensitivity:
    """How far the missing scores of one visit decide its mean change.

    Of ``treated`` patients a score was ``due`` (or came all the same) from some; these are
    ``observed``, ``imputed`` or ``without_baseline``, whose change nobody can know.
    """

    visit: str
    treated: int
    due: int
    observed: int
    imputed: int
    without_baseline: int
    adjusted: DeltaAdjustment | NotEstimable
