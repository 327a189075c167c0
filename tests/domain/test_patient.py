"""The study number finds what was mistyped."""

from hypothesis import assume, given
from hypothesis import strategies as st

from registry.domain.patient import check_character, study_number

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEMS = st.text(CHARACTERS, min_size=2, max_size=16)


def test_the_check_character_against_the_example_of_ISO_7064() -> None:
    assert check_character("A12425GABC1234002") == "M"


def test_a_study_number_names_site_sequence_and_check_character() -> None:
    assert study_number("BER", 12) == "BER-0012-B"


@given(stem=STEMS, place=st.integers(0, 15), typed=st.sampled_from(CHARACTERS))
def test_one_mistyped_character_is_found(stem: str, place: int, typed: str) -> None:
    place %= len(stem)
    assume(stem[place] != typed)
    mistyped = stem[:place] + typed + stem[place + 1 :]
    assert check_character(mistyped) != check_character(stem)


@given(stem=STEMS, place=st.integers(0, 15))
def test_two_swapped_neighbours_are_found(stem: str, place: int) -> None:
    place %= len(stem) - 1
    first, second = stem[place], stem[place + 1]
    assume(first != second)
    swapped = stem[:place] + second + first + stem[place + 2 :]
    assert check_character(swapped) != check_character(stem)
