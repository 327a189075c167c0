"""Effect sizes of means: change in one arm, difference between two, and that in units of SD."""

import math
from dataclasses import dataclass

from scipy.special import gammaln

from registry.analysis.meta_analysis.results import EffectSize

_MINIMUM_PATIENTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmSummary:
    """What a study reports of one arm, in the unit of the score."""

    n: int
    mean: float
    standard_deviation: float

    def __post_init__(self) -> None:
        _check_spread(self.n, self.standard_deviation)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedSummary:
    """What a study reports of the same patients before and after treatment.

    ``correlation`` is that between the two scores; where it is not published, it is assumed and
    varied.
    """

    n: int
    mean_before: float
    standard_deviation_before: float
    mean_after: float
    standard_deviation_after: float
    correlation: float

    def __post_init__(self) -> None:
        _check_spread(self.n, self.standard_deviation_before)
        _check_spread(self.n, self.standard_deviation_after)
        if not -1 <= self.correlation <= 1:
            message = f"The correlation is {self.correlation}: enter a number from −1 to 1."
            raise ValueError(message)


def mean_change(pairs: PairedSummary) -> EffectSize:
    """Estimate the raw mean change in one arm.

    Parameters
    ----------
    pairs
        Means and standard deviations before and after, in the unit of the score.

    Returns
    -------
    EffectSize
        Before − after, in the same unit; positive = improvement where a high score is bad.

    Notes
    -----
    Estimand: the mean change of patients like those studied. Variance (SD²before + SD²after −
    2 r SDbefore SDafter) ÷ n, as metafor's ``escalc(measure="MC")``. Patients without both scores
    are in neither mean; that is the publication's to ensure.

    References
    ----------
    Viechtbauer W (2010). Conducting meta-analyses in R with the metafor package. J Stat Softw
    36(3):1-48.

    Examples
    --------
    >>> found = mean_change(PairedSummary(
    ...     n=25, mean_before=70, standard_deviation_before=15,
    ...     mean_after=30, standard_deviation_after=20, correlation=0.5,
    ... ))
    >>> found.estimate, found.variance
    (40, 13.0)
    """
    before, after = pairs.standard_deviation_before, pairs.standard_deviation_after
    shared = 2 * pairs.correlation * before * after
    return EffectSize(
        estimate=pairs.mean_before - pairs.mean_after,
        variance=(before**2 + after**2 - shared) / pairs.n,
    )


def mean_difference(first: ArmSummary, second: ArmSummary) -> EffectSize:
    """Estimate the raw difference between the means of two arms.

    Parameters
    ----------
    first, second
        In one unit.

    Returns
    -------
    EffectSize
        First − second, in that unit.

    Notes
    -----
    Estimand: the difference of the two population means. Variances are not pooled: SD²₁ ÷ n₁ +
    SD²₂ ÷ n₂, as metafor's ``escalc(measure="MD")``. Missing patients: as in the publication.

    References
    ----------
    Viechtbauer W (2010). J Stat Softw 36(3):1-48.

    Examples
    --------
    >>> cells = ArmSummary(n=20, mean=30, standard_deviation=10)
    >>> saline = ArmSummary(n=10, mean=45, standard_deviation=10)
    >>> found = mean_difference(cells, saline)
    >>> found.estimate, found.variance
    (-15, 15.0)
    """
    return EffectSize(
        estimate=first.mean - second.mean,
        variance=first.standard_deviation**2 / first.n + second.standard_deviation**2 / second.n,
    )


def hedges_g(first: ArmSummary, second: ArmSummary) -> EffectSize:
    """Estimate the standardised mean difference without its small-sample bias.

    Parameters
    ----------
    first, second
        In one unit, which the result loses.

    Returns
    -------
    EffectSize
        First − second in pooled standard deviations.

    Raises
    ------
    ValueError
        Where nobody differs within the arms, so that there is no unit.

    Notes
    -----
    Estimand: the difference of the population means ÷ the common standard deviation. g = J d with
    the exact J = Γ(m/2) ÷ (√(m/2) Γ((m − 1)/2)), m = n₁ + n₂ − 2; variance 1/n₁ + 1/n₂ +
    g² ÷ 2(n₁ + n₂), as metafor's ``escalc(measure="SMD", vtype="LS")``. Missing patients: as in
    the publication.

    References
    ----------
    Hedges LV (1981). Distribution theory for Glass's estimator of effect size and related
    estimators. J Educ Stat 6:107-128.

    Examples
    --------
    >>> cells = ArmSummary(n=20, mean=30, standard_deviation=10)
    >>> saline = ArmSummary(n=10, mean=45, standard_deviation=10)
    >>> round(hedges_g(cells, saline).estimate, 4)
    -1.4594
    """
    freedom = first.n + second.n - 2
    squares = (first.n - 1) * first.standard_deviation**2
    squares += (second.n - 1) * second.standard_deviation**2
    if squares == 0:
        message = "Both standard deviations are 0: the difference has no unit; pool it as it is."
        raise ValueError(message)
    unbiased = math.exp(gammaln(freedom / 2) - gammaln((freedom - 1) / 2)) / math.sqrt(freedom / 2)
    estimate = unbiased * (first.mean - second.mean) / math.sqrt(squares / freedom)
    sampling = 1 / first.n + 1 / second.n
    return EffectSize(
        estimate=estimate, variance=sampling + estimate**2 / (2 * (first.n + second.n))
    )


def _check_spread(n: int, standard_deviation: float) -> None:
    """Refuse what cannot be a standard deviation of patients."""
    if n < _MINIMUM_PATIENTS:
        message = f"The number of patients is {n}: a standard deviation needs at least 2."
        raise ValueError(message)
    if not (math.isfinite(standard_deviation) and standard_deviation >= 0):
        message = f"The standard deviation is {standard_deviation}: enter a finite number from 0."
        raise ValueError(message)
