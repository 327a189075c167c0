"""Numbers of patients under an axis, on as many lines as keep them apart."""

from collections.abc import Sequence
from math import ceil

from reportlab.graphics.shapes import Drawing

from registry.display.charts.lettering import LINE_HEIGHT, SMALL, text, text_width
from registry.display.numbers import bare

_GAP = 2.0


def count_lines(counts: Sequence[int], slot: float) -> int:
    """Return how many lines the numbers need where each has ``slot`` points of width.

    Examples
    --------
    >>> count_lines([12, 345], slot=20), count_lines([12345, 12345], slot=12)
    (1, 2)
    """
    widest = max((text_width(bare(count, "count"), SMALL) for count in counts), default=0)
    return max(1, ceil((widest + _GAP) / slot))


def add_counts(
    drawing: Drawing, top: float, at: Sequence[float], counts: Sequence[int], *, slot: float
) -> None:
    """Write each number centred at its place, by turns on the lines below ``top``."""
    lines = count_lines(counts, slot)
    for index, (x, count) in enumerate(zip(at, counts, strict=True)):
        base = top - LINE_HEIGHT * (index % lines + 1) + 2.5
        drawing.add(text(x, base, bare(count, "count"), size=SMALL, anchor="middle"))
