"""How precisely the headline figures are known, and what more patients would give."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.analysis.estimates import MeanChange, Precision, Proportion
from registry.analysis.precision import headline_precision, wilson_half_width
from registry.analysis.proportions import wilson
from registry.analysis.results import CohortSummary
from tests.factories.results import cohort_summary, empty_cohort_summary


def _precision(summary: CohortSummary) -> dict[str, Precision]:
    found = headline_precision(
        summary.courses, summary.responders, summary.follow_up, summary.reoperation
    )
    return {each.headline: each for each in found}


def test_a_change_by_hand() -> None:
    summary = cohort_summary()
    found = _precision(summary)["odi_change"]
    due = next(visit for visit in summary.follow_up if visit.months == 12)
    assert isinstance(due.answered_of_due, Proportion)
    assert found.more == round(100 * due.answered_of_due.value)
    change = next(
        visit.change
        for course in summary.courses
        for visit in course.changes
        if course.instrument == "odi" and visit.months == 12
    )
    assert isinstance(change, MeanChange)
    assert found.n == change.n
    # t(0.975) lies within 1 % of 1.96 from about 130 degrees of freedom on
    expected = 1.96 * change.change_standard_deviation / math.sqrt(found.n + found.more)
    assert found.expected_half_width == pytest.approx(expected, rel=0.01)


def test_reoperation_by_hand() -> None:
    found = _precision(cohort_summary())["reoperation"]
    assert found.more == 100
    shrunk = found.half_width * math.sqrt(found.n / (found.n + 100))
    assert found.expected_half_width == pytest.approx(shrunk)


@given(count=st.integers(0, 50), more=st.integers(0, 100))
def test_the_width_of_a_share_is_wilson_s_and_more_patients_never_widen_it(
    count: int, more: int
) -> None:
    found = wilson(count, 50, confidence_level=0.95)
    assert isinstance(found, Proportion)
    now = wilson_half_width(found.value, 50, level=0.95)
    if 0 < count < 50:
        width = found.interval.upper - found.interval.lower
        assert 2 * now == pytest.approx(width, rel=1e-9)
    assert wilson_half_width(found.value, 50 + more, level=0.95) <= now + 1e-12


def test_more_patients_widen_nothing() -> None:
    for each in _precision(cohort_summary()).values():
        assert each.expected_half_width <= each.half_width * 1.0001, each.headline


def test_without_anybody_due_nothing_is_said() -> None:
    assert _precision(empty_cohort_summary()) == {}
    nobody_due = replace(cohort_summary(), follow_up=())
    assert _precision(nobody_due) == {}
