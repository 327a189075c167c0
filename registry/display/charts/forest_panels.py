"""Forest plots: lines of words and intervals above an axis, a panel for each kind of number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Polygon, Shape
from reportlab.lib.colors import Color

from registry.analysis.estimates import Interval
from registry.display.charts.axes import Frame, Scale, add_base_axis, nice_ticks
from registry.display.charts.forest_rows import ForestRow, RowKind
from registry.display.charts.lettering import SMALL, blank, shortened, text, text_width
from registry.display.charts.marks import add_all, hatched_bar, whisker
from registry.display.fonts import REGULAR, SEMIBOLD
from registry.display.numbers import bare
from registry.display.palette import ACCENT, BENCHMARK, GROUND, INK, LINE, MUTED_INK, PREDICTION

CHANGE_AXIS = "Points of 0–100, baseline − follow-up; positive = improvement"
SHARE_AXIS = "Per cent of patients"
_AXIS, _HEADER, _GAP = 30.0, 14.0, 8.0
_LOWEST_ROW, _TALLEST_ROW = 11.0, 17.0
_WIDEST_LABEL = 0.36
_DIAMOND, _SQUARE, _ARROW = 3.4, 2.5, 4.0
_BAR_HEIGHT = 5.0
_COLOURS: dict[RowKind, Color] = {
    "pooled": BENCHMARK.colour,
    "prediction": PREDICTION.colour,
    "study": BENCHMARK.colour,
    "control": MUTED_INK,
    "cohort": ACCENT,
    "cohort not compared": ACCENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestPanel:
    """Outcomes that share one axis."""

    rows: Sequence[ForestRow]
    is_share: bool
    title: str


def draw_panels(
    panels: Sequence[ForestPanel], header: str, *, width: float, height: float
) -> Drawing:
    """Draw panels one below the other; higher than asked where their lines need more."""
    rows = [row for panel in panels for row in panel.rows]
    around = _HEADER + len(panels) * _AXIS + (len(panels) - 1) * _GAP
    drawing = blank(width, max(height, around + len(rows) * _LOWEST_ROW))
    left = min(max(_label_width(row) for row in rows), _WIDEST_LABEL * width) + 8
    right = width - max(text_width(row.words) for row in rows) - 10
    row_height = min(_TALLEST_ROW, (drawing.height - around) / len(rows))
    _add_header(drawing, header)
    top = drawing.height - _HEADER
    for panel in panels:
        bottom = top - row_height * len(panel.rows)
        frame = Frame(left=left, right=right, bottom=bottom, top=top)
        _add_panel(drawing, frame, panel, row_height)
        top = bottom - _AXIS - _GAP
    return drawing


def _add_header(drawing: Drawing, words: str) -> None:
    place = (drawing.width, drawing.height - SMALL)
    drawing.add(text(*place, words, size=SMALL, colour=MUTED_INK, anchor="end"))


def _label_width(row: ForestRow) -> float:
    return text_width(row.label, font=_font(row))


def _font(row: ForestRow) -> str:
    strong = row.chosen or row.kind in {"heading", "cohort", "cohort not compared"}
    return SEMIBOLD if strong else REGULAR


def _add_panel(drawing: Drawing, frame: Frame, panel: ForestPanel, row_height: float) -> None:
    ticks = _ticks(panel)
    x = Scale(lower=ticks[0], upper=ticks[-1], start=frame.left, end=frame.right)
    for tick in ticks:
        colour = INK if tick == 0 else LINE
        ends = (x(tick), frame.bottom, x(tick), frame.top)
        drawing.add(Line(*ends, strokeColor=colour, strokeWidth=0.5))
    words = [(x(tick), _tick_words(tick, panel)) for tick in ticks]
    add_base_axis(drawing, frame, words, panel.title)
    for index, row in enumerate(panel.rows):
        middle = frame.top - row_height * (index + 0.5)
        _add_words(drawing, frame, row, middle - (4.5 if row.kind == "heading" else 2.7))
        add_all(drawing, _shapes(row, x, middle))


def _tick_words(tick: float, panel: ForestPanel) -> str:
    return bare(100 * tick if panel.is_share else tick, "count")


def _ticks(panel: ForestPanel) -> tuple[float, ...]:
    values = [0.0, 0.1 if panel.is_share else 20.0]
    for row in panel.rows:
        if row.estimate is not None:
            values.append(row.estimate)
            values += [row.interval.lower, row.interval.upper] if row.interval else []
    widest = 1.0 if panel.is_share else 100.0
    lower, upper = max(min(values), -widest), min(max(values), widest)
    room = 0.25 * (upper - lower)
    if panel.is_share:
        return tuple(tick / 100 for tick in nice_ticks(0, 100 * min(upper + room, 1.0)))
    return nice_ticks(max(lower - room, -widest), min(upper + room, widest))


def _add_words(drawing: Drawing, frame: Frame, row: ForestRow, base: float) -> None:
    font = _font(row)
    quiet = row.kind in {"prediction", "control"}
    colour = MUTED_INK if quiet else INK
    label = shortened(row.label, frame.left - 8, font=font)
    drawing.add(text(0, base, label, font=font, colour=colour))
    drawing.add(text(drawing.width, base, row.words, font=font, colour=colour, anchor="end"))


def _shapes(row: ForestRow, x: Scale, middle: float) -> Iterator[Shape]:
    interval = row.interval
    if interval is not None:
        left, right = x.within(interval.lower), x.within(interval.upper)
        colour = _COLOURS[row.kind]
        if row.kind == "prediction":
            yield from _prediction_bar(interval, x, middle)
        elif row.kind != "pooled":
            yield whisker((left, middle), (right, middle), colour, 1.2)
        elif row.estimate is not None:
            yield _diamond(left, x(row.estimate), right, middle)
        yield from _arrows(interval, x, middle, colour)
    if row.estimate is not None and (row.kind != "pooled" or interval is None):
        yield _square(row, x(row.estimate), middle)


def _prediction_bar(interval: Interval, x: Scale, middle: float) -> list[Shape]:
    left = max(x(interval.lower), x.start + _ARROW)
    right = min(x(interval.upper), x.end - _ARROW)
    return hatched_bar(left, right, middle, _BAR_HEIGHT, PREDICTION.colour)


def _diamond(left: float, estimate: float, right: float, middle: float) -> Polygon:
    corners = [
        left,
        middle,
        estimate,
        middle + _DIAMOND,
        right,
        middle,
        estimate,
        middle - _DIAMOND,
    ]
    return Polygon(corners, fillColor=BENCHMARK.colour, strokeColor=None)


def _square(row: ForestRow, x: float, middle: float) -> Polygon:
    left, right, bottom, top = x - _SQUARE, x + _SQUARE, middle - _SQUARE, middle + _SQUARE
    colour = _COLOURS[row.kind]
    fill = GROUND if row.kind in {"cohort not compared", "control"} else colour
    corners = [left, bottom, right, bottom, right, top, left, top]
    return Polygon(corners, fillColor=fill, strokeColor=colour, strokeWidth=1)


def _arrows(interval: Interval, x: Scale, middle: float, colour: Color) -> Iterator[Polygon]:
    for leaves, tip, back in (
        (interval.lower < x.lower, x.start, x.start + _ARROW),
        (interval.upper > x.upper, x.end, x.end - _ARROW),
    ):
        if leaves:
            corners = [tip, middle, back, middle + _ARROW, back, middle - _ARROW]
            yield Polygon(corners, fillColor=colour, strokeColor=None)
