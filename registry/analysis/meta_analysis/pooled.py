"""One effect from many studies, under a common effect or under random effects."""

import math

from registry.analysis.estimates import NotEstimable
from registry.analysis.intervals import interval_around, two_sided_p_value
from registry.analysis.meta_analysis.heterogeneity import heterogeneity
from registry.analysis.meta_analysis.prediction import prediction_intervals
from registry.analysis.meta_analysis.results import (
    Floats,
    IntervalMethod,
    Pooled,
    PoolingModel,
    StudyEffects,
    TauMethod,
)
from registry.analysis.meta_analysis.weighting import weighted_mean, weighted_squares


def common_effect(effects: StudyEffects, *, confidence_level: float) -> Pooled | NotEstimable:
    """Pool studies that share one true effect.

    Parameters
    ----------
    effects
        The studies, on one scale.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    Pooled or NotEstimable
        ``NotEstimable`` without a study; one study stands for itself.

    Notes
    -----
    Estimand: the effect that all studies share; where they differ, the mean under these weights
    of the effects of just these studies. Inverse-variance weights, normal interval. The
    heterogeneity beside it is DerSimonian–Laird's, with which I² = 1 − (k − 1) ÷ Q. No study is
    without a variance.

    References
    ----------
    Hedges LV, Vevea JL (1998). Fixed- and random-effects models in meta-analysis. Psychol Methods
    3:486-504.

    Examples
    --------
    >>> from registry.analysis.meta_analysis.results import Study
    >>> small = Study(label="A", estimate=0, variance=4)
    >>> large = Study(label="B", estimate=4, variance=1)
    >>> both = StudyEffects(studies=(small, large))
    >>> found = common_effect(both, confidence_level=0.95)
    >>> round(found.estimate, 6), [round(weight, 6) for weight in found.weights_percent]
    (3.2, [20.0, 80.0])
    """
    if not effects.studies:
        return NotEstimable(reason="there is no study to pool", n=0, minimum=1)
    weights = 1 / effects.variances
    estimate = weighted_mean(effects.estimates, weights)
    error = 1 / math.sqrt(weights.sum())
    return Pooled(
        model=PoolingModel.COMMON_EFFECT,
        studies=len(effects.studies),
        estimate=estimate,
        standard_error=error,
        interval=interval_around(
            estimate, error, None, level=confidence_level, method=IntervalMethod.WALD
        ),
        p_value=two_sided_p_value(estimate / error, None),
        heterogeneity=heterogeneity(effects, method=TauMethod.DERSIMONIAN_LAIRD),
        weights_percent=_percent(weights),
        prediction=None,
    )


def random_effects(
    effects: StudyEffects,
    *,
    tau_method: TauMethod,
    interval_method: IntervalMethod,
    confidence_level: float,
) -> Pooled | NotEstimable:
    """Pool studies whose true effects are drawn from one distribution.

    Parameters
    ----------
    effects
        The studies, on one scale.
    tau_method
        Of the variance τ² between studies.
    interval_method
        Wald, or Hartung–Knapp with or without the safeguard that never lets it narrow.
    confidence_level
        Of the interval and of the prediction intervals, such as 0.95; two-sided.

    Returns
    -------
    Pooled or NotEstimable
        ``NotEstimable`` below two studies, and for Hartung–Knapp without safeguard where all
        estimates are equal, since its standard error is then 0.

    Notes
    -----
    Estimand: the mean of the distribution of true effects; of a prediction interval, the true
    effect in a new study. Weights 1 ÷ (v + τ²). Hartung–Knapp multiplies the variance by s², the
    weighted squares ÷ (k − 1), and takes t on k − 1; the safeguard takes max(1, s²). Prediction
    intervals are the estimate ± quantile × √(τ² + SE²) with the quantile of the interval (normal
    or t on k − 1), and with that of t on k − 2. No study is without a variance.

    References
    ----------
    Knapp G, Hartung J (2003). Improved tests for a random effects meta-regression with a single
    covariate. Stat Med 22:2693-2710. Higgins JPT, Thompson SG, Spiegelhalter DJ (2009). A
    re-evaluation of random-effects meta-analysis. J R Stat Soc A 172:137-159. Röver C, Knapp G,
    Friede T (2015). Hartung-Knapp-Sidik-Jonkman approach and its modification for random-effects
    meta-analysis with few studies. BMC Med Res Methodol 15:99.

    Examples
    --------
    >>> from registry.analysis.meta_analysis.results import Study
    >>> low = Study(label="A", estimate=0, variance=1)
    >>> high = Study(label="B", estimate=4, variance=1)
    >>> found = random_effects(
    ...     StudyEffects(studies=(low, high)), tau_method=TauMethod.PAULE_MANDEL,
    ...     interval_method=IntervalMethod.WALD, confidence_level=0.95,
    ... )
    >>> round(found.estimate, 6), round(found.standard_error, 6)
    (2.0, 2.0)
    >>> str(found.prediction.higgins_thompson_spiegelhalter)
    'not estimable (n = 2, at least 3 needed)'
    """
    spread = heterogeneity(effects, method=tau_method)
    if isinstance(spread, NotEstimable):
        return spread
    weights = 1 / (effects.variances + spread.tau_squared)
    estimate = weighted_mean(effects.estimates, weights)
    error = _standard_error(effects.estimates, weights, interval_method)
    if error == 0:
        reason = "all estimates are equal, Hartung–Knapp needs its safeguard"
        return NotEstimable(reason=reason, n=1, minimum=2)
    freedom = None if interval_method is IntervalMethod.WALD else len(effects.studies) - 1
    return Pooled(
        model=PoolingModel.RANDOM_EFFECTS,
        studies=len(effects.studies),
        estimate=estimate,
        standard_error=error,
        interval=interval_around(
            estimate, error, freedom, level=confidence_level, method=interval_method
        ),
        p_value=two_sided_p_value(estimate / error, freedom),
        heterogeneity=spread,
        weights_percent=_percent(weights),
        prediction=prediction_intervals(
            estimate,
            math.hypot(spread.tau, error),
            studies=len(effects.studies),
            degrees_of_freedom=freedom,
            level=confidence_level,
        ),
    )


def _standard_error(estimates: Floats, weights: Floats, method: IntervalMethod) -> float:
    """Return that of Wald or of Hartung–Knapp."""
    wald = 1 / math.sqrt(weights.sum())
    if method is IntervalMethod.WALD:
        return wald
    scale = math.sqrt(weighted_squares(estimates, weights) / (estimates.size - 1))
    return wald * (max(1.0, scale) if method is not IntervalMethod.HARTUNG_KNAPP else scale)


def _percent(weights: Floats) -> tuple[float, ...]:
    return tuple((100 * weights / weights.sum()).tolist())
