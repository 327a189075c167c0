"""The embedded typeface has every sign the registry writes."""

import pytest
from reportlab.lib.fonts import tt2ps
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfbase.ttfonts import TTFont

from registry.display import fonts


@pytest.mark.parametrize("name", [fonts.REGULAR, fonts.SEMIBOLD, fonts.BOLD])
def test_every_sign_of_the_registry_is_in_the_upright_faces(name: str) -> None:
    fonts.register_fonts()
    fonts.register_fonts()
    font = getFont(name)
    assert isinstance(font, TTFont)
    assert not [
        sign for sign in "αβρστχ≥≤²′−×–±…“”’\u202f" if ord(sign) not in font.face.charToGlyph
    ]


def test_figures_are_tabular() -> None:
    fonts.register_fonts()
    widths = {getFont(fonts.REGULAR).stringWidth(figure, 10) for figure in "0123456789"}
    assert len(widths) == 1


def test_bold_and_italic_words_of_a_paragraph_find_their_faces() -> None:
    fonts.register_fonts()
    assert tt2ps(fonts.REGULAR, 1, 0) == fonts.BOLD
    assert tt2ps(fonts.REGULAR, 0, 1) == fonts.ITALIC
    assert tt2ps(fonts.REGULAR, 1, 1) == fonts.BOLD_ITALIC
