"""The ODI is scored on what was answered, and its bands hold for non-integers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.instruments.odi import ODI, OdiSection, odi_score

ANSWERS = st.dictionaries(
    st.sampled_from(OdiSection), st.one_of(st.none(), st.integers(0, 5)), max_size=10
)


@pytest.mark.parametrize(
    ("answers", "score"),
    [
        ((2, 2, 2, 2, 2, 2, 1, 1, 1, 1), 32),
        ((2, 2, 2, 2, 2, 2, 2, None, 1, 1), 100 * 16 / 45),
        ((0,) * 10, 0),
        ((5,) * 10, 100),
        ((1, None, None, 1, 1, 1, 1, 1, 1, 1), None),
        ((None,) * 10, None),
    ],
)
def test_worked_values(answers: tuple[int | None, ...], score: float | None) -> None:
    sections = dict(zip(OdiSection, answers, strict=True))
    assert odi_score(sections, minimum_answered=9) == score


@given(answers=ANSWERS, minimum=st.integers(1, 10))
def test_a_score_lies_on_the_scale_and_needs_enough_answers(
    answers: dict[OdiSection, int | None], minimum: int
) -> None:
    score = odi_score(answers, minimum_answered=minimum)
    answered = sum(answer is not None for answer in answers.values())
    assert (score is not None) == (answered >= minimum)
    assert score is None or 0 <= score <= 100


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "minimal"),
        (20, "minimal"),
        (20.5, "moderate"),
        (40, "moderate"),
        (60, "severe"),
        (80, "crippled"),
        (80.1, "bed-bound"),
        (100, "bed-bound"),
    ],
)
def test_bands_hold_for_non_integers(score: float, band: str) -> None:
    assert ODI.band(score) == band
