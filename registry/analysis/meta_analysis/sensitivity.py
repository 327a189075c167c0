"""Whether a pooled effect rests on single studies, on its latest ones, or on small ones."""

import math

import numpy as np

from registry.analysis.estimates import NotEstimable
from registry.analysis.intervals import two_sided_p_value
from registry.analysis.meta_analysis.pooled import random_effects
from registry.analysis.meta_analysis.results import (
    Accumulated,
    EggerTest,
    IntervalMethod,
    LeftOut,
    StudyEffects,
    TauMethod,
)
from registry.analysis.meta_analysis.weighting import weighted_mean, weighted_squares

_MINIMUM_FOR_REGRESSION = 3


def leave_one_out(
    effects: StudyEffects,
    *,
    tau_method: TauMethod,
    interval_method: IntervalMethod,
    confidence_level: float,
) -> tuple[LeftOut, ...]:
    """Pool the studies again without each of them in turn.

    Parameters
    ----------
    effects, tau_method, interval_method, confidence_level
        As in `random_effects`.

    Returns
    -------
    tuple of LeftOut
        In the order of the studies.

    Notes
    -----
    Estimand, interval and missing rule: as in `random_effects`, of the studies that are left.
    The estimates share studies and are no sample: how far they lie apart is read, not tested.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). Outlier and influence diagnostics for meta-analysis. Res
    Synth Methods 1:112-125.

    Examples
    --------
    >>> from registry.analysis.meta_analysis.results import Study
    >>> three = tuple(Study(label=name, estimate=4, variance=1) for name in "ABC")
    >>> found = leave_one_out(
    ...     StudyEffects(studies=three), tau_method=TauMethod.DERSIMONIAN_LAIRD,
    ...     interval_method=IntervalMethod.WALD, confidence_level=0.95,
    ... )
    >>> [(each.study.label, each.pooled.estimate) for each in found]
    [('A', 4.0), ('B', 4.0), ('C', 4.0)]
    """
    return tuple(
        LeftOut(
            study=study,
            pooled=random_effects(
                effects.without(place),
                tau_method=tau_method,
                interval_method=interval_method,
                confidence_level=confidence_level,
            ),
        )
        for place, study in enumerate(effects.studies)
    )


def cumulative(
    effects: StudyEffects,
    *,
    tau_method: TauMethod,
    interval_method: IntervalMethod,
    confidence_level: float,
) -> tuple[Accumulated, ...]:
    """Pool the studies again each time that one was published.

    Parameters
    ----------
    effects, tau_method, interval_method, confidence_level
        As in `random_effects`.

    Returns
    -------
    tuple of Accumulated
        By year, then label, those without a year last. The first is not estimable: one study
        tells no spread.

    Notes
    -----
    Estimand, interval and missing rule: as in `random_effects`, of the studies up to that one.
    The intervals are not corrected for having been looked at before.

    References
    ----------
    Lau J et al. (1992). Cumulative meta-analysis of therapeutic trials for myocardial infarction.
    N Engl J Med 327:248-254.

    Examples
    --------
    >>> from registry.analysis.meta_analysis.results import Study
    >>> later = Study(label="A", estimate=4, variance=1, year=2021)
    >>> earlier = Study(label="B", estimate=4, variance=1, year=2015)
    >>> found = cumulative(
    ...     StudyEffects(studies=(later, earlier)), tau_method=TauMethod.DERSIMONIAN_LAIRD,
    ...     interval_method=IntervalMethod.WALD, confidence_level=0.95,
    ... )
    >>> [(each.study.label, str(each.pooled)) for each in found][0]
    ('B', 'not estimable (n = 1, at least 2 needed)')
    """
    ordered = effects.by_year()
    return tuple(
        Accumulated(
            study=study,
            pooled=random_effects(
                ordered.first(count),
                tau_method=tau_method,
                interval_method=interval_method,
                confidence_level=confidence_level,
            ),
        )
        for count, study in enumerate(ordered.studies, start=1)
    )


def egger_test(effects: StudyEffects) -> EggerTest | NotEstimable:
    """Test whether the effect depends on the standard error of the studies.

    Parameters
    ----------
    effects
        The studies, on one scale.

    Returns
    -------
    EggerTest or NotEstimable
        ``NotEstimable`` below three studies, where all standard errors are equal, or where the
        regression leaves no residual.

    Notes
    -----
    Hypothesis: no small-study effect. Regression of the estimates on their standard errors with
    weights 1 ÷ v and a multiplicative dispersion, t on k − 2, as metafor's
    ``regtest(model="lm")``. An asymmetry has other causes than missing studies, and with fewer
    than ten studies the test tells little. No study is without a variance.

    References
    ----------
    Egger M et al. (1997). Bias in meta-analysis detected by a simple, graphical test. BMJ
    315:629-634.

    Examples
    --------
    >>> from registry.analysis.meta_analysis.results import Study
    >>> pairs = ((1.0, 1.0), (2.0, 4.0), (4.0, 9.0), (4.0, 16.0))
    >>> studies = tuple(Study(label="S", estimate=y, variance=v) for y, v in pairs)
    >>> found = egger_test(StudyEffects(studies=studies))
    >>> round(found.slope, 4), found.degrees_of_freedom
    (1.1795, 2)
    """
    count = len(effects.studies)
    if count < _MINIMUM_FOR_REGRESSION:
        reason = "a regression with its residual needs three studies"
        return NotEstimable(reason=reason, n=count, minimum=_MINIMUM_FOR_REGRESSION)
    estimates, errors = effects.estimates, np.sqrt(effects.variances)
    if np.ptp(errors) == 0:
        return NotEstimable(reason="all standard errors are equal", n=1, minimum=2)
    weights = 1 / effects.variances
    centred = errors - weighted_mean(errors, weights)
    spread = weighted_squares(errors, weights)
    slope = float((weights * centred) @ estimates) / spread
    limit = weighted_mean(estimates - slope * errors, weights)
    residuals = estimates - limit - slope * errors
    freedom = count - 2
    dispersion = float(weights @ residuals**2) / freedom
    if np.allclose(residuals, 0, rtol=0, atol=1e-12 * float(np.abs(estimates).max())):
        return NotEstimable(reason="the regression leaves no residual", n=2, minimum=3)
    error = math.sqrt(dispersion / spread)
    return EggerTest(
        slope=slope,
        standard_error=error,
        t=slope / error,
        degrees_of_freedom=freedom,
        p_value=two_sided_p_value(slope / error, freedom),
        limit_estimate=limit,
    )
