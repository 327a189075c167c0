"""How far the changes of 300 synthetic patients hang on the missing."""

from dataclasses import replace

from registry.analysis.estimates import NotEstimable
from registry.analysis.imputation_results import (
    ChangeAtDelta,
    DeltaAdjustment,
    PooledEstimate,
    VisitSensitivity,
)
from registry.analysis.sensitivity_results import BeforeSurgery, InstrumentSensitivity
from registry.domain.instruments.instrument import InstrumentCode
from tests.factories.estimates import interval, mean_change


def sensitivity() -> InstrumentSensitivity:
    """Return the ODI at 12 months, 35 of 236 imputed, and at 24 months too few."""
    pooled = PooledEstimate(
        imputations=20,
        estimate=18.7,
        within=0.8,
        between=0.1,
        total_variance=0.905,
        standard_error=0.951,
        degrees_of_freedom=180.0,
        relative_increase=0.131,
        missing_share=0.116,
        missing_information=0.126,
        interval=interval(16.8, 20.6, "t"),
    )
    at_12 = VisitSensitivity(
        visit="m12",
        treated=300,
        due=240,
        observed=201,
        imputed=35,
        without_baseline=4,
        adjusted=DeltaAdjustment(
            threshold=10.0,
            changes=tuple(
                ChangeAtDelta(delta=delta, change=replace(pooled, estimate=18.7 - 0.15 * delta))
                for delta in (0.0, 5.0, 10.0)
            ),
            tipping_point=43.5,
        ),
    )
    few = NotEstimable(reason="too few patients with both scores", n=3, minimum=10)
    return InstrumentSensitivity(
        instrument=InstrumentCode.ODI,
        imputed=(at_12, replace(at_12, visit="m24", observed=3, adjusted=few)),
        before_surgery=(
            BeforeSurgery(visit="m12", months=12, left_out=6, change=mean_change(46.0, 26.0, 195)),
            BeforeSurgery(visit="m24", months=24, left_out=0, change=few),
        ),
    )
