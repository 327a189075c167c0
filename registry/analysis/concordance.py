"""How well a risk score orders patients by the time of their event."""

import numpy as np
import numpy.typing as npt

from registry.analysis.cox_results import Concordance
from registry.analysis.estimates import NotEstimable

_Floats = npt.NDArray[np.float64]
_Counts = npt.NDArray[np.int64]
_DECIMALS = 9
"""Of a linear predictor; what differs below is rounding, and such patients are tied."""


def concordance(
    time: _Floats, event: npt.NDArray[np.bool_], risk_score: _Floats
) -> Concordance | NotEstimable:
    """Estimate how often the patient with the earlier event had the higher score.

    Parameters
    ----------
    time, event
        (n,): follow-up, and whether it ended with the event.
    risk_score
        (n,): a higher score promises an earlier event.

    Returns
    -------
    Concordance or NotEstimable
        ``NotEstimable`` where of no two patients it is known who had the event first.

    Notes
    -----
    Estimand: P(score of i > score of j | event of i before that of j) in pairs that censoring
    leaves comparable: i had the event while j was followed further, or was censored on the same
    day. Two events on one day are no pair. Standard error: the infinitesimal jackknife.
    Each count is exact and costs n log n.

    References
    ----------
    Harrell FE, Lee KL, Mark DB (1996). Multivariable prognostic models. Stat Med 15:361-387.
    Therneau TM, Watson DA (2017). The concordance statistic and the Cox model. Mayo Clinic
    technical report 85.

    Examples
    --------
    >>> found = concordance(np.arange(4.0), np.full(4, True), np.array([3.0, 4.0, 2.0, 1.0]))
    >>> found.concordant, found.discordant, round(found.value, 3)
    (5, 1, 0.833)
    """
    rank = np.unique(np.round(risk_score, _DECIMALS), return_inverse=True)[1]
    turn = 2 * np.unique(time, return_inverse=True)[1] + ~event
    order = np.argsort(turn, kind="stable")
    rank, turn, observed = rank[order], turn[order], event[order]
    as_earlier = _followed_further(rank, turn, observed)
    pairs = _had_the_event_before(rank, turn, observed)
    pairs[:, observed] += as_earlier
    concordant, discordant, tied = as_earlier.sum(axis=1).tolist()
    total = concordant + discordant + tied
    if not total:
        reason = "of no two patients it is known who had the event first"
        return NotEstimable(reason=reason, n=0, minimum=1)
    somers_d = (concordant - discordant) / total
    influence = (pairs[0] - pairs[1] - somers_d * pairs.sum(axis=0)) / (2 * total)
    return Concordance(
        value=(1 + somers_d) / 2,
        standard_error=float(np.sqrt(influence @ influence)),
        concordant=concordant,
        discordant=discordant,
        tied=tied,
    )


def _followed_further(rank: _Counts, turn: _Counts, observed: npt.NDArray[np.bool_]) -> _Counts:
    """Count for each event, among the rows of a later turn, the scores below, above and equal."""
    own, ranks = rank[observed], np.sort(rank)
    until = np.searchsorted(turn, turn[observed], side="right")
    bounds = np.stack([own, own + 1])
    below, to_own = np.searchsorted(ranks, bounds) - _count_below(rank, until, bounds)
    return np.stack([below, rank.size - until - to_own, to_own - below])


def _had_the_event_before(rank: _Counts, turn: _Counts, observed: npt.NDArray[np.bool_]) -> _Counts:
    """Count for each row, among the events of an earlier turn, the scores above, below, equal."""
    before = np.searchsorted(turn[observed], turn)
    below, to_own = _count_below(rank[observed], before, np.stack([rank, rank + 1]))
    return np.stack([before - to_own, below, to_own - below])


def _count_below(values: _Counts, prefix: _Counts, bound: _Counts) -> _Counts:
    """Count for each bound (…, queries) those of the query's first ``prefix`` values below it.

    A wavelet matrix: values are parted by their bits, the highest first; a query follows its
    bound, and where the bound has a 1 it counts the values that have a 0.
    """
    counts, left = np.zeros_like(bound), np.zeros_like(bound)
    right = np.broadcast_to(prefix, bound.shape)
    highest = max(int(bound.max(initial=0)), int(values.max(initial=0)))
    for bit in reversed(range(highest.bit_length())):
        lower = (values >> bit) & 1 == 0
        lower_before = np.concatenate([[0], np.cumsum(lower)])
        left_lower, right_lower = lower_before[left], lower_before[right]
        upper = (bound >> bit) & 1 == 1
        counts += np.where(upper, right_lower - left_lower, 0)
        left = np.where(upper, lower_before[-1] + left - left_lower, left_lower)
        right = np.where(upper, lower_before[-1] + right - right_lower, right_lower)
        values = np.concatenate([values[lower], values[~lower]])
    return counts
