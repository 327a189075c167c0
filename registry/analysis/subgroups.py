"""The headline outcomes in groups of patients, with how many comparisons that makes."""

import pandas as pd

from registry.analysis.analysis_visits import AnalysisScores, of_instrument
from registry.analysis.estimates import MeanChange, NotEstimable
from registry.analysis.frames import CohortFrames
from registry.analysis.grouping import group_of
from registry.analysis.kaplan_meier import kaplan_meier
from registry.analysis.mean_change import mean_change
from registry.analysis.plan import AnalysisPlan
from registry.analysis.subgroup_results import Subgroup, SubgroupTable
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.subgroup import GROUPS, NOT_RECORDED, GroupVariable

CHANGE_MONTHS = 12
REOPERATION_MONTHS = 24


def subgroup_tables(
    frames: CohortFrames,
    chosen: AnalysisScores,
    plan: AnalysisPlan,
) -> tuple[SubgroupTable, ...]:
    """Estimate change at one visit and the share reoperated in each group of each variable.

    Parameters
    ----------
    frames
        Frames that meet their specifications.
    chosen
        The scores an analysis of these frames uses.
    plan
        Its schedule names the visit at ``CHANGE_MONTHS``. Below ``minimum_group_size``
        patients nothing is estimated of a group: their mean says little.

    Returns
    -------
    tuple of SubgroupTable
        One for each variable by which the cohort falls into two groups or more, in the order of
        `GroupVariable`.

    Notes
    -----
    Estimands, intervals and missing data: see `mean_change` and `kaplan_meier`. Groups are
    known at time zero. No test is made between groups and no interval is widened: the number
    of estimates stands beside them, since about one interval in twenty misses its true value.
    """
    at_months = [visit.code for visit in plan.schedule.visits if visit.months == CHANGE_MONTHS]
    pairs = chosen.visits[chosen.visits["visit"].isin(at_months)]
    tables = []
    for variable in GroupVariable:
        groups = group_of(variable, frames.subjects, chosen.baseline)
        present = _in_order(variable, groups)
        if len(present) > 1:
            rows = tuple(
                _subgroup(
                    group,
                    frames.subjects.loc[groups == group, "patient_id"],
                    pairs=pairs,
                    time_to_event=frames.time_to_event,
                    plan=plan,
                )
                for group in present
            )
            tables.append(SubgroupTable(variable=variable, groups=rows))
    return tuple(tables)


def _in_order(variable: GroupVariable, groups: pd.Series) -> list[str]:
    """Return the groups that somebody is in, as their variable lists them; unknown last."""
    listed = list(GROUPS.get(variable, ()))
    present = set(groups.unique())
    named = sorted(present - {NOT_RECORDED}, key=lambda group: (_place(listed, group), group))
    return [*named, *(present & {NOT_RECORDED})]


def _place(listed: list[str], group: str) -> int:
    return listed.index(group) if group in listed else 0


def _subgroup(
    group: str,
    patient_ids: pd.Series,
    *,
    pairs: pd.DataFrame,
    time_to_event: pd.DataFrame,
    plan: AnalysisPlan,
) -> Subgroup:
    """Estimate the headline outcomes of one group, where it is large enough."""
    treated = len(patient_ids)
    if treated < plan.minimum_group_size:
        reason = "the group is too small"
        few = NotEstimable(reason=reason, n=treated, minimum=plan.minimum_group_size)
        return Subgroup(group=group, treated=treated, vas_back=few, odi=few, reoperated=few)
    own = pairs[pairs["patient_id"].isin(patient_ids)]

    def change(instrument: InstrumentCode) -> MeanChange | NotEstimable:
        scores = of_instrument(own, instrument)
        n = int(scores["baseline_0_100"].notna().sum())
        if n < plan.minimum_group_size:
            reason = "too few patients of the group have both scores"
            return NotEstimable(reason=reason, n=n, minimum=plan.minimum_group_size)
        return mean_change(
            scores["baseline_0_100"],
            scores["follow_up_0_100"],
            confidence_level=plan.confidence_level,
        )

    curve = kaplan_meier(
        time_to_event[time_to_event["patient_id"].isin(patient_ids)],
        minimum_at_risk=plan.minimum_at_risk,
        confidence_level=plan.confidence_level,
    )
    return Subgroup(
        group=group,
        treated=treated,
        vas_back=change(InstrumentCode.VAS_BACK),
        odi=change(InstrumentCode.ODI),
        reoperated=curve
        if isinstance(curve, NotEstimable)
        else next(share for share in curve.shares if share.months == REOPERATION_MONTHS),
    )
