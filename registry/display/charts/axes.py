"""Axes: from values to points of the drawing, few faint lines, ticks on round numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, floor, log10

from reportlab.graphics.shapes import Drawing, Line

from registry.display.charts.lettering import LINE_HEIGHT, SMALL, text
from registry.display.palette import INK, LINE, MUTED_INK

_STEPS = (1, 2, 2.5, 5, 10)
_PLACES = 12
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_TICK = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The rectangle in which values are drawn, in points from the lower left corner."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Half-way from left to right."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A straight map from values to points."""

    lower: float
    upper: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value lies."""
        share = (value - self.lower) / (self.upper - self.lower)
        return self.start + share * (self.end - self.start)

    def within(self, value: float) -> float:
        """Return where a value lies, or the end of the axis where it leaves it."""
        return self(min(max(value, self.lower), self.upper))


def nice_ticks(lower: float, upper: float, *, most: int = 6) -> tuple[float, ...]:
    """Return at most ``most`` round numbers that enclose both bounds.

    Examples
    --------
    >>> nice_ticks(0, 17.3)
    (0.0, 5.0, 10.0, 15.0, 20.0)
    >>> nice_ticks(-43, 126)
    (-50.0, 0.0, 50.0, 100.0, 150.0)
    """
    power = 10.0 ** floor(log10((upper - lower) / most))
    for step in (power * digit for power in (power, 10 * power) for digit in _STEPS):
        first, last = floor(lower / step), ceil(upper / step)
        first -= _tick(first, step) > lower
        last += _tick(last, step) < upper
        if last - first < most:
            break
    return tuple(_tick(index, step) for index in range(first, last + 1))


def _tick(index: int, step: float) -> float:
    """Return a round number; 0.1 × 634 is 63.400000000000006 in binary fractions."""
    return round(step * index, _PLACES)


def month_ticks(upper: float, *, most: int) -> tuple[int, ...]:
    """Return about ``most`` whole months from 0 that a clinic counts in.

    Examples
    --------
    >>> month_ticks(26.3, most=8)
    (0, 6, 12, 18, 24)
    """
    step = next((step for step in _MONTH_STEPS if upper / step < most), _MONTH_STEPS[-1])
    return tuple(range(0, floor(upper) + 1, step))


def add_value_axis(drawing: Drawing, frame: Frame, y: Scale, ticks: Mapping[float, str]) -> None:
    """Draw faint horizontal lines with their values at the left."""
    for value, words in ticks.items():
        height = y(value)
        drawing.add(
            Line(frame.left, height, frame.right, height, strokeColor=LINE, strokeWidth=0.5)
        )
        drawing.add(
            text(frame.left - 5, height - 2.4, words, size=SMALL, colour=MUTED_INK, anchor="end")
        )


def add_base_axis(
    drawing: Drawing, frame: Frame, ticks: Iterable[tuple[float, str]], title: str = ""
) -> None:
    """Draw the lower axis: ticks at points of the drawing, their words and what they count."""
    drawing.add(
        Line(frame.left, frame.bottom, frame.right, frame.bottom, strokeColor=INK, strokeWidth=0.7)
    )
    for x, words in ticks:
        drawing.add(
            Line(x, frame.bottom, x, frame.bottom - _TICK, strokeColor=INK, strokeWidth=0.7)
        )
        drawing.add(text(x, frame.bottom - _TICK - 7.5, words, size=SMALL, anchor="middle"))
    if not title:
        return
    drawing.add(
        text(
            frame.middle,
            frame.bottom - _TICK - 8 - LINE_HEIGHT,
            title,
            size=SMALL,
            colour=MUTED_INK,
            anchor="middle",
        )
    )
