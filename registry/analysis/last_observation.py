"""Change to the last score of each patient."""

import pandas as pd

from registry.analysis.distributions import describe
from registry.analysis.mean_change import mean_change
from registry.analysis.results import LastObservationChange
from registry.analysis.time_units import DAYS_PER_MONTH
from registry.domain.instruments.instrument import InstrumentCode


def last_observation_change(
    last: pd.DataFrame, *, instrument: InstrumentCode, confidence_level: float
) -> LastObservationChange:
    """Estimate the mean change from baseline to the last score up to the cut-off.

    Parameters
    ----------
    last
        ``AnalysisScores.last`` of one instrument, one row per patient.
    instrument
        The instrument it is.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    LastObservationChange
        The change with its t interval, and when, in months of 30.4375 days, those scores were.

    Notes
    -----
    Estimand: the mean change at "final follow-up" as reviews of published series mean it: each
    patient at another time. Nothing is carried forward to a visit. Patients without baseline
    or without a later score are left out of both figures.
    """
    pairs = last.dropna(subset=["baseline_0_100"])
    return LastObservationChange(
        instrument=instrument,
        change=mean_change(
            pairs["baseline_0_100"], pairs["follow_up_0_100"], confidence_level=confidence_level
        ),
        time_months=describe(pairs["days_since_treatment"] / DAYS_PER_MONTH),
    )
