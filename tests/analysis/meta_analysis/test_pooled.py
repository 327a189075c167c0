"""Pooled estimates, heterogeneity and prediction intervals, against metafor."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.estimates import NotEstimable
from registry.analysis.meta_analysis.heterogeneity import heterogeneity
from registry.analysis.meta_analysis.pooled import common_effect, random_effects
from registry.analysis.meta_analysis.results import (
    Heterogeneity,
    IntervalMethod,
    Pooled,
    Study,
    StudyEffects,
    TauMethod,
)

METHODS = {
    "DL": TauMethod.DERSIMONIAN_LAIRD,
    "REML": TauMethod.RESTRICTED_MAXIMUM_LIKELIHOOD,
    "PM": TauMethod.PAULE_MANDEL,
    "ML": TauMethod.MAXIMUM_LIKELIHOOD,
    "HE": TauMethod.HEDGES,
    "HS": TauMethod.HUNTER_SCHMIDT,
    "SJ": TauMethod.SIDIK_JONKMAN,
}
INTERVALS = {
    "wald_z": IntervalMethod.WALD,
    "knapp_hartung": IntervalMethod.HARTUNG_KNAPP,
    "knapp_hartung_adhoc": IntervalMethod.HARTUNG_KNAPP_WITH_SAFEGUARD,
}
ITERATED = 1e-5
SETS = 21
"""All of the document but one, of which a variance is 0."""
STUDIES = st.lists(st.tuples(st.floats(-50, 50), st.floats(0.5, 30)), min_size=2, max_size=12)


def effects(estimates: Any, variances: Any) -> StudyEffects:  # noqa: ANN401 - as JSON gives them
    return StudyEffects(
        studies=tuple(
            Study(label=f"study {place}", estimate=estimate, variance=variance)
            for place, (estimate, variance) in enumerate(zip(estimates, variances, strict=True))
        )
    )


def pooled(
    studies: StudyEffects,
    tau: TauMethod = TauMethod.RESTRICTED_MAXIMUM_LIKELIHOOD,
    interval: IntervalMethod = IntervalMethod.HARTUNG_KNAPP_WITH_SAFEGUARD,
) -> Pooled:
    found = random_effects(studies, tau_method=tau, interval_method=interval, confidence_level=0.95)
    assert isinstance(found, Pooled)
    return found


def test_every_set_of_studies_is_there(blocks: dict[str, Any]) -> None:
    assert len(blocks) >= SETS


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize("method", METHODS)
def test_random_effects_against_metafor(blocks: dict[str, Any], method: str, interval: str) -> None:
    checked = 0
    for name, block in blocks.items():
        expected = block[method].get(interval)
        if expected is None:
            continue
        found = pooled(effects(block["yi"], block["vi"]), METHODS[method], INTERVALS[interval])
        spread = found.heterogeneity
        assert isinstance(spread, Heterogeneity)
        assert spread.tau_squared == pytest.approx(expected["tau2"], rel=ITERATED, abs=1e-8), name
        assert spread.i_squared_percent == pytest.approx(expected["I2"], rel=ITERATED, abs=1e-6)
        for value, key in (
            (found.estimate, "estimate"),
            (found.standard_error, "se"),
            (found.interval.lower, "ci_lb"),
            (found.interval.upper, "ci_ub"),
        ):
            assert value == pytest.approx(expected[key], rel=ITERATED, abs=1e-7), (name, key)
        assert found.prediction is not None
        hts = found.prediction.higgins_thompson_spiegelhalter
        assert not isinstance(hts, NotEstimable)
        assert hts.lower == pytest.approx(expected["PI_HTS_t_km2"]["lb"], rel=ITERATED, abs=1e-7)
        own = expected["PI_normal" if interval == "wald_z" else "PI_t_km1"]
        assert found.prediction.as_interval.upper == pytest.approx(
            own["ub"], rel=ITERATED, abs=1e-7
        )
        checked += 1
    # the safeguard was computed in R for three of the methods
    with_safeguard = interval != "knapp_hartung_adhoc" or method in {"DL", "REML", "PM"}
    assert checked == (len(blocks) if with_safeguard else 0)


@pytest.mark.parametrize("method", ["DL", "HE", "HS"])
def test_closed_forms_against_metafor(blocks: dict[str, Any], method: str) -> None:
    for name, block in blocks.items():
        expected = block[method]["wald_z"]
        found = pooled(effects(block["yi"], block["vi"]), METHODS[method], IntervalMethod.WALD)
        assert found.estimate == pytest.approx(expected["estimate"], rel=1e-8), name
        assert found.standard_error == pytest.approx(expected["se"], rel=1e-8), name


def test_the_common_effect_and_the_weights_against_metafor(blocks: dict[str, Any]) -> None:
    for name, block in blocks.items():
        studies = effects(block["yi"], block["vi"])
        found, expected = common_effect(studies, confidence_level=0.95), block["EE_common_effect"]
        assert isinstance(found, Pooled)
        assert found.estimate == pytest.approx(expected["estimate"], rel=1e-8), name
        assert found.interval.upper == pytest.approx(expected["ci_ub"], rel=1e-8), name
        weights = pooled(studies, TauMethod.DERSIMONIAN_LAIRD).weights_percent
        assert weights == pytest.approx(block["weights_DL_percent"], rel=1e-8), name


def test_no_spread_beyond_chance_is_no_negative_variance() -> None:
    for method in TauMethod:
        found = heterogeneity(effects([3.0, 3.0, 3.0], [1.0, 2.0, 4.0]), method=method)
        assert isinstance(found, Heterogeneity)
        assert (found.tau_squared, found.i_squared_percent) == (0, 0)


@pytest.mark.parametrize(("first", "second"), [(1.0, 3.0), (0.7, 9.1), (2.0, 2.0)])
def test_equal_estimates_leave_hartung_knapp_without_a_width_and_its_safeguard_with_one(
    first: float, second: float
) -> None:
    studies = effects([1.75, 1.75], [first, second])
    plain = random_effects(
        studies,
        tau_method=TauMethod.RESTRICTED_MAXIMUM_LIKELIHOOD,
        interval_method=IntervalMethod.HARTUNG_KNAPP,
        confidence_level=0.95,
    )
    assert isinstance(plain, NotEstimable)
    safe = pooled(studies)
    assert safe.standard_error == pytest.approx(1 / math.sqrt(1 / first + 1 / second), rel=1e-12)


def test_one_study_has_no_spread_and_none_has_nothing() -> None:
    assert isinstance(heterogeneity(effects([3.0], [1.0]), method=TauMethod.HEDGES), NotEstimable)
    for studies in (effects([], []), effects([3.0], [1.0])):
        found = random_effects(
            studies,
            tau_method=TauMethod.PAULE_MANDEL,
            interval_method=IntervalMethod.WALD,
            confidence_level=0.95,
        )
        assert isinstance(found, NotEstimable)


def test_two_studies_have_no_prediction_on_k_minus_2() -> None:
    found = pooled(effects([3.0, 8.0], [1.0, 2.0]))
    assert found.prediction is not None
    assert isinstance(found.prediction.higgins_thompson_spiegelhalter, NotEstimable)


@pytest.mark.parametrize("variance", [0.0, -1.0, math.nan, math.inf])
def test_a_variance_that_cannot_be_is_refused(variance: float) -> None:
    with pytest.raises(ValueError, match="variance of A"):
        Study(label="A", estimate=1.0, variance=variance)


@given(rows=STUDIES, shift=st.floats(-20, 20))
def test_order_does_not_matter_and_a_constant_shifts(
    rows: list[tuple[float, float]], shift: float
) -> None:
    estimates, variances = zip(*rows, strict=True)
    found = pooled(effects(estimates, variances))
    turned = pooled(effects(estimates[::-1], variances[::-1]))
    moved = pooled(effects([each + shift for each in estimates], variances))
    assert found.interval.lower <= found.estimate <= found.interval.upper
    assert turned.estimate == pytest.approx(found.estimate, rel=1e-5, abs=1e-5)
    assert moved.estimate == pytest.approx(found.estimate + shift, rel=1e-5, abs=1e-4)
