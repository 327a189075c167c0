"""Shares of sites around the share of all, with exact limits."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import binom

from registry.analysis.estimates import NotEstimable
from registry.analysis.site_results import Funnel, FunnelLimits, FunnelPosition, FunnelSite

MINIMUM_SITES = 2
_INNER, _OUTER = 0.95, 0.998
_POINTS_OF_CURVE = 120

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def funnel(
    outcomes: pd.DataFrame, *, minimum_patients: int
) -> tuple[Funnel | NotEstimable, tuple[str, ...]]:
    """Set the share of each site beside limits around the share of all.

    Parameters
    ----------
    outcomes
        One row a patient whose outcome is known: ``site_code`` and the flag ``event``.
    minimum_patients
        A site with fewer is not in the funnel; its patients are in the share of all.

    Returns
    -------
    Funnel or NotEstimable, and codes of the sites that are too small
        Sites in the order of their codes. ``NotEstimable`` where fewer than two sites are large
        enough, or where nobody had the event.

    Notes
    -----
    Estimand: the probability of the event at each site; target: that of all patients together,
    those of the site included. The limits hold 95 % and 99.8 % of the sites were all risks the
    target; they are no intervals of an estimate. Nothing is adjusted: see
    `indirect_standardisation`. A missing outcome is the caller's to leave out.

    References
    ----------
    Spiegelhalter DJ (2005). Funnel plots for comparing institutional performance. Stat Med
    24:1185-1202.
    """
    counts = outcomes.groupby("site_code", sort=True)["event"].agg(["sum", "size"])
    large = counts[counts["size"] >= minimum_patients]
    small = tuple(str(code) for code in counts.index[counts["size"] < minimum_patients])
    if len(large) < MINIMUM_SITES:
        reason = f"fewer than two sites have {minimum_patients} patients with a known outcome"
        return NotEstimable(reason=reason, n=len(large), minimum=MINIMUM_SITES), small
    events = int(counts["sum"].sum())
    if not events:
        return NotEstimable(reason="nobody had the event", n=0, minimum=1), small
    target = events / int(counts["size"].sum())
    sizes = large["size"].to_numpy()
    sites = tuple(
        _site(str(code), with_event, limits)
        for code, with_event, limits in zip(
            large.index, large["sum"].astype(int).tolist(), _limits(target, sizes), strict=True
        )
    )
    return Funnel(target=target, sites=sites), small


def funnel_curve(target: float, *, largest: int) -> tuple[FunnelLimits, ...]:
    """Return the limits at numbers of patients from 1 to ``largest``, evenly spread."""
    sizes = np.unique(np.linspace(1, largest, _POINTS_OF_CURVE).round().astype(int))
    return _limits(target, sizes)


def funnel_limits(target: float, patients: int, *, level: float) -> tuple[float, float]:
    """Return exact binomial limits of a share, interpolated between whole numbers of events.

    Parameters
    ----------
    target
        Probability of the event, 0-1.
    patients
        Patients of the site, at least 1.
    level
        Such as 0.95; two-sided, half of the rest in each tail.

    Returns
    -------
    tuple of float
        Lower and upper limit, 0-1.

    Notes
    -----
    Lower: Spiegelhalter's (r − α) / n, r the smallest number with P(R ≤ r) > p and
    α = (P(R ≤ r) − p) / P(R = r). Upper: the same of the patients without the event, so that on
    both sides a share is outside exactly where a result as far out has a probability of at most
    p. (The paper's formula at 1 − p lies one event lower: of ten patients at a risk of 5 % two
    events were outside, which happens in 8.6 % of such sites.)

    References
    ----------
    Spiegelhalter DJ (2005). Stat Med 24:1185-1202, appendix A.1.

    Examples
    --------
    >>> [round(limit, 4) for limit in funnel_limits(0.2, 50, level=0.95)]
    [0.0844, 0.3271]
    """
    lower, upper = _limits_at(target, np.array([patients]), level)
    return float(lower[0]), float(upper[0])


def _limits_at(target: float, patients: Counts, level: float) -> tuple[Floats, Floats]:
    """Return the limits of `funnel_limits` at several numbers of patients."""
    tail = (1 - level) / 2
    return (
        _lower_limits(target, patients, tail),
        1 - _lower_limits(1 - target, patients, tail),
    )


def _lower_limits(target: float, patients: Counts, tail: float) -> Floats:
    quantile = np.asarray(binom.ppf(tail, patients, target))
    smallest = quantile + (binom.cdf(quantile, patients, target) <= tail)
    at_most = binom.cdf(smallest, patients, target)
    beyond = (at_most - tail) / binom.pmf(smallest, patients, target)
    return np.asarray(np.maximum(0.0, (smallest - beyond) / patients))


def _limits(target: float, patients: Counts) -> tuple[FunnelLimits, ...]:
    inner, outer = (_limits_at(target, patients, level) for level in (_INNER, _OUTER))
    rows = np.stack([*inner, *outer], axis=1).tolist()
    return tuple(
        FunnelLimits(
            patients=size,
            lower_95=lower_95,
            upper_95=upper_95,
            lower_998=lower_998,
            upper_998=upper_998,
        )
        for size, (lower_95, upper_95, lower_998, upper_998) in zip(
            patients.tolist(), rows, strict=True
        )
    )


def _site(code: str, events: int, limits: FunnelLimits) -> FunnelSite:
    share = events / limits.patients
    return FunnelSite(
        site_code=code,
        events=events,
        share=share,
        limits=limits,
        position=_position(share, limits),
    )


def _position(share: float, limits: FunnelLimits) -> FunnelPosition:
    if share > limits.upper_998:
        return "above 99.8"
    if share < limits.lower_998:
        return "below 99.8"
    if share > limits.upper_95:
        return "above 95"
    return "below 95" if share < limits.lower_95 else "inside"
