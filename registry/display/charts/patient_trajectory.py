"""One patient's scores, events and operations since treatment."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line

from registry.display.charts.axes import Frame, Scale, add_base_axis, month_ticks
from registry.display.charts.chart import Chart
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, blank, centred, shortened, text
from registry.display.charts.marks import add_all, mark, series_line
from registry.display.charts.score_axis import (
    SERIES_STYLES,
    add_names,
    add_score_axis,
    score_scale,
)
from registry.display.numbers import bare, count_noun
from registry.display.palette import EVENTS, INK, MUTED_INK, OPERATION, SeriesStyle
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode

TITLE = "Scores since treatment"
_NO_SCORES = "No scores yet: enter the baseline visit."
_LEFT, _RIGHT, _ABOVE, _AXIS = 26.0, 84.0, 26.0, 24.0
_STRIP = 2 * LINE_HEIGHT + 8
_SHORTEST_MONTHS = 3.0
_TICK_WIDTH = 28.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorePoint:
    """One score; ``months`` since the index treatment, negative before it."""

    instrument: InstrumentCode
    months: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCourse:
    """What one patient's course is drawn from; all times in months since the index treatment."""

    scores: Sequence[ScorePoint]
    adverse_events: Sequence[float] = ()
    operations: Sequence[float] = ()
    repeat_treatments: Sequence[float] = ()

    def of(self, instrument: InstrumentCode) -> list[ScorePoint]:
        """Return the instrument's scores in order of time."""
        points = (point for point in self.scores if point.instrument is instrument)
        return sorted(points, key=lambda point: point.months)

    @property
    def times(self) -> list[float]:
        """Every time that must lie on the axis."""
        scores = [point.months for point in self.scores]
        return [*scores, *self.adverse_events, *self.operations, *self.repeat_treatments]


def patient_trajectory(course: PatientCourse, *, width: float, height: float) -> Chart:
    """Draw one patient's scores over the time that really passed."""
    drawing = blank(width, height)
    frame = Frame(left=_LEFT, right=width - _RIGHT, bottom=_AXIS + _STRIP, top=height - _ABOVE)
    last = max([_SHORTEST_MONTHS, *course.times])
    x = Scale(
        lower=min([0.0, *course.times]), upper=last, start=frame.left + 6, end=frame.right - 4
    )
    add_score_axis(drawing, frame, "Score, 0 best to 100 worst")
    _add_treatments(drawing, frame, x, course)
    most = max(2, int(frame.width / _TICK_WIDTH))
    ticks = [(x(month), str(month)) for month in month_ticks(last, most=most)]
    floor = Frame(left=frame.left, right=frame.right, bottom=_AXIS, top=frame.top)
    add_base_axis(drawing, floor, ticks, "Months since treatment")
    _add_scores(drawing, frame, x, course)
    events = count_noun(len(course.adverse_events), "adverse event")
    operations = count_noun(len(course.operations), "operation")
    upper = frame.bottom - LINE_HEIGHT - 2
    _add_strip(drawing, frame, upper, (x, EVENTS, course.adverse_events, events))
    _add_strip(drawing, frame, upper - LINE_HEIGHT, (x, OPERATION, course.operations, operations))
    return Chart(drawing=drawing, title=TITLE, description=_description(course, events, operations))


def _add_treatments(drawing: Drawing, frame: Frame, x: Scale, course: PatientCourse) -> None:
    for months in (0.0, *course.repeat_treatments):
        colour = MUTED_INK if months else INK
        ends = (x(months), _AXIS, x(months), frame.top + 3)
        drawing.add(Line(*ends, strokeColor=colour, strokeWidth=0.4 if months else 0.8))
    count = 1 + len(course.repeat_treatments)
    words = "Treatment" if count == 1 else count_noun(count, "treatment")
    drawing.add(text(x(0) - 2, frame.top + 5, words, size=SMALL))


def _add_scores(drawing: Drawing, frame: Frame, x: Scale, course: PatientCourse) -> None:
    y = score_scale(frame)
    ends = []
    for instrument in INSTRUMENTS:
        points = [(x(point.months), y(point.value)) for point in course.of(instrument)]
        if len(points) > 1:
            drawing.add(series_line(SERIES_STYLES[instrument], points))
        add_all(drawing, (mark(SERIES_STYLES[instrument], *point) for point in points))
        if points:
            ends.append((instrument, points[-1][1]))
    add_names(drawing, frame, ends)
    if not ends:
        drawing.add(centred(frame.middle, y(50) + 4, _NO_SCORES, room=frame.width - 16))


def _add_strip(
    drawing: Drawing,
    frame: Frame,
    height: float,
    row: tuple[Scale, SeriesStyle, Sequence[float], str],
) -> None:
    x, style, times, words = row
    add_all(drawing, (mark(style, x(months), height) for months in times))
    label = shortened(words, drawing.width - frame.right - 6, SMALL)
    drawing.add(text(frame.right + 6, height - 2.4, label, size=SMALL, colour=MUTED_INK))


def _description(course: PatientCourse, events: str, operations: str) -> str:
    said = [_course_of(course, instrument) for instrument in INSTRUMENTS if course.of(instrument)]
    return f"{'; '.join(said) or 'No scores'}; {events}; {operations}."


def _course_of(course: PatientCourse, instrument: InstrumentCode) -> str:
    points = course.of(instrument)
    first, last = points[0], points[-1]
    name = INSTRUMENTS[instrument].name
    latest = f"{bare(last.value, 'points')} at {bare(last.months, 'months')} months"
    if first is last:
        return f"{name} {latest}"
    return f"{name} {bare(first.value, 'points')} first and {latest}"
