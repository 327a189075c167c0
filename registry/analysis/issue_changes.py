"""What was recorded, corrected or withdrawn between two issues of a report."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from registry.analysis.frames import CohortFrames
from registry.domain.benchmark import Outcome, Verdict

_BASELINE_FACTS = (
    "index_date",
    "age_years",
    "sex",
    "body_mass_index",
    "smoking",
    "symptom_duration_months",
    "previous_lumbar_surgery",
    "opioid_use",
    "product_type",
    "tissue_source",
    "donor",
    "levels_treated",
    "highest_pfirrmann",
)
_ONE_SCORE = ["patient_id", "instrument", "scored_on", "place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanges:
    """Counts of what differs between the data of two issues.

    ``*_since`` lie after the earlier cut-off: the course went on. ``*_late`` lie up to it and
    were not in the earlier issue: they were entered late. ``*_corrected`` are in both with
    another value; ``*_gone`` were in the earlier issue and are not in this one (voided, merged,
    or the patient withdrew from the registry).
    """

    patients_since: int
    patients_late: int
    patients_corrected: int
    patients_gone: int
    scores_since: int
    scores_late: int
    scores_corrected: int
    scores_gone: int
    reoperations_since: int
    reoperations_late: int
    reoperations_corrected: int
    reoperations_gone: int
    adverse_events_before: int
    adverse_events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFigure:
    """A headline number as an issue gave it; ``value`` None: it could not be estimated."""

    value: float | None
    lower: float | None
    upper: float | None
    n: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One headline number in the earlier and in this issue; None where an issue has no such.

    ``key`` is that of the number in the JSON.
    """

    key: str
    label: str
    kind: Literal["points", "share", "count"]
    before: IssuedFigure | None
    after: IssuedFigure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """Where the cohort lay and lies by one published result; None where it was not compared."""

    publication: str
    outcome: Outcome
    months: float | None
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueChanges:
    """What differs between two issues: records, headline numbers and conclusions."""

    earlier: str
    earlier_cut_off: date
    records: RecordChanges
    figures: tuple[FigureChange, ...]
    verdicts: tuple[VerdictChange, ...]


def record_changes(
    before: CohortFrames, after: CohortFrames, *, earlier_cut_off: date
) -> RecordChanges:
    """Count what was added, corrected and withdrawn between two extracts of one registry.

    Parameters
    ----------
    before, after
        The extracts of the earlier and of this issue; ``patient_id`` means the same patient in
        both.
    earlier_cut_off
        The last day that the earlier issue read.

    Returns
    -------
    RecordChanges
        Every row of either extract is in exactly one count, or is the same in both.

    Notes
    -----
    A score is known by patient, instrument and calendar day, and among several of one day by the
    order of their values. Adverse events carry no key in an extract: their numbers are given.
    """
    cut_off = pd.Timestamp(earlier_cut_off)
    patients = _side_by_side(before.subjects, after.subjects, ["patient_id"])
    scores = _side_by_side(_dated(before), _dated(after), _ONE_SCORE)
    operations = _side_by_side(_operated(before), _operated(after), ["patient_id"])
    patient_counts = _counts(patients, patients["index_date_after"], cut_off, _BASELINE_FACTS)
    score_counts = _counts(scores, scores["scored_on"], cut_off, ("value_0_100", "converted"))
    operated_on = operations["reoperated_on_after"]
    operation_counts = _counts(operations, operated_on, cut_off, ("reoperated_on",))
    return RecordChanges(
        **{f"patients_{name}": count for name, count in patient_counts.items()},
        **{f"scores_{name}": count for name, count in score_counts.items()},
        **{f"reoperations_{name}": count for name, count in operation_counts.items()},
        adverse_events_before=len(before.adverse_events),
        adverse_events=len(after.adverse_events),
    )


def _dated(frames: CohortFrames) -> pd.DataFrame:
    """Return the scores by calendar day, so that a corrected day of treatment moves none."""
    index_dates = frames.subjects.set_index("patient_id")["index_date"]
    scores = frames.scores.sort_values("value_0_100", kind="stable")
    days = pd.to_timedelta(scores["days_since_treatment"], unit="D")
    scored_on = (scores["patient_id"].map(index_dates) + days).astype("datetime64[s]")
    dated = scores.assign(scored_on=scored_on)
    place = dated.groupby(["patient_id", "instrument", "scored_on"]).cumcount()
    return dated.assign(place=place)


def _operated(frames: CohortFrames) -> pd.DataFrame:
    operated = frames.subjects[["patient_id", "reoperated_on"]]
    return operated[operated["reoperated_on"].notna()]


def _side_by_side(before: pd.DataFrame, after: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return before.merge(
        after,
        on=key,
        how="outer",
        suffixes=("_before", "_after"),
        indicator="found",
        validate="one_to_one",
    )


def _counts(
    rows: pd.DataFrame, day: pd.Series, cut_off: pd.Timestamp, facts: tuple[str, ...]
) -> dict[str, int]:
    added, both = rows["found"] == "right_only", rows["found"] == "both"
    since = day > cut_off
    differs = pd.Series(data=False, index=rows.index)
    for fact in facts:
        was, becomes = rows[f"{fact}_before"], rows[f"{fact}_after"]
        differs |= (was != becomes) & ~(was.isna() & becomes.isna())
    return {
        "since": int((added & since).sum()),
        "late": int((added & ~since).sum()),
        "corrected": int((both & differs).sum()),
        "gone": int((rows["found"] == "left_only").sum()),
    }
