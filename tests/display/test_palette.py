"""The shared colours."""

from itertools import pairwise

from reportlab.lib.colors import Color

from registry.display import palette


def test_a_colour_is_its_token() -> None:
    assert palette.ACCENT.hexval() == "0x0b5c8a"


def test_every_score_series_differs_from_the_others_by_mark_too() -> None:
    marks = [style.mark for style in (palette.VAS_BACK, palette.VAS_LEG, palette.ODI)]
    assert len(set(marks)) == len(marks)


def luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG 2."""
    linear = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (colour.red, colour.green, colour.blue)
    )
    return sum(
        weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True)
    )


def contrast(one: Color, other: Color) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_words_on_every_shade_have_the_contrast_of_WCAG_2() -> None:
    for fill, ink in palette.SHADES:
        assert contrast(fill, ink) >= 4.5


def test_the_shades_darken_step_by_step_so_that_grey_print_tells_them_apart() -> None:
    fills = [palette.GROUND, *(fill for fill, _ in palette.SHADES)]
    for lighter, darker in pairwise(fills):
        assert contrast(lighter, darker) >= 1.15
