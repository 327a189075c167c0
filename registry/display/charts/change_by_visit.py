"""The mean change from baseline at each planned visit, beside the minimal important change."""

from collections.abc import Mapping, Sequence
from math import sqrt

from reportlab.graphics.shapes import Drawing, Line

from registry.analysis.estimates import MeanChange
from registry.analysis.results import InstrumentCourse, Responders
from registry.display.charts.axes import Frame, Scale, add_base_axis, add_value_axis, nice_ticks
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.important_change import important_changes, important_line
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, blank, spread, text
from registry.display.charts.marks import add_all, mark, series_line, whisker
from registry.display.charts.score_axis import SERIES_STYLES, add_names
from registry.display.numbers import bare, bounds, in_months
from registry.display.palette import MUTED_INK
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode

TITLE = "Change by visit"
_NO_PAIR = "No change yet: it needs two patients with a baseline and a score at one visit."
_LEFT, _RIGHT, _ABOVE, _BELOW = 52.0, 80.0, 16.0, 26.0
_DODGE = 3.0

Changes = Mapping[int, MeanChange]


def change_by_visit(
    courses: Sequence[InstrumentCourse],
    responders: Sequence[Responders],
    *,
    width: float,
    height: float,
) -> Chart:
    """Draw mean improvements with intervals; a dotted line for each minimal important change."""
    shown = [(course, found) for course in courses if (found := _estimated(course))]
    if not shown:
        return sentence_chart(TITLE, _NO_PAIR, width=width)
    drawing = blank(width, height)
    frame = Frame(left=_LEFT, right=width - _RIGHT, bottom=_BELOW, top=height - _ABOVE)
    months = sorted({month for _, changes in shown for month in changes})
    roots = Scale(lower=0, upper=sqrt(max(months)), start=_LEFT + 8, end=frame.right - 4)
    at = {month: roots(sqrt(month)) for month in months}
    important = important_changes(responders, [course.instrument for course, _ in shown])
    y = _improvements([changes for _, changes in shown], important, frame)
    ticks = nice_ticks(y.lower, y.upper)
    add_value_axis(drawing, frame, y, {tick: bare(tick, "count") for tick in ticks})
    words = "Mean improvement with 95\u202f% interval, points of 0–100"
    drawing.add(text(0, drawing.height - SMALL, words, size=SMALL, colour=MUTED_INK))
    base = "Months since treatment (square-root scale)"
    add_base_axis(drawing, frame, [(x, str(month)) for month, x in at.items()], base)
    drawing.add(Line(frame.left, y(0), frame.right, y(0), strokeColor=MUTED_INK, strokeWidth=0.7))
    _add_important(drawing, frame, y, important)
    for index, (course, changes) in enumerate(shown):
        dodge = _DODGE * (index - (len(shown) - 1) / 2)
        _add_series(drawing, y, course.instrument, changes, {m: x + dodge for m, x in at.items()})
    ends = [(course.instrument, y(changes[max(changes)].change_mean)) for course, changes in shown]
    add_names(drawing, frame, ends)
    sentences = [_sentence(course.instrument, changes) for course, changes in shown]
    return Chart(drawing=drawing, title=TITLE, description=" ".join(sentences))


def _estimated(course: InstrumentCourse) -> Changes:
    return {
        each.months: each.change for each in course.changes if isinstance(each.change, MeanChange)
    }


def _improvements(
    changes: Sequence[Changes], important: Mapping[InstrumentCode, float], frame: Frame
) -> Scale:
    intervals = [each.interval for found in changes for each in found.values()]
    lowest = min(0.0, *(interval.lower for interval in intervals))
    highest = max(1.0, *important.values(), *(interval.upper for interval in intervals))
    ticks = nice_ticks(max(lowest, -100), min(highest, 100))
    return Scale(lower=ticks[0], upper=ticks[-1], start=frame.bottom, end=frame.top)


def _add_important(
    drawing: Drawing, frame: Frame, y: Scale, important: Mapping[InstrumentCode, float]
) -> None:
    """Draw the lines, and name each at the left where there is room above it."""
    heights = [y(value) for value in important.values()]
    names = spread([height + 5 for height in heights], gap=LINE_HEIGHT, highest=frame.top)
    for (instrument, value), height, above in zip(important.items(), heights, names, strict=True):
        colour = SERIES_STYLES[instrument].colour
        drawing.add(important_line(instrument, frame.left, frame.right, height))
        words = f"MIC {INSTRUMENTS[instrument].name}, {bare(value, 'count')}"
        drawing.add(text(frame.left + 2, above - 2.7, words, size=SMALL, colour=colour))


def _add_series(
    drawing: Drawing,
    y: Scale,
    instrument: InstrumentCode,
    changes: Changes,
    at: Mapping[int, float],
) -> None:
    style = SERIES_STYLES[instrument]
    points = [(at[month], y(change.change_mean)) for month, change in changes.items()]
    add_all(
        drawing,
        (
            whisker(
                (at[month], y.within(change.interval.lower)),
                (at[month], y.within(change.interval.upper)),
                style.colour,
            )
            for month, change in changes.items()
        ),
    )
    if len(points) > 1:
        drawing.add(series_line(style, points))
    add_all(drawing, (mark(style, *point) for point in points))


def _sentence(instrument: InstrumentCode, changes: Changes) -> str:
    said = "; ".join(
        f"at {in_months(month)} {bare(change.change_mean, 'points')} "
        f"({bounds(change.interval, 'points')}), N = {bare(change.n, 'count')}"
        for month, change in changes.items()
    )
    return f"{INSTRUMENTS[instrument].name}, mean improvement: {said}."
