"""Each site beside all others: change at one visit, and the share reoperated."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, of_instrument
from registry.analysis.cumulative_incidence import incidence_at
from registry.analysis.day_counts import count_by_day
from registry.analysis.estimates import NotEstimable
from registry.analysis.frames import CohortFrames
from registry.analysis.intervals import interval_around
from registry.analysis.plan import AnalysisPlan
from registry.analysis.site_results import (
    Contrast,
    IncidenceSoFar,
    Moments,
    SiteAggregate,
    SiteContrast,
)
from registry.analysis.time_units import days_after
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.schedule import Schedule

CHANGE_MONTHS = 12
REOPERATION_MONTHS = 24
FEWEST_OTHER_SITES = 2
"""Of fewer other sites nothing is told at a site: it would be the other one's result."""


def site_aggregate(
    frames: CohortFrames, chosen: AnalysisScores, schedule: Schedule
) -> SiteAggregate:
    """Sum up patients so that they can be compared, without a patient in it.

    Parameters
    ----------
    frames
        Frames that meet their specifications, of one site or of many.
    chosen
        The scores an analysis of these frames uses.
    schedule
        Names the visit at ``CHANGE_MONTHS``.

    Returns
    -------
    SiteAggregate
        Size, mean and spread of the changes of those with both scores; the cumulative incidence
        of the event at ``REOPERATION_MONTHS``, death competing, with its standard error.
    """
    return SiteAggregate(
        sites=int(frames.subjects["site_code"].nunique()),
        treated=len(frames.subjects),
        vas_back=_moments(chosen, InstrumentCode.VAS_BACK, schedule),
        odi=_moments(chosen, InstrumentCode.ODI, schedule),
        reoperated=_incidence(frames.time_to_event),
    )


def site_contrasts(
    frames: CohortFrames,
    chosen: AnalysisScores,
    plan: AnalysisPlan,
    others: SiteAggregate | None = None,
) -> tuple[SiteContrast, ...]:
    """Compare each site with all others together, in the order of their codes.

    Parameters
    ----------
    frames
        Frames that meet their specifications.
    chosen
        The scores an analysis of these frames uses.
    plan
        ``minimum_group_size`` is asked of both sides of a change, ``minimum_at_risk`` of both
        sides of a share.
    others
        All other sites, where the frames are those of one.

    Returns
    -------
    tuple of SiteContrast
        Nothing where there is one site and nobody to compare it with.

    Notes
    -----
    Estimand: what was seen at the site − what was seen at the others; patients are not made
    alike, so that it is no verdict on a site. Changes: Welch's t interval. Shares: cumulative
    incidence with death competing, normal interval of both errors. Missing data: as in
    `mean_change` and `cumulative_incidence`.

    References
    ----------
    Welch BL (1947). The generalization of “Student’s” problem when several different population
    variances are involved. Biometrika 34:28-35.
    """
    codes = sorted(frames.subjects["site_code"].unique())
    if len(codes) == 1:
        if others is None:
            return ()
        own = site_aggregate(frames, chosen, plan.schedule)
        return (_contrast(str(codes[0]), own, others, plan),)
    found = []
    for code in codes:
        here = frames.subjects.loc[frames.subjects["site_code"] == code, "patient_id"]
        own, rest = (_part(frames, chosen, here, plan, inside=inside) for inside in (True, False))
        found.append(_contrast(str(code), own, rest, plan))
    return tuple(found)


def _part(
    frames: CohortFrames,
    chosen: AnalysisScores,
    patient_ids: pd.Series,
    plan: AnalysisPlan,
    *,
    inside: bool,
) -> SiteAggregate:
    """Sum up the named patients, or all but them."""

    def kept(frame: pd.DataFrame) -> pd.DataFrame:
        return frame[frame["patient_id"].isin(patient_ids) == inside]

    part = CohortFrames(
        subjects=kept(frames.subjects),
        scores=frames.scores.head(0),
        time_to_event=kept(frames.time_to_event),
        adverse_events=frames.adverse_events.head(0),
    )
    scores = AnalysisScores(
        baseline=chosen.baseline, visits=kept(chosen.visits), last=chosen.last.head(0)
    )
    return site_aggregate(part, scores, plan.schedule)


def _moments(chosen: AnalysisScores, instrument: InstrumentCode, schedule: Schedule) -> Moments:
    codes = [visit.code for visit in schedule.visits if visit.months == CHANGE_MONTHS]
    scores = of_instrument(chosen.visits, instrument)
    scores = scores[scores["visit"].isin(codes)]
    change = (scores["baseline_0_100"] - scores["follow_up_0_100"]).dropna().to_numpy(dtype=float)
    return Moments(
        n=change.size,
        mean=float(change.mean()) if change.size else None,
        standard_deviation=_spread(change),
    )


def _spread(change: npt.NDArray[np.float64]) -> float | None:
    return float(change.std(ddof=1)) if change.size > 1 else None


def _incidence(time_to_event: pd.DataFrame) -> IncidenceSoFar:
    if time_to_event.empty:
        return IncidenceSoFar(at_risk=0, share=None, standard_error=None)
    counts, day = count_by_day(time_to_event), days_after(REOPERATION_MONTHS)
    share, error = incidence_at(counts, day)
    return IncidenceSoFar(at_risk=counts.at_risk_on(day), share=share, standard_error=error)


def _contrast(
    code: str, own: SiteAggregate, others: SiteAggregate, plan: AnalysisPlan
) -> SiteContrast:
    return SiteContrast(
        site_code=code,
        treated=own.treated,
        other_sites=others.sites,
        others_treated=others.treated,
        vas_back=_changes(own.vas_back, others.vas_back, plan),
        odi=_changes(own.odi, others.odi, plan),
        reoperated=_shares(own.reoperated, others.reoperated, plan),
    )


def _changes(own: Moments, others: Moments, plan: AnalysisPlan) -> Contrast | NotEstimable:
    sides = [
        (side.n, side.mean, side.standard_deviation)
        for side in (own, others)
        if side.mean is not None and side.standard_deviation is not None
    ]
    fewest = min(own.n, others.n)
    if len(sides) < 2 or fewest < plan.minimum_group_size:  # noqa: PLR2004 - site and others
        reason = "too few patients have both scores"
        return NotEstimable(reason=reason, n=fewest, minimum=plan.minimum_group_size)
    (n, mean, spread), (other_n, other_mean, other_spread) = sides
    part, other_part = spread**2 / n, other_spread**2 / other_n
    error = (part + other_part) ** 0.5
    if not error:
        return NotEstimable(reason="the changes have no spread", n=fewest, minimum=fewest)
    freedom = (part + other_part) ** 2 / (part**2 / (n - 1) + other_part**2 / (other_n - 1))
    return Contrast(
        n=n,
        others_n=other_n,
        own=mean,
        others=other_mean,
        difference=mean - other_mean,
        interval=interval_around(
            mean - other_mean, error, freedom, level=plan.confidence_level, method="t, Welch"
        ),
    )


def _shares(
    own: IncidenceSoFar, others: IncidenceSoFar, plan: AnalysisPlan
) -> Contrast | NotEstimable:
    fewest = min(own.at_risk, others.at_risk)
    if fewest < plan.minimum_at_risk:
        reason = f"too few patients were followed for {REOPERATION_MONTHS} months"
        return NotEstimable(reason=reason, n=fewest, minimum=plan.minimum_at_risk)
    shares = own.share or 0.0, others.share or 0.0
    error = ((own.standard_error or 0.0) ** 2 + (others.standard_error or 0.0) ** 2) ** 0.5
    if not error:
        return NotEstimable(reason="nobody had the event by then", n=0, minimum=1)
    return Contrast(
        n=own.at_risk,
        others_n=others.at_risk,
        own=shares[0],
        others=shares[1],
        difference=shares[0] - shares[1],
        interval=interval_around(
            shares[0] - shares[1], error, None, level=plan.confidence_level, method="normal"
        ),
    )
