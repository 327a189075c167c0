"""Boxes with words in them, and the arrows between them."""

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Polygon

from registry.display.charts.axes import Frame
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, shortened, text
from registry.display.fonts import REGULAR, SEMIBOLD
from registry.display.palette import GROUND, INK, MUTED_INK, RAISED_GROUND

_PADDING = 4.0
_HEAD = 3.5


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowBox:
    """A box of some lines; of a ``main`` one the first line is set strong."""

    lines: tuple[str, ...]
    main: bool = False

    @property
    def height(self) -> float:
        """The room that the lines take."""
        return LINE_HEIGHT * len(self.lines) + _PADDING


def add_box(drawing: Drawing, frame: Frame, box: FlowBox) -> None:
    """Draw the box into a frame, its lines from the top."""
    left, right, bottom, top = frame.left, frame.right, frame.bottom, frame.top
    drawing.add(
        Polygon(
            [left, bottom, right, bottom, right, top, left, top],
            fillColor=RAISED_GROUND if box.main else GROUND,
            strokeColor=INK if box.main else MUTED_INK,
            strokeWidth=0.8 if box.main else 0.5,
        )
    )
    for row, words in enumerate(box.lines):
        font = SEMIBOLD if box.main and row == 0 else REGULAR
        fitting = shortened(words, frame.width - 2 * _PADDING, SMALL, font)
        height = top - _PADDING / 2 - LINE_HEIGHT * (row + 1) + 2.8
        drawing.add(text(left + _PADDING, height, fitting, size=SMALL, font=font))


def add_arrow(drawing: Drawing, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw an arrow that runs straight down, left or right."""
    drawing.add(Line(*start, *end, strokeColor=INK, strokeWidth=0.7))
    drawing.add(Polygon(_head(start, end), fillColor=INK, strokeColor=None))


def _head(start: tuple[float, float], end: tuple[float, float]) -> list[float]:
    x, y = end
    if start[0] == x:
        back = y + _HEAD
        return [x, y, x - _HEAD / 2, back, x + _HEAD / 2, back]
    back = x - _HEAD if start[0] < x else x + _HEAD
    return [x, y, back, y - _HEAD / 2, back, y + _HEAD / 2]
