"""Cox's partial likelihood with Efron's rule for ties, from sums over sorted risk sets."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSets:
    """Who was at risk at each of K distinct times with an event.

    Rows of ``covariates`` (n, p) are in the order of time. ``deaths`` are the rows of the events,
    ``moment`` the place of each event among the times, and ``share`` its l ÷ d in Efron's rule,
    l = 0 … d − 1 among the d events of that time. ``first_at_risk`` and ``first_death`` say where
    each time begins among rows and among events; ``moments_seen`` counts for each row the times
    at which it was at risk.
    """

    covariates: Floats
    deaths: _Places
    moment: _Places
    share: Floats
    first_at_risk: _Places
    first_death: _Places
    moments_seen: _Places

    def at(self, linear_predictor: Floats) -> "State":
        """Return the likelihood at Σ coefficient × covariate of each row."""
        relative = linear_predictor - linear_predictor.max(initial=-np.inf)
        risk = np.exp(relative)
        weighted = np.column_stack([risk, risk[:, None] * self.covariates])
        at_risk = np.add.reduceat(weighted, self.first_at_risk)[::-1].cumsum(axis=0)[::-1]
        died = np.add.reduceat(weighted[self.deaths], self.first_death)
        sums = at_risk[self.moment] - self.share[:, None] * died[self.moment]
        return State(
            sets=self,
            log_likelihood=float((relative[self.deaths] - np.log(sums[:, 0])).sum()),
            risk=risk,
            risk_at_event=sums[:, 0],
            means=sums[:, 1:] / sums[:, :1],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The likelihood at one set of coefficients.

    ``risk`` (n,) is relative; ``risk_at_event`` (events,) is its sum over those at risk, and
    ``means`` (events, p) their mean covariates, both by Efron's rule.
    """

    sets: RiskSets
    log_likelihood: float
    risk: Floats
    risk_at_event: Floats
    means: Floats

    def score(self, weights: Floats) -> Floats:
        """Return Σ over the events of weight × (covariates − their mean among those at risk)."""
        sets = self.sets
        return np.asarray(weights @ (sets.covariates[sets.deaths] - self.means))

    def information(self, weights: Floats) -> Floats:
        """Return Σ over the events of weight × covariance of those at risk, (p, p).

        Each row's squares are summed once, weighted with the hazard it was exposed to.
        """
        sets = self.sets
        hazard = weights / self.risk_at_event
        by_moment = np.add.reduceat(hazard, sets.first_death)
        exposed = np.concatenate([[0.0], np.cumsum(by_moment)])[sets.moments_seen]
        spared = np.add.reduceat(hazard * sets.share, sets.first_death)
        exposed[sets.deaths] -= spared[sets.moment]
        squares = sets.covariates.T @ (sets.covariates * (self.risk * exposed)[:, None])
        return np.asarray(squares - self.means.T @ (self.means * weights[:, None]))


def risk_sets(time: Floats, event: npt.NDArray[np.bool_], covariates: Floats) -> RiskSets:
    """Sort the rows once and say who was at risk when.

    Parameters
    ----------
    time, event
        (n,): follow-up, and whether it ended with the event; at least one event.
    covariates
        (n, p); none missing.
    """
    order = np.argsort(time, kind="stable")
    ordered = time[order]
    deaths = np.flatnonzero(event[order])
    times, first_death, moment, tied = np.unique(
        ordered[deaths], return_index=True, return_inverse=True, return_counts=True
    )
    return RiskSets(
        covariates=np.ascontiguousarray(covariates[order]),
        deaths=deaths,
        moment=moment,
        share=(np.arange(deaths.size) - first_death[moment]) / tied[moment],
        first_at_risk=np.searchsorted(ordered, times),
        first_death=first_death,
        moments_seen=np.searchsorted(times, ordered, side="right"),
    )


def standardise(covariates: Floats) -> tuple[Floats, Floats]:
    """Centre each covariate and divide it by its mean absolute deviation, which is returned.

    A constant is only centred.
    """
    centred = covariates - covariates.mean(axis=0)
    spread = np.abs(centred).mean(axis=0)
    spread = np.where(np.ptp(covariates, axis=0) > 0, spread, 1.0)
    return centred / spread, spread
