"""Words find their room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from registry.display.charts.lettering import BODY, shortened, spread, text_width

GAP, HIGHEST = 10.0, 100.0


def test_words_that_fit_stay_whole() -> None:
    assert shortened("VAS back", 100) == "VAS back"


def test_words_that_do_not_fit_end_in_an_ellipsis() -> None:
    assert shortened("A publication with a long name", 60) == "A publication w…"


@given(st.text(max_size=40), st.floats(min_value=BODY, max_value=200))
def test_shortened_words_always_fit(words: str, room: float) -> None:
    assert text_width(shortened(words, room)) <= room


@given(st.lists(st.floats(min_value=0, max_value=HIGHEST), max_size=3))
def test_labels_are_spread_and_keep_their_order(positions: list[float]) -> None:
    moved = spread(positions, gap=GAP, highest=HIGHEST)
    ordered = [moved[index] for index in sorted(range(len(moved)), key=positions.__getitem__)]
    assert all(above - below >= GAP - 1e-9 for below, above in pairwise(ordered))
    assert max(moved, default=0) <= HIGHEST
