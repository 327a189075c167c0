"""Completeness of follow-up at each site and planned visit."""

from collections.abc import Iterator

import pandas as pd

from registry.analysis.estimates import NotEstimable
from registry.analysis.follow_up import due_patients
from registry.analysis.patient_results import SiteCompleteness, VisitCompleteness
from registry.domain.schedule import Schedule


def site_completeness(
    subjects: pd.DataFrame, visit_scores: pd.DataFrame, *, schedule: Schedule, minimum_due: int
) -> tuple[SiteCompleteness, ...]:
    """Count who was due and who of them answered, by site and planned visit.

    Parameters
    ----------
    subjects
        A frame that meets ``SUBJECTS``.
    visit_scores
        ``AnalysisScores.visits``.
    schedule
        The planned visits.
    minimum_due
        The share is ``NotEstimable`` where fewer patients of a site were due; at least 1.

    Returns
    -------
    tuple of SiteCompleteness
        One per site with a treated patient, in the order of the sites' codes; each with every
        planned visit in the order of the schedule.

    Notes
    -----
    Due and answered as in `follow_up_by_visit`, the answered among the due. No interval: the
    counts stand beside each other to find missing visits, not to compare sites.
    """
    sites = sorted(subjects["site_code"].unique())
    of_site = pd.Categorical(subjects["site_code"], categories=sites)
    codes = pd.Series(of_site.codes, index=pd.Index(subjects["patient_id"]))
    treated = _counts(codes, len(sites))
    counts = [
        (_counts(codes[due], len(sites)), _counts(codes[due[due.isin(answered)]], len(sites)))
        for due, answered in _by_visit(subjects, visit_scores, schedule)
    ]
    return tuple(
        SiteCompleteness(
            site_code=site,
            treated=treated[row],
            visits=tuple(
                VisitCompleteness(
                    visit=visit.code,
                    months=visit.months,
                    due=due[row],
                    answered=answered[row],
                    share=_share(answered[row], due[row], minimum_due),
                )
                for visit, (due, answered) in zip(schedule.visits, counts, strict=True)
            ),
        )
        for row, site in enumerate(sites)
    )


def _by_visit(
    subjects: pd.DataFrame, visit_scores: pd.DataFrame, schedule: Schedule
) -> Iterator[tuple[pd.Series, pd.Series]]:
    """Yield the patients due and those with any score, visit by visit."""
    for visit in schedule.visits:
        answered = visit_scores.loc[visit_scores["visit"] == visit.code, "patient_id"]
        yield due_patients(subjects, visit), answered


def _counts(codes: pd.Series, sites: int) -> list[int]:
    """Count the patients of each site."""
    counted: list[int] = codes.value_counts().reindex(range(sites), fill_value=0).tolist()
    return counted


def _share(answered: int, due: int, minimum: int) -> float | NotEstimable:
    if due < minimum:
        return NotEstimable(reason="too few were due", n=due, minimum=minimum)
    return answered / due
