"""Who reached a threshold, counted so that nobody disappears."""

import pandas as pd

from registry.analysis.follow_up import closing_days, due_patients
from registry.analysis.proportions import wilson
from registry.analysis.results import Responders
from registry.domain.schedule import PlannedVisit, Schedule
from registry.domain.threshold import Criterion, Threshold, ThresholdRule

# 30 % of an ODI of 44.44… is reached by 31.11… exactly; binary fractions miss it by 1e-14.
_ROUNDING = 1e-9


def responders_by_visit(
    subjects: pd.DataFrame,
    visit_scores: pd.DataFrame,
    *,
    schedule: Schedule,
    thresholds: tuple[Threshold, ...],
    confidence_level: float,
) -> tuple[Responders, ...]:
    """Count who reached each threshold at each planned visit.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``; ``reoperated_on`` follows the event definition.
    visit_scores
        ``AnalysisScores.visits``.
    schedule, thresholds
        The planned visits and the responder rules.
    confidence_level
        Such as 0.95; two-sided.

    Returns
    -------
    tuple of Responders
        For each threshold in turn, one per planned visit.

    Notes
    -----
    Estimand: the share at or beyond the threshold without an operation by then, a composite in
    which the operation decides. ``observed`` counts patients with baseline and a score in the
    analysis window, an operation on or before the date of that score making a non-responder
    whatever the score; and, as non-responders, those due (see `follow_up_by_visit`) without
    such a pair who were operated on by the last day of the collection window. ``missing``
    counts the others who were due: all of them non-responders (``worst``) or responders
    (``best``). Wilson intervals. A composite asks for all its instruments: a patient who answered
    one of two is missing.

    References
    ----------
    ICH E9(R1) (2019). Addendum on estimands and sensitivity analysis: composite variable
    strategies.
    """
    pairs = scored_pairs(subjects, visit_scores)
    due = {visit.code: _due(subjects, visit) for visit in schedule.visits}
    at_visit = dict(iter(pairs.groupby(["instrument", "visit"], observed=True)))
    return tuple(
        _one_visit(
            threshold,
            visit,
            answers=_answers(
                threshold,
                [
                    at_visit.get((criterion.instrument.value, visit.code), pairs.head(0))
                    for criterion in threshold.criteria
                ],
            ),
            due=due[visit.code],
            confidence_level=confidence_level,
        )
        for threshold in thresholds
        for visit in schedule.visits
    )


def reached(pairs: pd.DataFrame, criterion: Criterion) -> pd.Series:
    """Return whether each pair of scores meets a criterion.

    A relative change from a baseline of 0 is not defined and counts as not reached.

    Examples
    --------
    >>> from registry.domain.instruments.instrument import InstrumentCode
    >>> relative = Criterion(
    ...     instrument=InstrumentCode.ODI, rule=ThresholdRule.PERCENT_CHANGE_AT_LEAST, value=30
    ... )
    >>> columns = ["baseline_0_100", "follow_up_0_100"]
    >>> pairs = pd.DataFrame([[100 * 20 / 45, 100 * 14 / 45], [50, 40], [0, 0]], columns=columns)
    >>> reached(pairs, relative).tolist()
    [True, False, False]
    """
    baseline, follow_up = pairs["baseline_0_100"], pairs["follow_up_0_100"]
    change = baseline - follow_up
    if criterion.rule is ThresholdRule.CHANGE_AT_LEAST:
        return change >= criterion.value - _ROUNDING
    if criterion.rule is ThresholdRule.PERCENT_CHANGE_AT_LEAST:
        return (baseline > 0) & (change >= baseline * criterion.value / 100 - _ROUNDING)
    if criterion.rule is ThresholdRule.FINAL_BELOW:
        return follow_up < criterion.value - _ROUNDING
    return follow_up <= criterion.value + _ROUNDING


def _answers(threshold: Threshold, pairs: list[pd.DataFrame]) -> pd.DataFrame:
    """Return, by patient with all scores asked for, ``met`` and ``reoperated``."""
    parts = [
        pd.DataFrame(
            {
                "met": reached(of_criterion, criterion).to_numpy(bool),
                "reoperated": of_criterion["reoperated"].to_numpy(bool),
            },
            index=pd.Index(of_criterion["patient_id"]),
        )
        for criterion, of_criterion in zip(threshold.criteria, pairs, strict=True)
    ]
    answers, *others = parts
    for other in others:
        both = answers.index.intersection(other.index)
        answers = pd.DataFrame(
            {
                "met": answers.loc[both, "met"] & other.loc[both, "met"],
                "reoperated": answers.loc[both, "reoperated"] | other.loc[both, "reoperated"],
            }
        )
    return answers


def scored_pairs(subjects: pd.DataFrame, visit_scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores that have a baseline; ``reoperated``: an operation came by their day."""
    pairs = visit_scores.dropna(subset=["baseline_0_100"])
    until_operation = (subjects["reoperated_on"] - subjects["index_date"]).dt.days
    until_operation.index = pd.Index(subjects["patient_id"])
    operated_after_days = pairs["patient_id"].map(until_operation)
    return pairs.assign(reoperated=operated_after_days <= pairs["days_since_treatment"])


def _due(subjects: pd.DataFrame, visit: PlannedVisit) -> pd.Series:
    """Return, by patient due, whether an operation came before the visit closed."""
    operated = subjects["reoperated_on"] <= closing_days(subjects, visit)
    operated.index = pd.Index(subjects["patient_id"])
    return operated.loc[due_patients(subjects, visit)]


def _one_visit(
    threshold: Threshold,
    visit: PlannedVisit,
    *,
    answers: pd.DataFrame,
    due: pd.Series,
    confidence_level: float,
) -> Responders:
    """Count one threshold at one visit."""
    responded = int((answers["met"] & ~answers["reoperated"]).sum())
    without_pair = due[~due.index.isin(answers.index)]
    observed = len(answers) + int(without_pair.sum())
    missing = int((~without_pair).sum())
    every = observed + missing
    return Responders(
        threshold=threshold,
        visit=visit.code,
        months=visit.months,
        observed=wilson(responded, observed, confidence_level=confidence_level),
        reoperated=int(answers["reoperated"].sum()) + int(without_pair.sum()),
        missing=missing,
        worst=wilson(responded, every, confidence_level=confidence_level),
        best=wilson(responded + missing, every, confidence_level=confidence_level),
    )
