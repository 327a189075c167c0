"""Which counts are withheld, against who tries to find them by subtraction."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.analysis.disclosure import hidden_parts

MINIMUM = 3


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([], []),
        ([120, 60, 0], []),
        ([120, 60, 5], []),
        ([120, 60, 4], [1, 2]),
        ([120, 3, 2], [1, 2]),
        ([120, 3, 1], [0, 1, 2]),
        ([120, 60, 1, 0], [1, 2]),
        ([2], [0]),
        ([2, 0], [0, 1]),
    ],
)
def test_one_column_by_hand(counts: list[int], hidden: list[int]) -> None:
    columns = [counts] if counts else []
    assert sorted(hidden_parts(columns, minimum=5)) == hidden


def test_a_row_is_hidden_in_every_column_by_hand() -> None:
    followed, lost = [90, 40, 20], [30, 9, 2]
    assert sorted(hidden_parts([followed, lost], minimum=5)) == [1, 2]


def attacked(column: Sequence[int], hidden: Sequence[int]) -> list[set[int]]:
    """Return what each hidden count may be for who knows the total and all the others."""
    known = sum(count for row, count in enumerate(column) if row not in hidden)
    left = sum(column) - known
    possible: list[set[int]] = [set() for _ in hidden]
    for counts in product(range(left + 1), repeat=len(hidden)):
        if sum(counts) == left:
            for place, count in enumerate(counts):
                possible[place].add(count)
    return possible


@given(
    st.integers(1, 5).flatmap(
        lambda rows: st.lists(
            st.lists(st.integers(0, 6), min_size=rows, max_size=rows), min_size=1, max_size=3
        )
    )
)
def test_nobody_finds_a_small_count_by_subtraction(columns: list[list[int]]) -> None:
    hidden = sorted(hidden_parts(columns, minimum=MINIMUM))
    for column in columns:
        small = [row for row, count in enumerate(column) if 0 < count < MINIMUM]
        assert set(small) <= set(hidden)
        assume(len(hidden) < len(column))
        possible = dict(zip(hidden, attacked(column, hidden), strict=True))
        for row in small:
            assert len(possible[row]) > 1
            assert max(possible[row]) >= MINIMUM


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_nothing_is_withheld_without_a_small_count_nor_more_than_needed(counts: list[int]) -> None:
    hidden = hidden_parts([counts], minimum=5)
    small = {row for row, count in enumerate(counts) if 0 < count < 5}
    assert bool(hidden) == bool(small)
    added = hidden - small
    if added:
        largest = max(added, key=lambda row: counts[row])
        kept = [counts[row] for row in hidden - {largest}]
        assert len(kept) < 2 or sum(kept) < 5
