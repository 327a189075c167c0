"""Which score is the baseline, which answers a planned visit, which is the last."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.time_units import days_after
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisScores:
    """The scores an analysis uses, at most one per patient, instrument and time point.

    ``instrument`` and ``visit`` are categorical; columns not named here only serve the choice.

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
    ordered = _one_a_day(scores)
    days = ordered["days_since_treatment"]
    baseline = (
        ordered[(days <= 0) & (days >= -schedule.baseline_max_age_days)]
        .drop_duplicates("series", keep="last")
        .rename(columns={"value_0_100": "baseline_0_100"})
    )
    follow_up = ordered[days >= 1].rename(columns={"value_0_100": "follow_up_0_100"})
    baseline_of_series = baseline.set_index("series")["baseline_0_100"]
    follow_up["baseline_0_100"] = follow_up["series"].map(baseline_of_series)
    return AnalysisScores(
        baseline=baseline,
        visits=_visits(follow_up, schedule),
        last=follow_up.drop_duplicates("series", keep="last"),
    )


def of_instrument(frame: pd.DataFrame, instrument: InstrumentCode) -> pd.DataFrame:
    """Keep the rows of one instrument."""
    return frame[frame["instrument"] == instrument.value]


def baseline_of(
    patient_ids: pd.Series, baseline_scores: pd.DataFrame, instrument: InstrumentCode
) -> pd.Series:
    """Return each patient's baseline, on the index of ``patient_ids``; NaN where there is none."""
    scores = of_instrument(baseline_scores, instrument).set_index("patient_id")["baseline_0_100"]
    return patient_ids.map(scores)


def laid_out(
    patient_ids: pd.Series, baseline: pd.DataFrame, visits: pd.DataFrame, schedule: Schedule
) -> npt.NDArray[np.float64]:
    """Return the scores of one instrument: a row a patient, baseline and then each visit.

    ``baseline`` and ``visits`` are those of `AnalysisScores` of the instrument; NaN is missing.
    Who has a score at a visit must be among ``patient_ids``, each of whom stands there once.
    """
    rows = pd.Index(patient_ids)
    scores = np.full((len(rows), 1 + len(schedule.visits)), np.nan)
    scores[:, 0] = patient_ids.map(baseline.set_index("patient_id")["baseline_0_100"])
    for place, visit in enumerate(schedule.visits, start=1):
        at_visit = visits[visits["visit"] == visit.code]
        there = rows.get_indexer(pd.Index(at_visit["patient_id"]))
        scores[there, place] = at_visit["follow_up_0_100"]
    return scores


def _one_a_day(scores: pd.DataFrame) -> pd.DataFrame:
    """Order scores by patient, instrument (together ``series``) and day, one a day."""
    patient, _ = pd.factorize(scores["patient_id"], sort=True)
    instrument = scores["instrument"].astype("category")
    series = patient * len(instrument.cat.categories) + instrument.cat.codes.to_numpy()
    days = scores["days_since_treatment"].to_numpy()
    value = scores["value_0_100"].to_numpy()
    order = np.lexsort((np.where(days <= 0, -value, value), days, series))
    return (
        scores[["patient_id", "days_since_treatment", "value_0_100"]]
        .assign(series=series, instrument=instrument)
        .take(order)
        .drop_duplicates(["series", "days_since_treatment"], keep="last")
        .reset_index(drop=True)
    )


def _visits(follow_up: pd.DataFrame, schedule: Schedule) -> pd.DataFrame:
    """Keep one score of each series and analysis window."""
    days = follow_up["days_since_treatment"].to_numpy()
    opens = np.array([visit.analyse_from_days for visit in schedule.visits])
    closes = np.array([visit.analyse_to_days for visit in schedule.visits])
    target = np.array([days_after(visit.months) for visit in schedule.visits])
    position = np.searchsorted(opens, days, side="right") - 1
    inside = (position >= 0) & (days <= closes[position])
    position, days = position[inside], days[inside]
    later = days > target[position]
    placed = follow_up[inside].assign(
        visit=pd.Categorical([visit.code for visit in schedule.visits]).take(position),
        window=follow_up["series"][inside] * len(schedule.visits) + position,
        rank=2 * np.abs(days - target[position]) + later,
    )
    return placed.loc[placed.groupby("window")["rank"].idxmin()]
