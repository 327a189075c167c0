"""What a published interval and I² tell of the spread between studies."""

import math

from scipy.special import ndtri, stdtrit

from registry.analysis.estimates import Interval, NotEstimable
from registry.analysis.results import DerivedSpread
from registry.domain.benchmark import PublishedResult, Scale

_MINIMUM_STUDIES = 3
_POINTS = "points"
_ARCSINE = "arcsine square root of the proportion"
_SCALES = (Scale.POINTS_0_100, Scale.PROPORTION)


def derive_spread(published: PublishedResult) -> DerivedSpread | NotEstimable:
    """Derive the spread between studies and a prediction interval from what was published.

    Parameters
    ----------
    published
        A pooled change in points of 0-100 or a pooled proportion 0-1, with its confidence
        interval, I² in per cent and number of studies k.

    Returns
    -------
    DerivedSpread or NotEstimable
        ``standard_error`` and ``tau`` on ``scale``, the prediction interval on the scale of
        the estimate; ``NotEstimable`` where interval, I² or k is not published, k < 3, or
        the result is on another scale, such as standardised differences.

    Notes
    -----
    Estimand of the prediction interval: the true value in a new study like those pooled.
    SE is the width of the confidence interval ÷ 2z (3.92 at 95 %). With equal weights the
    pooled variance is (τ² + v) ÷ k, v being the variance within a study, and I² = τ² ÷
    (τ² + v); hence τ = SE × √(k × I²). The prediction interval is the estimate ±
    t(k − 2) × √(τ² + SE²).

    Proportions are worked on the arcsine square-root scale and turned back: it is the
    large-sample form of the Freeman–Tukey scale on which single-arm proportions are usually
    pooled, the interval published for reoperation is nearly symmetric on it (−0.18, +0.16;
    on the logit −2.2, +1.0), and a proportion of 0 has a place on it.

    References
    ----------
    Higgins JPT, Thompson SG (2002). Quantifying heterogeneity. Stat Med 21:1539-1558.
    Higgins JPT, Thompson SG, Spiegelhalter DJ (2009). A re-evaluation of random-effects
    meta-analysis. J R Stat Soc A 172:137-159.

    Examples
    --------
    >>> from registry.domain.benchmark import Outcome
    >>> vas = PublishedResult(
    ...     outcome=Outcome.VAS_BACK_CHANGE, measure="mean change", scale=Scale.POINTS_0_100,
    ...     time_point="final follow-up", estimate=41.62, lower=24.32, upper=58.93,
    ...     i_squared_percent=98, studies=4,
    ... )
    >>> spread = derive_spread(vas)
    >>> round(spread.standard_error, 2), round(spread.tau, 1)
    (8.83, 17.5)
    >>> round(spread.prediction.lower), round(spread.prediction.upper)
    (-43, 126)
    """
    if not on_scale_of_cohort(published):
        return _not_published("it is published on another scale", published)
    if published.lower is None or published.upper is None or published.i_squared_percent is None:
        return _not_published("an interval or I² is not published", published)
    if published.studies is None:
        return _not_published("the number of pooled studies is not published", published)
    if published.studies < _MINIMUM_STUDIES:
        return _not_published("too few studies were pooled", published)
    lower, upper, scale = published.lower, published.upper, _POINTS
    if published.scale is Scale.PROPORTION:
        lower, upper, scale = _angle(lower), _angle(upper), _ARCSINE
    standard_error = error_of_interval(lower, upper, level=published.level)
    tau = spread_between_studies(standard_error, published.i_squared_percent, published.studies)
    quantile = float(stdtrit(published.studies - 2, (1 + published.level) / 2))
    return DerivedSpread(
        standard_error=standard_error,
        tau=tau,
        prediction=_prediction(published, reach=quantile * math.hypot(tau, standard_error)),
        scale=scale,
    )


def _prediction(published: PublishedResult, *, reach: float) -> Interval:
    """Put the prediction interval around the estimate, on the scale of the estimate."""
    if published.scale is Scale.PROPORTION:
        angle = _angle(published.estimate)
        lower, upper = _share(angle - reach), _share(angle + reach)
    else:
        lower, upper = published.estimate - reach, published.estimate + reach
    return Interval(
        lower=lower,
        upper=upper,
        level=published.level,
        method="prediction, t on k − 2 degrees of freedom",
    )


def on_scale_of_cohort(published: PublishedResult) -> bool:
    """Return whether a result is a change in points or a proportion, as the cohort's is."""
    return published.scale in _SCALES


def error_of_interval(lower: float, upper: float, *, level: float) -> float:
    """Return the standard error behind a normal interval: its width ÷ 2z."""
    return (upper - lower) / (2 * float(ndtri((1 + level) / 2)))


def spread_between_studies(standard_error: float, i_squared_percent: float, studies: int) -> float:
    """Return τ under equal weights: SE × √(k × I²)."""
    return standard_error * math.sqrt(studies * i_squared_percent / 100)


def _not_published(reason: str, published: PublishedResult) -> NotEstimable:
    """Say what the publication lacks."""
    return NotEstimable(reason=reason, n=published.studies or 0, minimum=_MINIMUM_STUDIES)


def _angle(share: float) -> float:
    """Put a proportion on the arcsine square-root scale."""
    return math.asin(math.sqrt(share))


def _share(angle: float) -> float:
    """Turn an angle back into a proportion; beyond the ends of the scale is 0 or 1."""
    return math.sin(min(max(angle, 0.0), math.pi / 2)) ** 2
