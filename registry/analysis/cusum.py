"""Whether an outcome becomes more frequent, patient after patient."""

from math import ceil

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.estimates import NotEstimable
from registry.analysis.site_results import Cusum, CusumDay
from registry.analysis.standardisation import expected_risk

ODDS_RATIO = 2.0
FALSE_ALARM = 0.05
SERIES_SIMULATED = 2000
SEED = 20_000_441
_PLACES = 9

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def risk_adjusted_cusum(outcomes: pd.DataFrame, *, minimum_patients: int) -> Cusum | NotEstimable:
    """Sum up, in the order of treatment, what speaks for doubled odds of the event.

    Parameters
    ----------
    outcomes
        One row a patient whose outcome is known: ``index_date``, ``stratum`` and the flag
        ``event``.
    minimum_patients
        Below it nothing is estimated.

    Returns
    -------
    Cusum or NotEstimable
        One point a day of treatment; ``NotEstimable`` for too few patients, or no event.

    Notes
    -----
    S = max(0, S + W), W the log-likelihood ratio of the day's patients: log(2 / (1 + p)) for one
    with the event, −log(1 + p) for one without, p the share with the event in the patient's
    stratum. The patients of a day are added together, so that their order says nothing. Where S
    goes beyond the limit it is a signal, and S begins again at 0. The limit is the 95th
    percentile of the highest S of 2,000 simulated series of the same patients at their risks p,
    from a fixed seed: a series in which nothing changes has a signal with a probability of 5 %,
    give or take 0.5 by simulation. The risks are those of this very cohort: what is found is a
    change over time, not a difference from elsewhere, and a lasting change raises the risks it
    is held against. There is no interval. A missing outcome is the caller's to leave out.

    References
    ----------
    Steiner SH, Cook RJ, Farewell VT, Treasure T (2000). Monitoring surgical performance using
    risk-adjusted cumulative sum charts. Biostatistics 1:441-452.
    """
    n, events = len(outcomes), int(outcomes["event"].sum())
    if n < minimum_patients:
        reason = "too few patients have a known outcome"
        return NotEstimable(reason=reason, n=n, minimum=minimum_patients)
    if not events:
        return NotEstimable(reason="nobody had the event", n=0, minimum=1)
    strata = outcomes.assign(risk=expected_risk(outcomes)).groupby("stratum", sort=True)
    risks = strata["risk"].first().to_numpy()
    by_day = outcomes.pivot_table(
        index="index_date", columns="stratum", values="event", aggfunc=["size", "sum"], fill_value=0
    ).astype("int64")
    treated, with_event = by_day["size"].to_numpy(), by_day["sum"].to_numpy()
    limit = control_limit(treated, risks)
    values, signals = _restarted(log_likelihood_ratios(treated, with_event, risks), limit)
    rows = zip(by_day.index, treated.sum(axis=1).cumsum(), values, signals, strict=True)
    return Cusum(
        patients=n,
        events=events,
        odds_ratio=ODDS_RATIO,
        limit=limit,
        false_alarm=FALSE_ALARM,
        points=tuple(
            CusumDay(treated_on=day.date(), patients=int(patients), value=value, signal=signal)
            for day, patients, value, signal in rows
        ),
    )


def log_likelihood_ratios(treated: Counts, events: Counts, risks: Floats) -> Floats:
    """Return the evidence of each day for doubled odds, against the risks.

    Parameters
    ----------
    treated, events
        Patients, and those with the event; last axis: strata.
    risks
        Probability of the event in each stratum, 0-1.

    Examples
    --------
    >>> ratios = log_likelihood_ratios(np.array([[1], [1]]), np.array([[1], [0]]), np.array([0.1]))
    >>> ratios.round(4).tolist()
    [0.5978, -0.0953]
    """
    without = -np.log1p((ODDS_RATIO - 1) * risks)
    return np.asarray(treated @ without + events.sum(axis=-1) * np.log(ODDS_RATIO))


def control_limit(treated: Counts, risks: Floats) -> float:
    """Return what the highest sum of an unchanged series passes with the stated probability.

    Parameters
    ----------
    treated
        Patients treated: a row a day, a column a stratum.
    risks
        Probability of the event in each stratum, 0-1.

    Returns
    -------
    float
        The smallest simulated highest sum beyond which at most ``FALSE_ALARM`` of them lie.
    """
    draw = np.random.default_rng(SEED)
    current = np.zeros(SERIES_SIMULATED)
    highest = np.zeros(SERIES_SIMULATED)
    for patients in treated:
        events = draw.binomial(patients, risks, size=(SERIES_SIMULATED, len(risks)))
        current = np.maximum(0.0, current + log_likelihood_ratios(patients, events, risks))
        highest = np.maximum(highest, current)
    place = ceil((1 - FALSE_ALARM) * SERIES_SIMULATED) - 1
    return float(np.sort(highest)[place].round(_PLACES))


def _restarted(ratios: Floats, limit: float) -> tuple[list[float], list[bool]]:
    """Return the sums and whether they are beyond the limit, each time beginning again at 0."""
    current = 0.0
    values: list[float] = []
    signals: list[bool] = []
    for ratio in ratios.tolist():
        current = max(0.0, current + ratio)
        values.append(round(current, _PLACES))
        signals.append(values[-1] > limit)
        current = 0.0 if signals[-1] else current
    return values, signals
