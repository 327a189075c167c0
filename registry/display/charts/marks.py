"""Marks of the series: each its own shape, so that grey print still tells them apart."""

from collections.abc import Iterable, Sequence

from reportlab.graphics.shapes import (
    Circle,
    Drawing,
    Group,
    Line,
    Polygon,
    PolyLine,
    Shape,
)
from reportlab.lib.colors import Color

from registry.display.charts.axes import Frame
from registry.display.palette import GROUND, SeriesStyle

RADIUS = 2.7
_HATCH = 4.0
_STRIPE = 2.2
_CORNERS: dict[str, tuple[float, ...]] = {
    "square": (-0.9, -0.9, 0.9, -0.9, 0.9, 0.9, -0.9, 0.9),
    "diamond": (-1.25, 0, 0, -1.25, 1.25, 0, 0, 1.25),
    "triangle": (-1.15, -0.9, 1.15, -0.9, 0, 1.2),
}


def mark(style: SeriesStyle, x: float, y: float, radius: float = RADIUS) -> Shape:
    """Return the mark of a series with a thin edge that keeps it off its neighbours."""
    if style.mark == "cross":
        return Group(
            *(
                Line(
                    x - radius,
                    y - rise,
                    x + radius,
                    y + rise,
                    strokeColor=style.colour,
                    strokeWidth=1.6,
                )
                for rise in (radius, -radius)
            )
        )
    if style.mark == "circle":
        return Circle(x, y, radius, fillColor=style.colour, strokeColor=GROUND, strokeWidth=0.6)
    origin = (x, y)
    points = [origin[i % 2] + radius * corner for i, corner in enumerate(_CORNERS[style.mark])]
    return Polygon(points, fillColor=style.colour, strokeColor=GROUND, strokeWidth=0.6)


def coordinates(points: Iterable[tuple[float, float]]) -> list[float]:
    """Return x and y of each point, one after the other, as a polygon is written."""
    return [coordinate for point in points for coordinate in point]


def series_line(style: SeriesStyle, points: Sequence[tuple[float, float]]) -> PolyLine:
    """Return the line through the points of a series, in its own dashes."""
    line = PolyLine(
        coordinates(points),
        strokeColor=style.colour,
        strokeWidth=1.3,
        strokeLineJoin=1,
    )
    if style.dash:
        line.strokeDashArray = list(style.dash)
    return line


def whisker(
    start: tuple[float, float], end: tuple[float, float], colour: Color, width: float = 0.9
) -> Line:
    """Return the line of an interval."""
    return Line(*start, *end, strokeColor=colour, strokeWidth=width)


def hatched_bar(
    left: float, right: float, middle: float, height: float, colour: Color
) -> list[Shape]:
    """Return an outlined bar with hatching: what is predicted, not observed."""
    bottom, top = middle - height / 2, middle + height / 2
    corners = [left, bottom, right, bottom, right, top, left, top]
    outline = Polygon(corners, fillColor=GROUND, strokeColor=colour, strokeWidth=0.6)
    hatches = (
        Line(x, bottom, x + height, top, strokeColor=colour, strokeWidth=0.4)
        for x in (left + _HATCH * index for index in range(int((right - left) / _HATCH) + 1))
        if x + height <= right
    )
    return [outline, *hatches]


def filled_area(place: Frame, fill: Color, edge: Color) -> Polygon:
    """Return a filled rectangle with an edge."""
    corners = [
        *(place.left, place.bottom, place.right, place.bottom),
        *(place.right, place.top, place.left, place.top),
    ]
    return Polygon(corners, fillColor=fill, strokeColor=edge, strokeWidth=0.5)


def striped_area(place: Frame, colour: Color) -> list[Shape]:
    """Return a rectangle with stripes across, which stay apart in grey."""
    stripes = (
        place.bottom + _STRIPE * (index + 0.5)
        for index in range(int((place.top - place.bottom) / _STRIPE))
    )
    return [
        filled_area(place, GROUND, colour),
        *(
            Line(place.left, height, place.right, height, strokeColor=colour, strokeWidth=0.9)
            for height in stripes
        ),
    ]


def add_all(drawing: Drawing, shapes: Iterable[Shape]) -> None:
    """Put shapes into the drawing, the first at the back."""
    for shape in shapes:
        drawing.add(shape)
