"""Cox regression of the time to the event."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.linalg import eigh
from scipy.special import chdtrc, ndtr, ndtri

from registry.analysis.concordance import concordance
from registry.analysis.cox_likelihood import Floats, RiskSets, State, risk_sets, standardise
from registry.analysis.cox_results import ChiSquareTest, Cox, HazardRatio
from registry.analysis.estimates import Interval, NotEstimable

_STEPS = 60
_HALVINGS = 40
_CONVERGED = 1e-8
"""Of a standardised coefficient: the step after it would be its square."""
EVENTS_PER_COVARIATE = 10
_ROUNDING = 1e-10
"""Relative to the log-likelihood."""
_WIDEST = 600.0
"""Of linear predictors; beyond it exp underflows."""
_COLLINEAR = 1e-10
_FLAT = 1e-8
"""Information left, of that at 0, where the likelihood rises without end."""


def cox(
    time: npt.ArrayLike,
    event: npt.ArrayLike,
    covariates: npt.ArrayLike,
    names: Sequence[str],
    *,
    confidence_level: float,
    events_per_covariate: int = EVENTS_PER_COVARIATE,
) -> Cox | NotEstimable:
    """Estimate hazard ratios by the partial likelihood with Efron's rule for ties.

    Parameters
    ----------
    time
        (n,): days from time zero to the event or the end of follow-up; only their order counts.
    event
        (n,): whether follow-up ended with the event.
    covariates
        (n, p): one column per covariate, categories as 0/1; NaN is missing.
    names
        Of the p covariates.
    confidence_level
        Such as 0.95; two-sided.
    events_per_covariate
        Fewer events than this for each covariate are too few.

    Returns
    -------
    Cox or NotEstimable
        ``NotEstimable`` without a covariate, with too few events, where a covariate is constant
        or collinear with others, and where the likelihood has no maximum because a covariate
        separates the patients with the event.

    Notes
    -----
    Estimand: the ratio of hazards of two patients who differ by one unit of a covariate and
    in no other, taken to be the same at all times; censoring is independent of the event given
    the covariates, and death censors. Interval: Wald, exp(coefficient ± z × standard error) from
    the observed information. Missing data: a patient without one of the covariates is left out
    and counted. Newton's steps, halved where the likelihood would fall, on standardised
    covariates; each step costs n p².

    References
    ----------
    Cox DR (1972). Regression models and life-tables. J R Stat Soc B 34:187-220.
    Efron B (1977). The efficiency of Cox's likelihood function for censored data. J Am Stat
    Assoc 72:557-565.
    Peduzzi P et al. (1995). Importance of events per independent variable in proportional
    hazards regression analysis. J Clin Epidemiol 48:1503-1510.

    Examples
    --------
    >>> model = cox(
    ...     [1, 2, 3, 4, 5, 6],
    ...     [True, True, True, False, True, False],
    ...     [[1], [0], [1], [1], [0], [0]],
    ...     ["donor"],
    ...     confidence_level=0.95,
    ...     events_per_covariate=4,
    ... )
    >>> round(model.hazard_ratios[0].hazard_ratio, 3), model.events
    (2.303, 4)
    """
    if not names:
        return NotEstimable(reason="a model needs a covariate", n=0, minimum=1)
    given = np.asarray(covariates, dtype=np.float64).reshape(-1, len(names))
    known = np.isfinite(given).all(axis=1)
    table, observed = given[known], np.asarray(event, dtype=np.bool_)[known]
    days = np.asarray(time, dtype=np.float64)[known]
    hindrance = _hindrance(table, int(observed.sum()), names, events_per_covariate)
    if hindrance is not None:
        return hindrance
    standardised, scale = standardise(table)
    sets = risk_sets(days, observed, standardised)
    null = sets.at(np.zeros(days.size))
    hindrance = _undetermined(null.information(np.ones(sets.deaths.size)), names)
    if hindrance is not None:
        return hindrance
    found = _maximum(sets, null, names)
    if isinstance(found, NotEstimable):
        return found
    coefficients, fitted = found
    return Cox(
        n=int(days.size),
        events=int(sets.deaths.size),
        left_out=int((~known).sum()),
        hazard_ratios=_hazard_ratios(coefficients, fitted, scale, names, confidence_level),
        log_likelihood_null=null.log_likelihood,
        log_likelihood=fitted.log_likelihood,
        **_tests(coefficients, null, fitted),
        concordance=concordance(days, observed, (standardised * coefficients).sum(axis=1)),
    )


def _hindrance(
    table: Floats, events: int, names: Sequence[str], events_per_covariate: int
) -> NotEstimable | None:
    """Say what forbids a model before any is fitted."""
    minimum = max(events_per_covariate * len(names), 1)
    if events < minimum:
        reason = f"too few events for {len(names)} covariates"
        return NotEstimable(reason=reason, n=events, minimum=minimum)
    for name, constant in zip(names, (np.ptp(table, axis=0) == 0).tolist(), strict=True):
        if constant:
            return NotEstimable(reason=f"{name} is the same in everybody", n=1, minimum=2)
    return None


def _undetermined(information: Floats, names: Sequence[str]) -> NotEstimable | None:
    """Say which covariates the risk sets cannot tell apart, by the information at 0."""
    spread = np.sqrt(np.diag(information).clip(min=0))
    for name, size in zip(names, spread.tolist(), strict=True):
        if size**2 <= _COLLINEAR:
            reason = f"{name} is the same in all who were at risk at an event"
            return NotEstimable(reason=reason, n=1, minimum=2)
    values, vectors = np.linalg.eigh(information / np.outer(spread, spread))
    rank = int((values > _COLLINEAR).sum())
    if rank == len(names):
        return None
    size = np.abs(vectors[:, 0])
    involved = [name for name, part in zip(names, size, strict=True) if part > size.max() / 100]
    reason = f"{' and '.join(involved)} are collinear"
    return NotEstimable(reason=reason, n=rank, minimum=len(names))


def _maximum(
    sets: RiskSets, null: State, names: Sequence[str]
) -> tuple[Floats, State] | NotEstimable:
    """Climb by Newton's steps until one is too short to matter."""
    ones = np.ones(sets.deaths.size)
    at_null = null.information(ones)
    coefficients, state = np.zeros(len(names)), null
    for _ in range(_STEPS):
        information = state.information(ones)
        values, vectors = eigh(information, at_null)
        if values[0] < _FLAT:
            endless = names[int(np.argmax(np.abs(vectors[:, 0])))]
            break
        step = np.asarray(np.linalg.solve(information, state.score(ones)), dtype=np.float64)
        endless = names[int(np.argmax(np.abs(step)))]
        moved = _uphill(sets, state, coefficients, step)
        if moved is None:
            break
        coefficients, state = moved
        if np.abs(step).max() < _CONVERGED:
            return coefficients, state
    return NotEstimable(
        reason=f"the hazard ratio has no finite estimate: {endless} separates the patients",
        n=int(sets.deaths.size),
        minimum=int(sets.deaths.size) + 1,
    )


def _uphill(
    sets: RiskSets, state: State, coefficients: Floats, step: Floats
) -> tuple[Floats, State] | None:
    """Go the step, or as much of it as does not lower the likelihood."""
    lowest = state.log_likelihood - _ROUNDING * abs(state.log_likelihood)
    for halving in range(_HALVINGS):
        moved = coefficients + step / 2**halving
        linear_predictor = sets.covariates @ moved
        if np.ptp(linear_predictor) < _WIDEST:
            there = sets.at(linear_predictor)
            if there.log_likelihood >= lowest:
                return moved, there
    return None


def _hazard_ratios(
    coefficients: Floats,
    fitted: State,
    scale: Floats,
    names: Sequence[str],
    confidence_level: float,
) -> tuple[HazardRatio, ...]:
    """Return the coefficients per unit of each covariate, with Wald's test and interval."""
    variance = np.linalg.inv(fitted.information(np.ones(fitted.sets.deaths.size)))
    errors = np.sqrt(np.diag(variance))
    reach = float(ndtri((1 + confidence_level) / 2)) * errors
    logarithms = np.stack([coefficients, coefficients - reach, coefficients + reach]) / scale
    with np.errstate(over="ignore"):  # of a covariate in units too large for it
        ratios, lower, upper = np.exp(logarithms).tolist()
    z = coefficients / errors
    return tuple(
        HazardRatio(
            covariate=name,
            coefficient=float(logarithms[0, place]),
            hazard_ratio=ratios[place],
            standard_error=float(errors[place] / scale[place]),
            z=float(z[place]),
            p_value=float(2 * ndtr(-abs(z[place]))),
            interval=Interval(
                lower=lower[place], upper=upper[place], level=confidence_level, method="Wald"
            ),
        )
        for place, name in enumerate(names)
    )


def _tests(coefficients: Floats, null: State, fitted: State) -> dict[str, ChiSquareTest]:
    """Return the three tests of all coefficients being 0."""
    ones = np.ones(null.sets.deaths.size)
    slope = null.score(ones)
    statistics = {
        "likelihood_ratio": 2 * (fitted.log_likelihood - null.log_likelihood),
        "wald": float(coefficients @ fitted.information(ones) @ coefficients),
        "score": float(slope @ np.linalg.solve(null.information(ones), slope)),
    }
    return {
        name: ChiSquareTest(
            chi_square=max(chi_square, 0.0),
            degrees_of_freedom=coefficients.size,
            p_value=float(chdtrc(coefficients.size, max(chi_square, 0.0))),
        )
        for name, chi_square in statistics.items()
    }
