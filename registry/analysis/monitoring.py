"""Sites beside each other, and outcomes in the order of treatment."""

from datetime import date

import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores
from registry.analysis.cusum import risk_adjusted_cusum
from registry.analysis.frames import CohortFrames
from registry.analysis.funnel import funnel
from registry.analysis.grouping import group_of
from registry.analysis.known_outcomes import KnownOutcomes, known_outcomes
from registry.analysis.plan import AnalysisPlan
from registry.analysis.site_results import OutcomeMonitoring
from registry.analysis.standardisation import indirect_standardisation
from registry.domain.subgroup import GroupVariable


def monitor_outcomes(
    frames: CohortFrames,
    chosen: AnalysisScores,
    plan: AnalysisPlan,
    *,
    asked: pd.Series,
    cut_off: date,
) -> tuple[OutcomeMonitoring, ...]:
    """Compare sites by reoperation and serious events, and follow both over time.

    Parameters
    ----------
    frames
        Frames that meet their specifications.
    chosen
        The scores an analysis of these frames uses: the band of the baseline ODI is the stratum.
    plan
        ``minimum_group_size`` is asked of each site in a funnel and of a CUSUM.
    asked
        ``patient_id`` of those who were asked for adverse events.
    cut_off
        The day the data end.

    Returns
    -------
    tuple of OutcomeMonitoring
        Reoperation, then serious adverse events.

    Notes
    -----
    Estimands, limits and intervals: see `funnel`, `indirect_standardisation` and
    `risk_adjusted_cusum`; missing data: see `known_outcomes`.
    """
    severity = group_of(GroupVariable.BASELINE_ODI, frames.subjects, chosen.baseline)
    strata = severity.set_axis(pd.Index(frames.subjects["patient_id"]))
    found = known_outcomes(frames, asked=asked, schedule=plan.schedule, cut_off=cut_off)
    return tuple(_monitoring(each, strata, plan) for each in found)


def _monitoring(found: KnownOutcomes, strata: pd.Series, plan: AnalysisPlan) -> OutcomeMonitoring:
    outcomes = found.known.assign(stratum=found.known["patient_id"].map(strata))
    compared, small = funnel(outcomes, minimum_patients=plan.minimum_group_size)
    return OutcomeMonitoring(
        outcome=found.outcome,
        months=found.months,
        patients=len(outcomes),
        events=int(outcomes["event"].sum()),
        left_out=found.left_out,
        not_due=found.not_due,
        funnel=compared,
        small_sites=small,
        standardised=indirect_standardisation(outcomes, confidence_level=plan.confidence_level),
        cusum=risk_adjusted_cusum(outcomes, minimum_patients=plan.minimum_group_size),
    )
