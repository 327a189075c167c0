"""Delta adjustment: how much worse the missing must be for a conclusion to tip."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from registry.analysis.estimates import NotEstimable
from registry.analysis.imputation import Floats, impute, minimum_known
from registry.analysis.imputation_results import (
    IMPUTATIONS,
    ChangeAtDelta,
    DeltaAdjustment,
    PooledEstimate,
    VisitSensitivity,
)
from registry.analysis.rubin import combine, pool

Booleans = npt.NDArray[np.bool_]
_MINIMUM = 2
_SCALE_POINTS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DeltaPlan:
    """What the statistical plan sets: ``deltas`` and ``threshold`` in points of 0-100."""

    deltas: tuple[float, ...]
    threshold: float
    imputations: int = IMPUTATIONS
    iterations: int = 10
    confidence_level: float = 0.95


def tipping_points(
    scores: Floats,
    due: Booleans,
    *,
    visits: Sequence[str],
    plan: DeltaPlan,
    generator: np.random.Generator,
) -> tuple[VisitSensitivity, ...]:
    """Estimate the mean change at each visit with the missing imputed, then made worse by delta.

    Parameters
    ----------
    scores
        Patients × (1 + visits), 0-100 (0 best): baseline, then each visit; NaN is missing.
    due
        Patients × visits: true where a score was due by the cut-off; false after a death.
    visits
        Code of each visit, in the order of the columns.
    plan
        Deltas, threshold such as the MIC (15 for VAS, 10 for ODI), imputations and level.
    generator
        Source of the draws; the same state gives the same result.

    Returns
    -------
    tuple of VisitSensitivity
        One per visit. Its change is ``NotEstimable`` where fewer than two patients have one, or
        where a score is missing and fewer than `minimum_known` patients have both.

    Notes
    -----
    Estimand: mean of baseline − follow-up (positive is improvement) of all patients with a
    baseline from whom a score was due, had all answered; a score that came without being due
    counts. Missing data: imputed at random given the other scores (`impute`), then ``delta``
    points are added to the imputed follow-up scores, at this visit only and without clipping at
    100. Scores that were not due, as after a death, are drawn as auxiliary values so that every
    regression is on complete columns, and left out of the mean; so are patients without a
    baseline.

    The interval is Rubin's t. Of the completed data the mean falls by delta × share imputed, the
    variance within is a quadratic in delta, the variance between does not depend on it: all
    follow exactly from one imputation. Only the degrees of freedom keep the tipping point, the
    smallest delta in 0-100 whose lower bound is below the threshold, from a closed form: it is
    bracketed by whole points and solved by Brent's method. It is 0 where the bound is below
    without any delta, and None where 100 points, the whole scale, do not get there.

    References
    ----------
    Rubin DB (1987). Multiple Imputation for Nonresponse in Surveys. Wiley, section 6.2.
    van Buuren S (2018). Flexible Imputation of Missing Data, 2nd ed. CRC Press, section 3.8.
    Yan X, Lee S, Li N (2009). Missing data handling methods in medical device clinical trials.
    J Biopharm Stat 19:1085-1098.

    Examples
    --------
    >>> answered = [[60.0 + x % 7, 30.0 + 3 * (x % 5)] for x in range(30)]
    >>> scores = np.array(answered + [[63.0, np.nan]] * 10)
    >>> plan = DeltaPlan(deltas=(0.0, 20.0), threshold=15)
    >>> (visit,) = tipping_points(
    ...     scores,
    ...     np.ones((40, 1), dtype=bool),
    ...     visits=["m12"],
    ...     plan=plan,
    ...     generator=np.random.default_rng(1),
    ... )
    >>> visit.due, visit.observed, visit.imputed
    (40, 30, 10)
    >>> [round(at.change.estimate) for at in visit.adjusted.changes]
    [27, 22]
    >>> visit.adjusted.tipping_point > 20
    True
    """
    order = np.lexsort((*due.T, *np.where(np.isnan(scores), np.inf, scores).T))
    ranked, expected = scores[order], due[order]
    completed = impute(
        ranked, imputations=plan.imputations, iterations=plan.iterations, generator=generator
    )
    return tuple(
        _visit(ranked, completed, expected[:, place], column=1 + place, visit=visit, plan=plan)
        for place, visit in enumerate(visits)
    )


def _visit(
    scores: Floats, completed: Floats, due: Booleans, *, column: int, visit: str, plan: DeltaPlan
) -> VisitSensitivity:
    """Count the patients of one visit and adjust its mean change."""
    with_baseline, answered = ~np.isnan(scores[:, 0]), ~np.isnan(scores[:, column])
    expected = due | answered
    counted = expected & with_baseline
    imputed = counted & ~answered
    observed, minimum = int((counted & answered).sum()), minimum_known(scores.shape[1])
    adjusted: DeltaAdjustment | NotEstimable
    if imputed.any() and observed < minimum:
        reason = "too few patients with both scores to impute the missing from"
        adjusted = NotEstimable(reason=reason, n=observed, minimum=minimum)
    else:
        changes = completed[:, counted, 0] - completed[:, counted, column]
        adjusted = _adjusted(changes, imputed[counted], plan)
    return VisitSensitivity(
        visit=visit,
        treated=len(scores),
        due=int(expected.sum()),
        observed=observed,
        imputed=int(imputed.sum()),
        without_baseline=int((expected & ~with_baseline).sum()),
        adjusted=adjusted,
    )


def _adjusted(
    changes: Floats, imputed: Booleans, plan: DeltaPlan
) -> DeltaAdjustment | NotEstimable:
    """Pool the changes (imputations × patients) at each delta and find where they tip."""
    if imputed.size < _MINIMUM:
        reason = "a mean change needs two patients with both scores, known or imputed"
        return NotEstimable(reason=reason, n=imputed.size, minimum=_MINIMUM)
    moments = _moments(changes, imputed)
    plain = pool(
        moments.mean,
        moments.variance / moments.patients,
        complete_degrees_of_freedom=moments.patients - 1,
        confidence_level=plan.confidence_level,
    )
    if isinstance(plain, NotEstimable):
        return plain
    level = plan.confidence_level
    return DeltaAdjustment(
        threshold=plan.threshold,
        changes=tuple(
            ChangeAtDelta(delta=delta, change=moments.worse_by(delta, level))
            for delta in plan.deltas
        ),
        tipping_point=_tipping_point(moments, plan.threshold, level),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moments:
    """What a shift of the imputed scores needs: (m,) moments of the change in each imputation.

    ``covariance`` is that of the change with being imputed, and ``spread`` the variance of being
    imputed, all with n − 1 ``patients`` below.
    """

    patients: int
    share_imputed: float
    mean: Floats
    variance: Floats
    covariance: Floats
    spread: float

    def worse_by(self, delta: float, confidence_level: float) -> PooledEstimate:
        """Pool the mean change with delta points taken from the imputed ones."""
        variance = self.variance - 2 * delta * self.covariance + delta**2 * self.spread
        return combine(
            self.mean - delta * self.share_imputed,
            np.maximum(variance, 0) / self.patients,
            complete_degrees_of_freedom=self.patients - 1,
            confidence_level=confidence_level,
        )


def _moments(changes: Floats, imputed: Booleans) -> _Moments:
    mean, share = changes.mean(axis=1), float(imputed.mean())
    below = imputed.size - 1
    return _Moments(
        patients=imputed.size,
        share_imputed=share,
        mean=mean,
        variance=changes.var(axis=1, ddof=1),
        covariance=(changes - mean[:, None]) @ (imputed - share) / below,
        spread=imputed.size * share * (1 - share) / below,
    )


def _tipping_point(moments: _Moments, threshold: float, confidence_level: float) -> float | None:
    """Return the smallest delta at which the lower bound is below the threshold."""

    def above(delta: float) -> float:
        return moments.worse_by(delta, confidence_level).interval.lower - threshold

    if above(0) < 0:
        return 0.0
    for points in range(1, _SCALE_POINTS + 1):
        if above(points) < 0:
            return float(brentq(above, points - 1, points, xtol=1e-10))
    return None
