"""Whether the hazard ratios of a Cox regression are the same at all times."""

from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc

from registry.analysis.cox_likelihood import Floats, RiskSets, risk_sets, standardise
from registry.analysis.cox_results import (
    ChiSquareTest,
    CovariateOverTime,
    Cox,
    ProportionalHazards,
)
from registry.analysis.estimates import NotEstimable

Transform = Literal["km", "rank", "identity"]
_SINGULAR = 1e-10


def proportional_hazards(
    time: npt.ArrayLike,
    event: npt.ArrayLike,
    covariates: npt.ArrayLike,
    model: Cox,
    *,
    transform: Transform = "km",
) -> ProportionalHazards | NotEstimable:
    """Test whether hazard ratios change with a function of time.

    Parameters
    ----------
    time, event, covariates
        The table that the model was fitted to, in the same units.
    model
        What `cox` made of it.
    transform
        The function g: 1 − the Kaplan–Meier estimate just before each time, the rank of the
        time, or the time itself.

    Returns
    -------
    ProportionalHazards or NotEstimable
        One test per covariate on one degree of freedom, and one of all together;
        ``NotEstimable`` where the events lie on too few days.

    Notes
    -----
    Hypothesis: θ = 0 in log hazard ratio = β + θ g(t). Score test at the fitted β and θ = 0:
    Σ g × Schoenfeld residual over the events, against the information of β and θ together (ΣV,
    Σ g V, Σ g² V), with V the covariance of those at risk by Efron's rule and g centred at its
    mean over the events. This is ``cox.zph`` of R's survival since its version 3.0; before
    it, and in lifelines, V is taken to be the same at all events. Missing data: as in the model.

    References
    ----------
    Grambsch PM, Therneau TM (1994). Proportional hazards tests and diagnostics based on weighted
    residuals. Biometrika 81:515-526.

    Examples
    --------
    >>> from registry.analysis.cox import cox
    >>> days, event = np.arange(1, 9), np.full(8, True)
    >>> donor = np.array([[1], [1], [0], [1], [0], [0], [1], [0]])
    >>> model = cox(
    ...     days, event, donor, ["donor"], confidence_level=0.95, events_per_covariate=8
    ... )
    >>> round(proportional_hazards(days, event, donor, model).overall.p_value, 3)
    0.5
    """
    given = np.asarray(covariates, dtype=np.float64)
    known = np.isfinite(given).all(axis=1)
    days = np.asarray(time, dtype=np.float64)[known]
    standardised, scale = standardise(given[known])
    sets = risk_sets(days, np.asarray(event, dtype=np.bool_)[known], standardised)
    coefficients = np.array([ratio.coefficient for ratio in model.hazard_ratios]) * scale
    state = sets.at(sets.covariates @ coefficients)
    weight = _function_of_time(sets, np.sort(days), transform)
    spread = weight.std()
    if sets.first_death.size < 2 or not spread > 0:  # noqa: PLR2004 - a change needs two times
        reason = "all events fall on one day"
        return NotEstimable(reason=reason, n=int(sets.first_death.size), minimum=2)
    weight = (weight - weight.mean()) / spread
    mixed = state.information(weight)
    information = np.block(
        [
            [state.information(np.ones_like(weight)), mixed],
            [mixed, state.information(weight**2)],
        ]
    )
    rank = _rank(information)
    if rank < len(information):
        reason = "the events fall on too few days"
        return NotEstimable(reason=reason, n=rank, minimum=len(information))
    slope, count = state.score(weight), coefficients.size
    return ProportionalHazards(
        transform=transform,
        covariates=tuple(
            CovariateOverTime(
                covariate=ratio.covariate,
                test=_test(information, slope, np.array([place])),
            )
            for place, ratio in enumerate(model.hazard_ratios)
        ),
        overall=_test(information, slope, np.arange(count)),
    )


def _function_of_time(sets: RiskSets, ordered: Floats, transform: Transform) -> Floats:
    """Return g at the time of each event."""
    if transform == "identity":
        return np.asarray(ordered[sets.deaths])
    if transform == "rank":
        own = ordered[sets.deaths]
        before = np.searchsorted(ordered, own)
        return np.asarray((before + 1 + np.searchsorted(ordered, own, side="right")) / 2)
    at_risk = ordered.size - sets.first_at_risk
    survival = np.cumprod(1 - np.bincount(sets.moment) / at_risk)
    return np.asarray(1 - np.concatenate([[1.0], survival[:-1]])[sets.moment])


def _rank(information: Floats) -> int:
    """Count the directions in which the events say anything."""
    size = np.sqrt(np.diag(information).clip(min=0))
    size[size <= _SINGULAR] = np.inf
    values = np.linalg.eigvalsh(information / np.outer(size, size))
    return int((values > _SINGULAR).sum())


def _test(information: Floats, slope: Floats, places: npt.NDArray[np.int64]) -> ChiSquareTest:
    """Test the slopes at these places, all coefficients being estimated beside them."""
    count = slope.size
    kept = np.concatenate([np.arange(count), count + places])
    score = np.concatenate([np.zeros(count), slope[places]])
    chi_square = float(score @ np.linalg.solve(information[np.ix_(kept, kept)], score))
    return ChiSquareTest(
        chi_square=chi_square,
        degrees_of_freedom=places.size,
        p_value=float(chdtrc(places.size, chi_square)),
    )
