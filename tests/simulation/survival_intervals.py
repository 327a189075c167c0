"""Intervals of the share with the event by a day, to hold beside those of the report."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv, ndtri

from registry.analysis.cumulative_incidence import incidence_at
from registry.analysis.day_counts import DayCounts
from registry.analysis.estimates import Interval, NotEstimable
from tests.simulation.binomial_intervals import of_beta_mixture
from tests.simulation.coverage import LEVEL, Bounds

Z = float(ndtri((1 + LEVEL) / 2))
_TAIL = (1 - LEVEL) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An estimated share with its standard error, and how many were followed for longer."""

    value: float
    standard_error: float
    followed_beyond: int

    @property
    def patients(self) -> float:
        """Return how many patients without censoring would give this standard error."""
        if not 0 < self.value < 1:
            return self.followed_beyond
        return self.value * (1 - self.value) / self.standard_error**2


def kaplan_meier_share(counts: DayCounts, day: int) -> Share:
    """Return 1 − S with Greenwood's standard error."""
    upto = (counts.days <= day) & (counts.events > 0) & (counts.at_risk > counts.events)
    events, at_risk = counts.events[upto], counts.at_risk[upto]
    survival = float(np.prod(1 - events / at_risk))
    relative = float(np.sum(events / (at_risk * (at_risk - events))))
    return Share(
        value=1 - survival,
        standard_error=survival * relative**0.5,
        followed_beyond=counts.at_risk_on(day + 1),
    )


def incidence_share(counts: DayCounts, day: int) -> Share:
    """Return the cumulative incidence with the report's standard error."""
    value, error = incidence_at(counts, day)
    return Share(value=value, standard_error=error, followed_beyond=counts.at_risk_on(day + 1))


def _within(lower: float, upper: float, method: str) -> Interval:
    return Interval(lower=max(lower, 0.0), upper=min(upper, 1.0), level=LEVEL, method=method)


def _no_event(method: str) -> NotEstimable:
    return NotEstimable(reason=f"the {method} interval needs an event", n=0, minimum=1)


def plain(share: Share) -> Bounds:
    """Return estimate ± z × SE, cut off at 0 and 1."""
    if not share.value:
        return _no_event("plain")
    half = Z * share.standard_error
    return _within(share.value - half, share.value + half, "plain")


def log_log_of_share(share: Share) -> Bounds:
    """Return the interval that is symmetric in log(−log(share)), as R's survfit of many states."""
    if not share.value:
        return _no_event("log-log")
    spread = Z * share.standard_error / abs(share.value * np.log(share.value))
    ends = share.value ** np.exp([spread, -spread])
    return _within(float(ends[0]), float(ends[1]), "log-log of the share")


def logit(share: Share) -> Bounds:
    """Return the interval that is symmetric in the log odds."""
    if not share.value:
        return _no_event("logit")
    odds = share.value / (1 - share.value)
    spread = Z * share.standard_error / (share.value * (1 - share.value))
    ends = odds * np.exp([-spread, spread])
    return _within(float(ends[0] / (1 + ends[0])), float(ends[1] / (1 + ends[1])), "logit")


def arcsine(share: Share) -> Bounds:
    """Return the interval that is symmetric in the arcsine of the square root."""
    if not share.value:
        return _no_event("arcsine")
    centre = np.arcsin(np.sqrt(share.value))
    spread = Z * share.standard_error / (2 * np.sqrt(share.value * (1 - share.value)))
    ends = np.sin(np.clip([centre - spread, centre + spread], 0, np.pi / 2)) ** 2
    return _within(float(ends[0]), float(ends[1]), "arcsine")


def wilson_of_effective(share: Share) -> Bounds:
    """Return Wilson's interval for the number of patients that explains the standard error."""
    n = share.patients
    if n <= 0:
        return _no_event("Wilson")
    shrink = 1 + Z**2 / n
    centre = (share.value + Z**2 / (2 * n)) / shrink
    half = Z * np.sqrt(share.value * (1 - share.value) / n + Z**2 / (4 * n**2)) / shrink
    return _within(centre - half, centre + half, "Wilson, effective n")


def clopper_pearson_of_effective(share: Share) -> Bounds:
    """Return Clopper–Pearson's interval for the number that explains the standard error."""
    n = share.patients
    if n <= 0:
        return _no_event("Clopper–Pearson")
    events = n * share.value
    lower = float(betaincinv(events, n - events + 1, _TAIL)) if events else 0.0
    upper = float(betaincinv(events + 1, n - events, 1 - _TAIL)) if events < n else 1.0
    return _within(lower, upper, "Clopper–Pearson, effective n")


def beta_product(counts: DayCounts, day: int, *, mid: bool) -> Bounds:
    """Return the beta product confidence procedure for 1 − S, by the method of moments.

    Without censoring it is Clopper–Pearson's interval, and with ``mid`` about the mid-P one.

    References
    ----------
    Fay MP, Brittain EH, Proschan MA (2013). Pointwise confidence intervals for a survival
    distribution with small samples or heavy censoring. Biostatistics 14:723-736.
    Fay MP, Brittain EH (2016). Finite sample pointwise confidence intervals for a survival
    distribution with right-censored data. Stat Med 35:2726-2740.
    """
    beyond = counts.at_risk_on(day + 1)
    upto = (counts.days <= day) & (counts.events > 0)
    events, at_risk = counts.events[upto], counts.at_risk[upto]
    if not beyond:
        return NotEstimable(reason="nobody was followed for longer", n=0, minimum=1)
    highest = _beta_of_product(at_risk - events + 1.0, events.astype(float))
    lowest = _beta_of_product(
        np.append(at_risk - events + 1.0, beyond), np.append(events.astype(float), 1.0)
    )
    if not events.size:
        tail = 2 * _TAIL if mid else _TAIL
        return _within(0.0, 1 - float(betaincinv(*lowest, tail)), "beta product")
    if mid:
        ends = of_beta_mixture(lowest, highest)
    else:
        ends = (float(betaincinv(*lowest, _TAIL)), float(betaincinv(*highest, 1 - _TAIL)))
    return _within(1 - ends[1], 1 - ends[0], "beta product")


def _beta_of_product(
    first: npt.NDArray[np.floating[Any]], second: npt.NDArray[np.floating[Any]]
) -> tuple[float, float]:
    """Return the beta distribution with the first two moments of a product of independent ones."""
    total = first + second
    mean = float(np.prod(first / total))
    square = float(np.prod(first * (first + 1) / (total * (total + 1))))
    variance = square - mean**2
    size = mean * (1 - mean) / variance - 1 if variance > 0 else np.inf
    return mean * size, (1 - mean) * size
