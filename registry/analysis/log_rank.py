"""Whether groups differ in the time to the event."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import chdtrc

from registry.analysis.estimates import LogRank, NotEstimable

_Floats = npt.NDArray[np.float64]


def log_rank(
    time_to_event: pd.DataFrame, group: pd.Series, *, stratum: pd.Series | None = None
) -> LogRank | NotEstimable:
    """Test whether groups have one hazard, within strata where there are any.

    Parameters
    ----------
    time_to_event
        A frame that meets ``TIME_TO_EVENT``.
    group, stratum
        Codes on the index of the frame, none missing. Patients are compared within their stratum.

    Returns
    -------
    LogRank or NotEstimable
        ``NotEstimable`` below two groups, or where no event tells them apart.

    Notes
    -----
    Hypothesis: equal hazards at each time in each stratum. Observed minus expected events with
    the hypergeometric variance under ties, chi-square on groups − 1 degrees of freedom. Censoring
    is taken to be independent of the event within a group.

    References
    ----------
    Mantel N (1966). Evaluation of survival data and two new rank order statistics. Cancer
    Chemother Rep 50:163-170.
    """
    groups = sorted(group.unique())
    if len(groups) < 2:  # noqa: PLR2004 - a comparison is of two
        return NotEstimable(reason="a comparison needs two groups", n=len(groups), minimum=2)
    codes = group.map({name: place for place, name in enumerate(groups)}).to_numpy()
    strata = np.zeros(codes.size) if stratum is None else pd.factorize(stratum)[0]
    days = time_to_event["duration_days"].to_numpy()
    observed_event = time_to_event["event_observed"].to_numpy()
    observed, expected = np.zeros(len(groups)), np.zeros(len(groups))
    variance = np.zeros((len(groups), len(groups)))
    for each in np.unique(strata):
        own = strata == each
        parts = _one_stratum(days[own], observed_event[own], codes[own], len(groups))
        observed, expected, variance = (
            observed + parts[0],
            expected + parts[1],
            variance + parts[2],
        )
    informative = np.diag(variance) > 0
    if informative.sum() < 2:  # noqa: PLR2004 - a comparison is of two
        return NotEstimable(
            reason="no event tells the groups apart", n=int(observed.sum()), minimum=1
        )
    difference = (observed - expected)[informative][:-1]
    inner = variance[np.ix_(informative, informative)][:-1, :-1]
    chi_square = float(difference @ np.linalg.solve(inner, difference))
    freedom = int(informative.sum()) - 1
    return LogRank(
        groups=tuple(str(name) for name in groups),
        observed=tuple(observed.tolist()),
        expected=tuple(expected.tolist()),
        chi_square=chi_square,
        degrees_of_freedom=freedom,
        p_value=float(chdtrc(freedom, chi_square)),
    )


def _one_stratum(
    days: npt.NDArray[np.int64],
    event: npt.NDArray[np.bool_],
    codes: npt.NDArray[np.int64],
    groups: int,
) -> tuple[_Floats, _Floats, _Floats]:
    """Return observed, expected and variance from the counts of each day with an event."""
    times, position = np.unique(days, return_inverse=True)
    ended, died = (np.zeros((times.size, groups)) for _ in range(2))
    np.add.at(ended, (position, codes), 1)
    np.add.at(died, (position[event], codes[event]), 1)
    at_risk = np.cumsum(ended[::-1], axis=0)[::-1]
    happened = died.sum(axis=1) > 0
    died, at_risk = died[happened], at_risk[happened]
    deaths, everybody = died.sum(axis=1), at_risk.sum(axis=1)
    share = at_risk / everybody[:, None]
    spread = deaths * (everybody - deaths) / np.where(everybody > 1, everybody - 1, 1)
    spread = np.where(everybody > 1, spread, 0.0)
    variance = np.diag(spread @ share) - np.einsum("t,ti,tj->ij", spread, share, share)
    return died.sum(axis=0), deaths @ share, variance
