"""Concordance, against counting every pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.concordance import concordance
from registry.analysis.estimates import NotEstimable


@given(
    patients=st.lists(
        st.tuples(st.integers(0, 12), st.booleans(), st.integers(0, 5)), min_size=2, max_size=40
    )
)
def test_concordance_against_counting_each_pair(patients: list[tuple[int, bool, int]]) -> None:
    counts = [0, 0, 0]
    for day, event, score in patients:
        for other_day, other_event, other_score in patients:
            if event and (other_day, not other_event) > (day, False):
                counts[0 if score > other_score else 1 if score < other_score else 2] += 1
    days, observed, scores = (np.array(column) for column in zip(*patients, strict=True))
    found = concordance(days.astype(float), observed, scores.astype(float))
    if isinstance(found, NotEstimable):
        assert sum(counts) == 0
        return
    assert [found.concordant, found.discordant, found.tied] == counts
    assert found.value == pytest.approx((counts[0] + counts[2] / 2) / sum(counts))
