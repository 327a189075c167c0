"""The shared colours."""

from registry.display import palette


def test_a_colour_is_its_token() -> None:
    assert palette.ACCENT.hexval() == "0x0b5c8a"


def test_every_score_series_differs_from_the_others_by_mark_too() -> None:
    marks = [style.mark for style in (palette.VAS_BACK, palette.VAS_LEG, palette.ODI)]
    assert len(set(marks)) == len(marks)
