"""Where the shapes of a drawing lie."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from reportlab.graphics.shapes import Drawing, Group, Shape, String

from registry.display.charts.lettering import text_width

Box = tuple[float, float, float, float]


def shapes(contents: Iterable[Shape]) -> Iterator[Shape]:
    """Yield every shape that is no group."""
    for shape in contents:
        if isinstance(shape, Group):
            yield from shapes(shape.contents)
        else:
            yield shape


def strings(drawing: Drawing) -> list[String]:
    """Return every piece of text, in the order in which it was drawn."""
    return [shape for shape in shapes(drawing.contents) if isinstance(shape, String)]


def words(drawing: Drawing) -> list[str]:
    """Return what is written."""
    return [string.text for string in strings(drawing)]


def box(shape: Shape) -> Box:
    """Return left, bottom, right and top; letters reach from 0.2 below to 0.7 above the line."""
    if not isinstance(shape, String):
        left, bottom, right, top = shape.getBounds()
        return left, bottom, right, top
    width = text_width(shape.text, shape.fontSize, shape.fontName)
    left = shape.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.textAnchor] * width
    bottom, top = shape.y - 0.2 * shape.fontSize, shape.y + 0.7 * shape.fontSize
    return left, bottom, left + width, top


def outside(drawing: Drawing) -> list[Box]:
    """Return the boxes that leave the drawing."""
    boxes = [box(shape) for shape in shapes(drawing.contents)]
    slack = 0.01
    return [
        (left, bottom, right, top)
        for left, bottom, right, top in boxes
        if min(left, bottom) < -slack
        or right > drawing.width + slack
        or top > drawing.height + slack
    ]


def overlapping_words(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of texts that lie on each other."""
    return [
        (one.text, other.text)
        for one, other in combinations(strings(drawing), 2)
        if _overlap(box(one), box(other))
    ]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
