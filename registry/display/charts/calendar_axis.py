"""A lower axis of months, quarters or years."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from reportlab.graphics.shapes import Drawing

from registry.display.charts.axes import Frame, add_base_axis
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, text, text_width

CALENDAR_HEIGHT = 28.0
_GAP = 2.0


def add_calendar_axis(
    drawing: Drawing, frame: Frame, at: Sequence[float], days: Sequence[date], names: Sequence[str]
) -> None:
    """Write the names of parts of a year with the years below them, or the years alone.

    Names are left out where they would touch, and where there are none; a year likewise.
    """
    slot = frame.width / len(at)
    named = bool(names) and max(text_width(name, SMALL) for name in names) + _GAP <= slot
    ticks = list(zip(at, names, strict=True)) if named else []
    add_base_axis(drawing, frame, ticks)
    height = frame.bottom - LINE_HEIGHT * (2 if named else 1)
    for x, year in _spaced(_years(at, days)):
        drawing.add(text(x, height, year, size=SMALL, anchor="middle"))


def _years(at: Sequence[float], days: Sequence[date]) -> Iterator[tuple[float, str]]:
    """Yield each year with the middle of its parts."""
    for year, group in groupby(zip(at, days, strict=True), key=lambda place: place[1].year):
        places = [x for x, _ in group]
        yield (places[0] + places[-1]) / 2, str(year)


def _spaced(labels: Iterator[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    """Leave out each label that would touch the one before it."""
    end = 0.0
    for x, words in labels:
        half = text_width(words, SMALL) / 2
        if x - half >= end + 2 * _GAP:
            yield x, words
            end = x + half
