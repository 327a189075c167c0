"""Whether the patients lost at one year were like those followed."""

import math
from collections.abc import Iterator

import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, baseline_of
from registry.analysis.estimates import NotEstimable
from registry.analysis.follow_up import due_patients
from registry.analysis.patient_results import GroupMoments, StandardisedDifference
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule

COMPARED_MONTHS = 12
_NUMBERS = ("age_years", "body_mass_index", "symptom_duration_months")
_CODED = ("sex", "smoking", "previous_lumbar_surgery", "opioid_use", "product_type", "site_code")
_MINIMUM = 2


def followed_and_lost(
    subjects: pd.DataFrame, chosen: AnalysisScores, schedule: Schedule
) -> tuple[StandardisedDifference, ...]:
    """Compare the baseline of those who answered at one year with that of those who did not.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    chosen
        The scores that stand for baseline and visits.
    schedule
        The planned visits; that at 12 months is looked at.

    Returns
    -------
    tuple of StandardisedDifference
        A row a number or a code somebody has; empty where nobody was due at 12 months or the plan
        has no such visit. Share of a code: mean 0-1, its SD √(p (1 − p)).

    Notes
    -----
    Estimand: (mean of the followed − mean of the lost) ÷ √((SD² + SD²) ÷ 2), which does not grow
    with the number of patients, as a p value would. Followed and lost: due at 12 months, with and
    without a score of any instrument in the analysis window. A missing value is left out of its
    row, which says how many have one.

    References
    ----------
    Austin PC (2009). Balance diagnostics for comparing the distribution of baseline covariates
    between treatment groups. Stat Med 28:3083-3107.
    """
    visit = next((each for each in schedule.visits if each.months == COMPARED_MONTHS), None)
    if visit is None:
        return ()
    due = subjects[subjects["patient_id"].isin(due_patients(subjects, visit))]
    at_visit = chosen.visits.loc[chosen.visits["visit"] == visit.code, "patient_id"]
    followed = due["patient_id"].isin(at_visit)
    if due.empty:
        return ()
    return tuple(
        StandardisedDifference(
            variable=variable,
            code=code,
            followed=_moments(values[followed]),
            lost=_moments(values[~followed]),
            difference=standardised_difference(values[followed], values[~followed]),
        )
        for variable, code, values in _columns(due, chosen.baseline)
    )


def _columns(
    due: pd.DataFrame, baseline: pd.DataFrame
) -> Iterator[tuple[str, str | None, pd.Series]]:
    """Yield each number, and each code as 0 or 1 among those with an answer."""
    for variable in _NUMBERS:
        yield variable, None, due[variable]
    for instrument in InstrumentCode:
        scores = baseline_of(due["patient_id"], baseline, instrument)
        yield f"baseline_{instrument}", None, scores.set_axis(due.index)
    for variable in _CODED:
        answers = due[variable]
        for code in sorted(answers.dropna().unique()):
            yield variable, str(code), (answers == code).astype(float).where(answers.notna())


def _moments(values: pd.Series) -> GroupMoments:
    known = values.dropna()
    return GroupMoments(
        n=len(known),
        mean=float(known.mean()) if len(known) else None,
        standard_deviation=float(known.std(ddof=1)) if len(known) >= _MINIMUM else None,
    )


def standardised_difference(first: pd.Series, second: pd.Series) -> float | NotEstimable:
    """Return the difference of two means in units of their standard deviations.

    Examples
    --------
    >>> round(standardised_difference(pd.Series([1.0, 2, 3]), pd.Series([2.0, 3, 4])), 3)
    -1.0
    """
    known = first.dropna(), second.dropna()
    fewest = min(len(each) for each in known)
    if fewest < _MINIMUM:
        reason = "a difference needs patients on both sides"
        return NotEstimable(reason=reason, n=fewest, minimum=_MINIMUM)
    variances = [_variance(each) for each in known]
    spread = math.sqrt(sum(variances) / 2)
    if spread == 0:
        same = bool(known[0].mean() == known[1].mean())
        if same:
            return 0.0
        reason = "neither side has a spread"
        return NotEstimable(reason=reason, n=fewest, minimum=fewest)
    return float(known[0].mean() - known[1].mean()) / spread


def _variance(known: pd.Series) -> float:
    """Return p (1 − p) of a share, else the variance of a sample."""
    mean = float(known.mean())
    return mean * (1 - mean) if set(known.unique()) <= {0.0, 1.0} else float(known.var(ddof=1))
