"""A synthetic cohort beside published results."""

from dataclasses import replace
from typing import Any

from registry.analysis.estimates import Equivalence, Interval, NotEstimable
from registry.analysis.results import (
    BenchmarkComparison,
    DerivedSpread,
    Difference,
    EvidenceBeside,
)
from registry.domain.benchmark import Arm, Outcome, PublishedResult, Scale, Verdict
from tests.factories.estimates import around, interval

COMPARED = (Outcome.VAS_BACK_CHANGE, Outcome.ODI_CHANGE, Outcome.REOPERATION)


def evidence() -> tuple[EvidenceBeside, ...]:
    """Return a study of bone-marrow MSC and a saline arm at 12 months."""
    result = PublishedResult(
        outcome=Outcome.VAS_BACK_CHANGE,
        measure="mean change",
        scale=Scale.POINTS_0_100,
        time_point="12 months",
        months=12,
        estimate=49.0,
        patients=10,
    )
    study = EvidenceBeside(
        publication_key="orozco2011",
        publication_name="Orozco 2011",
        context=False,
        published=result,
        interval=interval(38.0, 60.0, "derived: t"),
        cohort_n=201,
        cohort_estimate=34.0,
        cohort_interval=interval(31.0, 37.0),
        difference=Difference(
            value=-15.0, standard_error=5.8, interval=interval(-26.4, -3.6), with_tau=False
        ),
    )
    saline = replace(
        study,
        publication_key="beall2021",
        publication_name="Beall 2021 (VAST)",
        published=replace(result, arm=Arm.SALINE, estimate=30.5, patients=None),
        interval=None,
        difference=None,
    )
    return study, saline


def comparison(outcome: Outcome = Outcome.VAS_BACK_CHANGE, **overrides: Any) -> BenchmarkComparison:  # noqa: ANN401 - any field of the result
    """Return the cohort beside Zhang 2023."""
    estimate, lower, upper, studies = {
        Outcome.VAS_BACK_CHANGE: (41.62, 24.32, 58.93, 4),
        Outcome.ODI_CHANGE: (22.04, 8.75, 35.33, 5),
        Outcome.REOPERATION: (0.074, 0.009, 0.175, None),
    }[outcome]
    few = NotEstimable(reason="the number of studies is not published", n=0, minimum=3)
    cohort = {
        Outcome.VAS_BACK_CHANGE: (34.1, interval(31.5, 36.7)),
        Outcome.ODI_CHANGE: (19.8, interval(17.2, 22.4)),
        Outcome.REOPERATION: (0.08, interval(0.052, 0.117, "Clopper–Pearson")),
    }[outcome]
    se = (upper - lower) / 3.92
    result = BenchmarkComparison(
        outcome=outcome,
        publication_key="zhang2023",
        publication_name="Zhang 2023",
        published=PublishedResult(
            outcome=outcome,
            measure="mean change",
            scale=Scale.POINTS_0_100 if outcome.is_change else Scale.PROPORTION,
            time_point="final follow-up",
            estimate=estimate,
            lower=lower,
            upper=upper,
            i_squared_percent=98,
            studies=studies,
        ),
        derived=few
        if studies is None
        else DerivedSpread(
            standard_error=se,
            tau=2 * se,
            prediction=interval(estimate - 9.6 * se, estimate + 9.6 * se, "t"),
            scale="points",
        ),
        cohort_n=284,
        cohort_estimate=cohort[0],
        cohort_interval=cohort[1],
        differences=tuple(
            Difference(
                value=cohort[0] - estimate,
                standard_error=spread,
                interval=around(cohort[0] - estimate, spread, "normal"),
                with_tau=with_tau,
            )
            for with_tau, spread in ((False, se * 1.05), (True, se * 2.2))
        ),
        equivalence=None
        if outcome is Outcome.REOPERATION
        else Equivalence(
            margin=15.0,
            p_value=0.22,
            shown=False,
            interval=Interval(lower=-22.4, upper=7.4, level=0.9, method="normal"),
        ),
        verdict=Verdict.INSIDE_CONFIDENCE,
        reason=None,
        unlike=("Final follow-up of the published studies is not stated.",),
    )
    return replace(result, **overrides)
