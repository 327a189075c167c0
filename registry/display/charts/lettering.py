"""Words in a drawing: always in the embedded typeface, never on top of each other."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth

from registry.display.fonts import REGULAR, register_fonts
from registry.display.palette import INK, MUTED_INK

BODY = 8.0
SMALL = 7.0
LINE_HEIGHT = 10.0
ELLIPSIS = "…"


def blank(width: float, height: float) -> Drawing:
    """Return an empty drawing that falls back on no typeface but the embedded one."""
    register_fonts()
    return Drawing(width, height, initialFontName=REGULAR)


def text(  # noqa: PLR0913 - place, words and their dress
    x: float,
    y: float,
    words: str,
    *,
    size: float = BODY,
    font: str = REGULAR,
    colour: Color = INK,
    anchor: Literal["start", "middle", "end"] = "start",
) -> String:
    """Return words whose base line begins, is centred or ends at ``x``."""
    register_fonts()
    return String(x, y, words, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)


def text_width(words: str, size: float = BODY, font: str = REGULAR) -> float:
    """Return how many points the words take."""
    register_fonts()
    return float(stringWidth(words, font, size))


def shortened(words: str, room: float, size: float = BODY, font: str = REGULAR) -> str:
    """Return the words, or as many of their letters as fit before an ellipsis."""
    if text_width(words, size, font) <= room:
        return words
    kept = words
    while kept and text_width(kept + ELLIPSIS, size, font) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def spread(positions: Sequence[float], *, gap: float, highest: float) -> list[float]:
    """Return the positions, in their own order, moved apart to at least ``gap``.

    Examples
    --------
    >>> spread([50, 20, 22], gap=10, highest=100)
    [50, 20, 30]
    >>> spread([98, 99], gap=10, highest=100)
    [90, 100]
    """
    order = sorted(range(len(positions)), key=positions.__getitem__)
    moved = list(positions)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    ceiling = highest
    for index in reversed(order):
        moved[index] = min(moved[index], ceiling)
        ceiling = moved[index] - gap
    return moved


def message(width: float, height: float, words: str) -> Drawing:
    """Return a drawing of the usual size that says why there is nothing to draw."""
    drawing = blank(width, height)
    drawing.add(centred(width / 2, height / 2, words, room=width))
    return drawing


def centred(x: float, y: float, words: str, *, room: float) -> String:
    """Return one quiet sentence centred at a point, shortened to the room it has."""
    return text(x, y, shortened(words, room), colour=MUTED_INK, anchor="middle")
