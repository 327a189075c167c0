"""How the changes of patients spread, quarter by quarter of their treatment."""

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line

from registry.analysis.box_plot_results import Box, ChangeSpread
from registry.analysis.box_plots import MINIMUM_FOR_A_BOX
from registry.analysis.estimates import NotEstimable
from registry.display.charts.axes import Frame, Scale, add_value_axis, nice_ticks
from registry.display.charts.calendar_axis import CALENDAR_HEIGHT, add_calendar_axis
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.count_row import add_counts, count_lines
from registry.display.charts.lettering import (
    LINE_HEIGHT,
    SMALL,
    blank,
    text,
)
from registry.display.charts.marks import filled_area, whisker
from registry.display.charts.score_axis import SERIES_STYLES
from registry.display.numbers import bare, in_months
from registry.display.palette import GROUND, INK, MUTED_INK, SHADES
from registry.display.tabulate.change_boxes import period_name
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.quarter import Quarter

TITLE = "Change by time of treatment"
_NO_BOX = (
    f"No box yet: it needs {MINIMUM_FOR_A_BOX} patients treated in one quarter with both scores."
)
_LEFT, _RIGHT = 40.0, 8.0
_PANEL_TITLE = 18.0
_BETWEEN = 6.0
_BOX_SHARE = 0.6
_WIDEST_BOX = 22.0
_DOT = 1.5


def change_boxes(spreads: Sequence[ChangeSpread], *, width: float, height: float) -> Chart:
    """Draw a panel for each instrument, one above the other, with N under each box."""
    drawn = [spread for spread in spreads if any(_estimated(spread))]
    if not drawn:
        return sentence_chart(TITLE, _NO_BOX, width=width)
    drawing = blank(width, height)
    days = [row.first_day for row in drawn[0].boxes]
    left, right = _LEFT, width - _RIGHT
    slot = (right - left) / len(days)
    at = [left + slot * (index + 0.5) for index in range(len(days))]
    lines = max(count_lines([row.box.n for row in spread.boxes], slot) for spread in drawn)
    below = LINE_HEIGHT * lines + _BETWEEN
    room = (height - CALENDAR_HEIGHT) / len(drawn)
    for index, spread in enumerate(drawn):
        top = height - room * index - _PANEL_TITLE
        bottom = height - room * (index + 1) + below
        frame = Frame(left=left, right=right, bottom=bottom, top=top)
        _add_panel(drawing, frame, spread, at)
        counts = [row.box.n for row in spread.boxes]
        add_counts(drawing, bottom - 3, at, counts, slot=slot)
        drawing.add(text(0, bottom - 3 - LINE_HEIGHT + 2.5, "N", size=SMALL, colour=MUTED_INK))
    calendar = Frame(left=left, right=right, bottom=CALENDAR_HEIGHT, top=height)
    add_calendar_axis(drawing, calendar, at, days, _quarters(drawn[0]))
    return Chart(drawing=drawing, title=TITLE, description=" ".join(map(_sentence, drawn)))


def _estimated(spread: ChangeSpread) -> Iterator[Box]:
    return (row.box for row in spread.boxes if not isinstance(row.box, NotEstimable))


def _quarters(spread: ChangeSpread) -> list[str]:
    if spread.period == "year":
        return []
    return [f"Q{Quarter.of(row.first_day).number}" for row in spread.boxes]


def _add_panel(drawing: Drawing, frame: Frame, spread: ChangeSpread, at: Sequence[float]) -> None:
    boxes = list(_estimated(spread))
    lowest, highest = min(box.lowest for box in boxes), max(box.highest for box in boxes)
    ticks = nice_ticks(min(lowest, 0), max(highest, 1), most=6)
    y = Scale(lower=ticks[0], upper=ticks[-1], start=frame.bottom, end=frame.top)
    add_value_axis(drawing, frame, y, {tick: bare(tick, "count") for tick in ticks})
    drawing.add(Line(frame.left, y(0), frame.right, y(0), strokeColor=MUTED_INK, strokeWidth=0.7))
    instrument = INSTRUMENTS[spread.instrument]
    title = f"{instrument.name}, change at {in_months(spread.months)}, {instrument.unit}"
    drawing.add(text(0, frame.top + 8, title, size=SMALL, colour=MUTED_INK))
    half = min(_BOX_SHARE * frame.width / len(at), _WIDEST_BOX) / 2
    for x, row in zip(at, spread.boxes, strict=True):
        if not isinstance(row.box, NotEstimable):
            _add_box(drawing, row.box, x, half, y, spread)


def _add_box(
    drawing: Drawing, box: Box, x: float, half: float, y: Scale, spread: ChangeSpread
) -> None:
    colour = SERIES_STYLES[spread.instrument].colour
    for end, edge in ((box.whisker_low, box.quartile_1), (box.whisker_high, box.quartile_3)):
        drawing.add(whisker((x, y(edge)), (x, y(end)), colour))
        drawing.add(whisker((x - half / 2, y(end)), (x + half / 2, y(end)), colour))
    place = Frame(left=x - half, right=x + half, bottom=y(box.quartile_1), top=y(box.quartile_3))
    drawing.add(filled_area(place, SHADES[1][0], colour))
    drawing.add(whisker((x - half, y(box.median)), (x + half, y(box.median)), INK, width=1.6))
    for value, end in ((box.lowest, box.whisker_low), (box.highest, box.whisker_high)):
        if value != end:
            dot = Circle(x, y(value), _DOT, fillColor=GROUND, strokeColor=colour, strokeWidth=0.8)
            drawing.add(dot)


def _sentence(spread: ChangeSpread) -> str:
    medians = "; ".join(
        f"{period_name(spread, row)} {bare(row.box.median, 'points')}, N = "
        f"{bare(row.box.n, 'count')}"
        for row in spread.boxes
        if not isinstance(row.box, NotEstimable)
    )
    name = INSTRUMENTS[spread.instrument].name
    return f"{name}, median change at {in_months(spread.months)} by {spread.period}: {medians}."
