"""Repeated measures: the mean at each visit, with those who missed some of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from registry.analysis.estimates import LeastSquaresMean, NotEstimable, RepeatedMeasures
from registry.analysis.intervals import interval_around
from registry.analysis.mmrm_likelihood import RestrictedLikelihood, State
from registry.analysis.mmrm_patterns import Floats, patterns_of

Criterion = Callable[[Floats], tuple[float, Floats]]
_STEP = 1e-4
_GRADIENT = 1e-6
_FLAT = 1e-4
"""Of a criterion that is in the hundreds."""
_NEWTON_STEPS = 3
"""The line search of BFGS stops at the precision of the criterion; the gradient is finer."""
MINIMUM_CHANGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A fitted model: covariance of the visits (T, T), coefficients, and what inference needs."""

    likelihood: RestrictedLikelihood
    covariance: Floats
    state: State
    parameters: Floats
    precision: Floats

    def contrast(self, weights: Floats, *, confidence_level: float) -> LeastSquaresMean:
        """Estimate Σ weights × coefficients with Satterthwaite's degrees of freedom."""
        value = float(weights @ self.state.coefficients)
        variance = float(weights @ self.state.covariance @ weights)
        by_element = self.likelihood.contrast_gradient(
            self.covariance, self.state.covariance, weights
        )
        slope = _by_parameter(by_element, self.parameters)
        freedom = 2 * variance**2 / float(slope @ (2 * self.precision) @ slope)
        error = float(np.sqrt(variance))
        return LeastSquaresMean(
            value=value,
            standard_error=error,
            degrees_of_freedom=freedom,
            interval=interval_around(
                value, error, freedom, level=confidence_level, method="t, Satterthwaite"
            ),
        )


def mmrm(
    changes: Floats, baseline: Floats, visits: Sequence[str], *, confidence_level: float
) -> RepeatedMeasures | NotEstimable:
    """Estimate the mean change at each visit from all patients with any change (one arm).

    Parameters
    ----------
    changes
        Patients × visits: baseline − follow-up in points of 0-100; NaN where a visit is missing.
    baseline
        One score per patient, 0-100; a patient without it is left out.
    visits
        Code of each visit, in the order of the columns.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    RepeatedMeasures or NotEstimable
        The mean at each visit of patients with the baselines of those in the model. A visit with
        fewer than ten changes is left out; ``NotEstimable`` where none remains, where two visits
        were never answered by the same patient, or where the likelihood has no inner maximum.

    Notes
    -----
    Estimand: the mean change were everybody answered every visit, under missing at random given
    baseline and the answered visits. Visit, baseline and their interaction; covariance
    unstructured; REML over log-Cholesky parameters with the exact gradient; Satterthwaite. The
    error of the least-squares mean at the mean baseline takes that baseline as fixed; here the
    spread of the mean baseline, slope² × SD² ÷ n, is added, as the patients were drawn and not
    their baselines chosen (docs/statistics/coverage.md). Nothing is imputed. Patients with one
    missing pattern share their sums, so that only the pass that makes these grows with patients.

    References
    ----------
    Mallinckrodt CH et al. (2008). Recommendations for the primary analysis of continuous endpoints
    in longitudinal clinical trials. Drug Inf J 42:303-319.
    """
    known = ~np.isnan(baseline)
    outcomes, score = np.asarray(changes[known], dtype=float), baseline[known]
    kept = np.flatnonzero((~np.isnan(outcomes)).sum(axis=0) >= MINIMUM_CHANGES)
    answered = (~np.isnan(outcomes[:, kept])).any(axis=1)
    outcomes, score = outcomes[answered][:, kept], score[answered]
    if not kept.size:
        most = int((~np.isnan(changes[known])).sum(axis=0).max(initial=0))
        reason = "no visit has enough changes"
        return NotEstimable(reason=reason, n=most, minimum=MINIMUM_CHANGES)
    centred = score - score.mean()
    count = kept.size
    design = np.zeros((2, count, 2 * count))
    for place in range(count):
        design[0, place, place] = design[1, place, count + place] = 1
    fit = fit_repeated_measures(outcomes, np.column_stack([np.ones(score.size), centred]), design)
    if isinstance(fit, NotEstimable):
        return fit
    return RepeatedMeasures(
        patients=int(score.size),
        changes=int((~np.isnan(outcomes)).sum()),
        mean_baseline=float(score.mean()),
        visits=tuple(visits[place] for place in kept.tolist()),
        means=tuple(
            _over_baselines(
                fit.contrast(weights, confidence_level=confidence_level),
                slope=float(slope),
                baseline=score,
                confidence_level=confidence_level,
            )
            for weights, slope in zip(
                np.eye(2 * count)[:count], fit.state.coefficients[count:], strict=True
            )
        ),
    )


def _over_baselines(
    at_mean: LeastSquaresMean, *, slope: float, baseline: Floats, confidence_level: float
) -> LeastSquaresMean:
    """Add the spread of the mean baseline to a mean that takes it as fixed."""
    of_model = at_mean.standard_error**2
    of_baseline = slope**2 * float(baseline.var(ddof=1)) / baseline.size
    variance = of_model + of_baseline
    freedom = variance**2 / (
        of_model**2 / at_mean.degrees_of_freedom + of_baseline**2 / (baseline.size - 1)
    )
    error = float(np.sqrt(variance))
    return LeastSquaresMean(
        value=at_mean.value,
        standard_error=error,
        degrees_of_freedom=freedom,
        interval=interval_around(
            at_mean.value, error, freedom, level=confidence_level, method="t, Satterthwaite"
        ),
    )


def fit_repeated_measures(
    outcomes: Floats, covariates: Floats, design: Floats
) -> Fit | NotEstimable:
    """Fit coefficients and an unstructured covariance by REML.

    Parameters
    ----------
    outcomes
        Patients × T visits; NaN is missing.
    covariates
        Patients × k; none missing.
    design
        (k, T, p): see `RestrictedLikelihood`.
    """
    together = (~np.isnan(outcomes)).astype(float)
    pairs = together.T @ together
    size = design.shape[2]
    if pairs.min() < 1 or together.any(axis=1).sum() <= size:
        reason = "too few patients answered the same visits"
        return NotEstimable(reason=reason, n=int(pairs.min()), minimum=size + 1)
    likelihood = RestrictedLikelihood(patterns=patterns_of(outcomes, covariates), design=design)
    spread = np.nanstd(outcomes, axis=0, ddof=1)
    if not np.all(spread > 0):
        reason = "all changes of a visit are equal"
        return NotEstimable(reason=reason, n=len(outcomes), minimum=len(outcomes))
    found = _maximum(likelihood, spread)
    if found is None:
        reason = "the changes of two visits cannot be told apart"
        return NotEstimable(reason=reason, n=len(outcomes), minimum=len(outcomes) + 1)
    parameters, precision = found
    covariance = _covariance(parameters)
    return Fit(
        likelihood=likelihood,
        covariance=covariance,
        state=likelihood.at(covariance),
        parameters=parameters,
        precision=precision,
    )


def _maximum(likelihood: RestrictedLikelihood, spread: Floats) -> tuple[Floats, Floats] | None:
    """Return the parameters at the maximum and the inverse of the criterion's Hessian there."""

    def criterion(parameters: Floats) -> tuple[float, Floats]:
        state = likelihood.at(_covariance(parameters))
        return state.criterion, _by_parameter(state.gradient, parameters)

    count = spread.size
    start = np.zeros(count * (count + 1) // 2)
    start[_diagonal(count)] = np.log(spread)
    try:
        found = minimize(criterion, start, jac=True, method="BFGS", options={"gtol": _GRADIENT})
        parameters = found.x
        hessian = _hessian(criterion, parameters)
        for _ in range(_NEWTON_STEPS):
            parameters = parameters - np.linalg.solve(hessian, criterion(parameters)[1])
        gradient = criterion(parameters)[1]
        inside = bool(np.linalg.eigvalsh(hessian)[0] > 0)
        if not inside or not np.all(np.abs(gradient) < _FLAT):
            return None
        return parameters, np.asarray(np.linalg.inv(hessian), dtype=float)
    except np.linalg.LinAlgError:
        return None


def _hessian(criterion: Criterion, parameters: Floats) -> Floats:
    """Return the second derivatives as central differences of the exact gradient."""
    rows = []
    for place in range(parameters.size):
        step = np.zeros(parameters.size)
        step[place] = _STEP
        above, below = criterion(parameters + step)[1], criterion(parameters - step)[1]
        rows.append((above - below) / (2 * _STEP))
    hessian = np.array(rows)
    return np.asarray((hessian + hessian.T) / 2)


def _diagonal(count: int) -> Floats:
    rows, columns = np.tril_indices(count)
    return np.asarray(rows == columns)


def _factor(parameters: Floats) -> Floats:
    """Return the Cholesky factor; its diagonal is stored as logarithms."""
    count = int((np.sqrt(8 * parameters.size + 1) - 1) / 2)
    factor = np.zeros((count, count))
    factor[np.tril_indices(count)] = parameters
    factor[np.diag_indices(count)] = np.exp(np.diag(factor))
    return factor


def _covariance(parameters: Floats) -> Floats:
    factor = _factor(parameters)
    return np.asarray(factor @ factor.T)


def _by_parameter(by_element: Floats, parameters: Floats) -> Floats:
    """Carry a derivative by the covariance's elements over to the parameters."""
    factor = _factor(parameters)
    by_factor = 2 * by_element @ factor
    by_factor[np.diag_indices(len(factor))] *= np.diag(factor)
    return np.asarray(by_factor[np.tril_indices(len(factor))])
