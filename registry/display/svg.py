"""The same drawing on the page: an SVG that scales, can be read aloud and follows the theme."""

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from reportlab.graphics.shapes import Circle, Group, Line, Polygon, PolyLine, Shape, String
from reportlab.lib.colors import Color

from registry.display.charts.chart import Chart
from registry.display.charts.lettering import text_width
from registry.display.fonts import BOLD, SEMIBOLD
from registry.display.palette import TOKENS

_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'
_WEIGHTS = {SEMIBOLD: "600", BOLD: "700"}
_VARIABLES: dict[str, str] = {}
for _token, _hex in TOKENS.items():
    _VARIABLES.setdefault(_hex, f"var(--{_token}, {_hex})")


def svg(chart: Chart, *, identifier: str) -> str:
    """Return the chart as an SVG element; ``identifier`` keeps its ids apart on one page.

    Every attribute is a presentation attribute, as the content security policy forbids styles.
    Each word keeps the width it has in the PDF, so that another typeface moves nothing.
    """
    title, description = f"{identifier}-title", f"{identifier}-description"
    width, height = chart.drawing.width, chart.drawing.height
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {_number(width)} {_number(height)}",
            "role": "img",
            "aria-labelledby": f"{title} {description}",
            "font-family": _SANS,
        },
    )
    ET.SubElement(root, "title", {"id": title}).text = chart.title
    ET.SubElement(root, "desc", {"id": description}).text = chart.description
    root.extend(_elements(chart.drawing.contents, height))
    return ET.tostring(root, encoding="unicode")


def _elements(shapes: Iterable[Shape], height: float) -> list[ET.Element]:
    return [element for shape in shapes for element in _drawn(shape, height)]


def _drawn(shape: Shape, height: float) -> list[ET.Element]:
    """Return the elements of one shape; charts move nothing by a transformation."""
    match shape:
        case Group():
            return _elements(shape.contents, height)
        case String():
            return [_words(shape, height)]
        case Line():
            ends = [shape.x1, shape.y1, shape.x2, shape.y2]
            return [_element("polyline", shape, points=_points(ends, height), fill="none")]
        case PolyLine():
            points = _points(shape.points, height)
            return [_element("polyline", shape, points=points, fill="none")]
        case Polygon():
            points = _points(shape.points, height)
            return [_element("polygon", shape, points=points, **_fill(shape))]
        case Circle():
            place = {"cx": _number(shape.cx), "cy": _number(height - shape.cy)}
            return [_element("circle", shape, **place, r=_number(shape.r), **_fill(shape))]
        case _:
            raise TypeError(type(shape).__name__)


def _element(name: str, shape: Line | PolyLine | Polygon | Circle, **own: str) -> ET.Element:
    element = ET.Element(name, own)
    if shape.strokeColor is not None:
        element.set("stroke", _colour(shape.strokeColor))
        element.set("stroke-width", _number(shape.strokeWidth))
    if shape.strokeDashArray:
        element.set("stroke-dasharray", " ".join(f"{length:g}" for length in shape.strokeDashArray))
    return element


def _fill(shape: Polygon | Circle) -> dict[str, str]:
    fill = {"fill": _colour(shape.fillColor)}
    if shape.fillOpacity is not None:
        fill["fill-opacity"] = _number(shape.fillOpacity)
    return fill


def _words(string: String, height: float) -> ET.Element:
    width = text_width(string.text, string.fontSize, string.fontName)
    element = ET.Element(
        "text",
        {
            "x": _number(string.x),
            "y": _number(height - string.y),
            "font-size": _number(string.fontSize),
            "text-anchor": string.textAnchor,
            "textLength": _number(width),
            "lengthAdjust": "spacingAndGlyphs",
            "fill": _colour(string.fillColor),
        },
    )
    if string.fontName in _WEIGHTS:
        element.set("font-weight", _WEIGHTS[string.fontName])
    element.text = string.text
    return element


def _points(coordinates: Sequence[float], height: float) -> str:
    pairs = zip(coordinates[::2], coordinates[1::2], strict=True)
    return " ".join(f"{_number(x)},{_number(height - y)}" for x, y in pairs)


def _colour(colour: Color | None) -> str:
    return "none" if colour is None else _VARIABLES[f"#{colour.hexval()[2:]}"]


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
