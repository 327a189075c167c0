"""Round numbers on the axes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.display.charts.axes import Scale, month_ticks, nice_ticks

values = st.floats(min_value=-100, max_value=100)


@given(values, values)
def test_ticks_enclose_the_values_and_are_few(one: float, other: float) -> None:
    lower, upper = min(one, other), max(one, other) + 0.5
    ticks = nice_ticks(lower, upper)
    assert ticks[0] <= lower
    assert ticks[-1] >= upper
    assert 2 <= len(ticks) <= 7


@pytest.mark.parametrize(
    ("last", "ticks"),
    [(3, (0, 1, 2, 3)), (12.4, (0, 2, 4, 6, 8, 10, 12)), (61, (0, 12, 24, 36, 48, 60))],
)
def test_months_are_counted_as_a_clinic_counts_them(last: float, ticks: tuple[int, ...]) -> None:
    assert month_ticks(last, most=8) == ticks


def test_a_value_beyond_the_axis_is_drawn_at_its_end() -> None:
    scale = Scale(lower=0, upper=100, start=10, end=60)
    assert [scale(50), scale.within(-3), scale.within(130)] == [35, 10, 60]


@pytest.mark.parametrize(
    ("lower", "upper"), [(63.4, 63.9), (14.6, 15.1), (7.8, 8.3), (63.4 - 7e-15, 63.9)]
)
def test_ticks_enclose_values_that_binary_fractions_miss(lower: float, upper: float) -> None:
    ticks = nice_ticks(lower, upper)
    assert ticks[0] <= lower
    assert ticks[-1] >= upper
    assert len(ticks) <= 7
