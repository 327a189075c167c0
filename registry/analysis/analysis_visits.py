"""Which score is the baseline, which answers a planned visit, which is the last."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from registry.analysis.time_units import days_after
from registry.domain.schedule import Schedule

_SERIES = ["patient_id", "instrument"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisScores:
    """The scores an analysis uses, at most one per patient, instrument and time point.

    Attributes
    ----------
    baseline
        ``patient_id``, ``instrument``, ``baseline_0_100``.
    visits
        ``patient_id``, ``instrument``, ``visit``, ``days_since_treatment``,
        ``follow_up_0_100`` and ``baseline_0_100`` (NaN where there is no baseline).
    last
        The same without ``visit``: the last score after time zero.
    """

    baseline: pd.DataFrame
    visits: pd.DataFrame
    last: pd.DataFrame


def choose_analysis_scores(scores: pd.DataFrame, schedule: Schedule) -> AnalysisScores:
    """Choose the baseline, one score for each planned visit, and the last score.

    Parameters
    ----------
    scores
        A frame that meets ``SCORES``.
    schedule
        The planned visits with their analysis windows.

    Returns
    -------
    AnalysisScores
        Scores outside every window are only candidates for the last one.

    Notes
    -----
    Baseline: the last score of the instrument on or before time zero and at most
    ``baseline_max_age_days`` before; a follow-up is never promoted. Visit: of the scores from
    day 1 on inside the analysis window, the one nearest to the target day, then the earlier.
    Two scores of one day: the one that shows less improvement, whatever their order.
    """
    days = scores["days_since_treatment"]
    baseline = _baseline(scores[(days <= 0) & (days >= -schedule.baseline_max_age_days)])
    follow_up = scores.loc[days >= 1, [*_SERIES, "days_since_treatment", "value_0_100"]].rename(
        columns={"value_0_100": "follow_up_0_100"}
    )
    last = follow_up.sort_values(
        [*_SERIES, "days_since_treatment", "follow_up_0_100"]
    ).drop_duplicates(_SERIES, keep="last")
    return AnalysisScores(
        baseline=baseline,
        visits=_visits(follow_up, schedule).merge(baseline, on=_SERIES, how="left"),
        last=last.merge(baseline, on=_SERIES, how="left"),
    )


def _baseline(candidates: pd.DataFrame) -> pd.DataFrame:
    """Keep the latest candidate of each patient and instrument, of one day the lowest."""
    chosen = candidates.sort_values(
        [*_SERIES, "days_since_treatment", "value_0_100"], ascending=[True, True, False, True]
    ).drop_duplicates(_SERIES)
    return chosen[[*_SERIES, "value_0_100"]].rename(columns={"value_0_100": "baseline_0_100"})


def _visits(follow_up: pd.DataFrame, schedule: Schedule) -> pd.DataFrame:
    """Keep one score of each patient, instrument and analysis window."""
    days = follow_up["days_since_treatment"].to_numpy()
    opens = np.array([visit.analyse_from_days for visit in schedule.visits])
    closes = np.array([visit.analyse_to_days for visit in schedule.visits])
    target = np.array([days_after(visit.months) for visit in schedule.visits])
    codes = np.array([visit.code for visit in schedule.visits], dtype=object)
    position = np.searchsorted(opens, days, side="right") - 1
    inside = (position >= 0) & (days <= closes[position])
    placed = follow_up[inside].assign(
        visit=codes[position[inside]],
        distance=np.abs(days[inside] - target[position[inside]]),
    )
    return (
        placed.sort_values(
            [*_SERIES, "visit", "distance", "days_since_treatment", "follow_up_0_100"],
            ascending=[True, True, True, True, True, False],
        )
        .drop_duplicates([*_SERIES, "visit"])
        .drop(columns="distance")
    )
