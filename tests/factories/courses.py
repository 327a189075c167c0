"""Scores, responders and answers of 300 synthetic patients over time."""

from dataclasses import replace
from math import exp, sqrt

from registry.analysis.estimates import LeastSquaresMean, NotEstimable, RepeatedMeasures
from registry.analysis.patient_results import (
    FollowUp,
    SiteCompleteness,
    VisitCompleteness,
    VisitFlow,
)
from registry.analysis.results import (
    IndividualCourses,
    InstrumentCourse,
    LastObservationChange,
    Responders,
    VisitChange,
    VisitMean,
)
from registry.analysis.standardised_change import standardised_change
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import Criterion, Threshold, ThresholdRule
from tests.factories.estimates import around, distribution, mean_change, proportion

MONTHS_ANSWERED = {1: 281, 3: 268, 6: 247, 12: 201, 24: 124, 36: 58, 60: 9}
MIC_ODI = Threshold(
    key="mic_odi",
    name="MIC",
    criteria=(
        Criterion(instrument=InstrumentCode.ODI, rule=ThresholdRule.CHANGE_AT_LEAST, value=10),
    ),
    citation="Ostelo 2008",
)
MIC_VAS_BACK = replace(
    MIC_ODI,
    key="mic_vas_back",
    criteria=(
        Criterion(instrument=InstrumentCode.VAS_BACK, rule=ThresholdRule.CHANGE_AT_LEAST, value=15),
    ),
)


def course(
    instrument: InstrumentCode, baseline: float, gain: float, *, answered: dict[int, int]
) -> InstrumentCourse:
    """Return a course that falls by ``gain`` within months and then stays."""
    level = {month: baseline - gain * (1 - exp(-month / 2.0)) for month in (0, *answered)}
    counts = {0: 296, **answered}
    return InstrumentCourse(
        instrument=instrument,
        converted_scores=0,
        scores=sum(counts.values()),
        means=tuple(
            VisitMean(
                months=month, n=n, mean=level[month], interval=around(level[month], 22 / sqrt(n))
            )
            for month, n in counts.items()
        ),
        individuals=individuals(level),
        changes=tuple(
            VisitChange(
                instrument=instrument,
                visit=f"m{month}",
                months=month,
                change=mean_change(baseline, level[month], n),
                standardised=standardised_change(
                    mean_change(baseline, level[month], n), confidence_level=0.95
                ),
            )
            for month, n in answered.items()
        ),
        modelled=RepeatedMeasures(
            patients=291,
            changes=sum(answered.values()),
            mean_baseline=baseline,
            visits=tuple(f"m{month}" for month in answered if answered[month] >= 10),
            means=tuple(
                LeastSquaresMean(
                    value=baseline - level[month] - 0.4,
                    standard_error=18 / sqrt(n),
                    degrees_of_freedom=n - 2.5,
                    interval=around(baseline - level[month] - 0.4, 18 / sqrt(n)),
                )
                for month, n in answered.items()
                if n >= 10
            ),
        ),
        last_observation=LastObservationChange(
            instrument=instrument,
            change=mean_change(baseline, baseline - gain, 284),
            time_months=distribution(21.4, 12.1, 284),
        ),
    )


def individuals(level: dict[int, float]) -> IndividualCourses:
    """Return forty courses around a mean, a third of which miss the second time point."""
    return IndividualCourses(
        patients=290,
        months=tuple(level),
        drawn=tuple(
            tuple(
                None if place == 1 and patient % 3 == 0 else min(max(score + patient - 20, 0), 100)
                for place, score in enumerate(level.values())
            )
            for patient in range(40)
        ),
    )


def responders(threshold: Threshold, months: int, reached: int, observed: int) -> Responders:
    """Return responders with the missing counted both ways."""
    missing = round(observed * 0.2)
    return Responders(
        threshold=threshold,
        visit=f"m{months}",
        months=months,
        observed=proportion(reached, observed),
        reoperated=(observed - reached) // 4,
        missing=missing,
        worst=proportion(reached, observed + missing),
        best=proportion(reached + missing, observed + missing),
    )


def follow_up(months: int, due: int, answered: int) -> FollowUp:
    """Return the completeness of one visit of 300 treated patients."""
    return FollowUp(
        visit=f"m{months}",
        months=months,
        treated=300,
        due=due,
        answered=answered,
        answered_of_due=proportion(answered, due),
        answered_of_treated=proportion(answered, 300),
    )


def visit_flow(months: int, due: int, answered: int) -> VisitFlow:
    """Return where 300 treated patients, 11 of them no longer asked, stand at one visit."""
    return VisitFlow(
        visit=f"m{months}",
        months=months,
        due=due,
        answered=answered,
        not_answered=due - answered,
        no_longer_asked=11,
        not_yet_due=300 - 11 - due,
        answered_undue=0,
    )


def site_completeness(site_code: str, treated: int) -> SiteCompleteness:
    """Return the completeness of one site: ever fewer are due, and fewer of them answered."""
    return SiteCompleteness(
        site_code=site_code,
        treated=treated,
        visits=tuple(
            visit_completeness(months, due := treated * left // 7, due * (left + 2) // 9)
            for months, left in zip((1, 3, 6, 12, 24, 36, 60), range(7, 0, -1), strict=True)
        ),
    )


def visit_completeness(months: int, due: int, answered: int) -> VisitCompleteness:
    """Return the completeness of one visit, not estimable below ten patients."""
    few = NotEstimable(reason="too few were due", n=due, minimum=10)
    return VisitCompleteness(
        visit=f"m{months}",
        months=months,
        due=due,
        answered=answered,
        share=few if due < 10 else answered / due,
    )
