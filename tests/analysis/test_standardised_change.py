"""Mean change in units of a standard deviation."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.estimates import MeanChange, NotEstimable, StandardisedChange
from registry.analysis.mean_change import mean_change
from registry.analysis.standardised_change import standardised_change
from tests.analysis.conftest import GOLDEN
from tests.factories.estimates import around

SCORES = st.lists(
    st.tuples(st.integers(40, 100), st.integers(0, 60)), min_size=3, max_size=30, unique=True
)


@pytest.fixture(scope="module")
def in_metafor() -> dict[str, Any]:
    """Return what standardised_change.R wrote."""
    return dict(json.loads((GOLDEN / "standardised_change.json").read_text("utf-8")))


@pytest.mark.parametrize("place", range(3))
def test_both_against_metafor_escalc(in_metafor: dict[str, Any], place: int) -> None:
    case = {name: values[place] for name, values in in_metafor["cases"].items()}
    before, after = case["sd_before"], case["sd_after"]
    of_changes = math.sqrt(before**2 + after**2 - 2 * case["r"] * before * after)
    change = case["before"] - case["after"]
    found = standardised_change(
        MeanChange(
            n=case["n"],
            baseline_mean=case["before"],
            baseline_standard_deviation=before,
            follow_up_mean=case["after"],
            follow_up_standard_deviation=after,
            change_mean=change,
            change_standard_deviation=of_changes,
            standard_error=of_changes / math.sqrt(case["n"]),
            interval=around(change, of_changes / math.sqrt(case["n"])),
        ),
        confidence_level=0.95,
    )
    assert isinstance(found, StandardisedChange)
    for value, measure in ((found.response_mean, "SMCC"), (found.hedges_g, "SMCR")):
        expected = in_metafor[measure]
        assert value.value == pytest.approx(expected["estimate"][place], rel=1e-8)
        assert value.standard_error**2 == pytest.approx(expected["variance"][place], rel=1e-8)
        half_width = 1.959963984540054 * value.standard_error
        assert value.interval.upper - value.value == pytest.approx(half_width)


@given(pairs=SCORES, factor=st.sampled_from([0.1, 10.0]))
def test_the_unit_of_the_score_does_not_matter(pairs: list[tuple[int, int]], factor: float) -> None:
    before, after = zip(*pairs, strict=True)
    found, scaled = (
        standardised_change(
            mean_change([by * x for x in before], [by * x for x in after], confidence_level=0.95),
            confidence_level=0.95,
        )
        for by in (1.0, factor)
    )
    if isinstance(found, StandardisedChange) and isinstance(scaled, StandardisedChange):
        assert scaled.hedges_g.value == pytest.approx(found.hedges_g.value, rel=1e-6)
        assert scaled.response_mean.value == pytest.approx(found.response_mean.value, rel=1e-6)


@pytest.mark.parametrize(
    ("before", "after"), [([], []), ([70.0, 60.0], [40.0, 20.0]), ([70.0] * 5, [40.0] * 5)]
)
def test_too_few_pairs_and_no_spread_are_not_estimable(
    before: list[float], after: list[float]
) -> None:
    change = mean_change(before, after, confidence_level=0.95)
    assert isinstance(standardised_change(change, confidence_level=0.95), NotEstimable)
