"""The cohort's mean scores at the planned visits."""

from collections.abc import Sequence
from math import sqrt

from reportlab.graphics.shapes import Drawing

from registry.analysis.estimates import NotEstimable
from registry.analysis.results import InstrumentCourse, VisitMean
from registry.display.charts.axes import Frame, Scale, add_base_axis
from registry.display.charts.chart import Chart
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, blank, message, text
from registry.display.charts.marks import add_all, mark, series_line, whisker
from registry.display.charts.score_axis import (
    SERIES_STYLES,
    add_names,
    add_score_axis,
    score_scale,
)
from registry.display.numbers import bare, estimate
from registry.display.palette import MUTED_INK
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode

TITLE = "Mean scores over time"
_NOBODY = "No scores yet: a mean needs at least one treated patient with a score."
_LEFT, _RIGHT, _ABOVE, _AXIS = 52.0, 62.0, 16.0, 26.0
_DODGE = 3.0


def cohort_trajectory(courses: Sequence[InstrumentCourse], *, width: float, height: float) -> Chart:
    """Draw the means with their intervals, and N under each time point.

    The square root of time spreads the early visits, so that every N stands under its mean.
    """
    shown = [course for course in courses if course.means]
    if not shown:
        return Chart(drawing=message(width, height, _NOBODY), title=TITLE, description=_NOBODY)
    drawing = blank(width, height)
    rows = _AXIS + LINE_HEIGHT * (len(shown) + 1)
    frame = Frame(left=_LEFT, right=width - _RIGHT, bottom=rows, top=height - _ABOVE)
    months = sorted({mean.months for course in shown for mean in course.means})
    roots = Scale(lower=0, upper=sqrt(max(*months, 1)), start=_LEFT + 8, end=frame.right - 4)
    at = {month: roots(sqrt(month)) for month in months}
    add_score_axis(drawing, frame, "Mean score with 95\u202f% interval, 0 best to 100 worst")
    title = "Months since treatment (square-root scale)"
    add_base_axis(drawing, frame, [(x, str(month)) for month, x in at.items()], title)
    for index, course in enumerate(shown):
        _add_series(drawing, frame, course, at, _DODGE * (index - (len(shown) - 1) / 2))
    add_names(drawing, frame, _ends(frame, shown))
    _add_patient_counts(drawing, frame.bottom - _AXIS - 2, shown, at)
    return Chart(drawing=drawing, title=TITLE, description=" ".join(map(_sentence, shown)))


def _add_series(
    drawing: Drawing,
    frame: Frame,
    course: InstrumentCourse,
    at: dict[int, float],
    dodge: float,
) -> None:
    style, y = SERIES_STYLES[course.instrument], score_scale(frame)
    means = shown_means(course)
    points = [(at[mean.months] + dodge, y(mean.mean)) for mean in means]
    add_all(
        drawing,
        (
            whisker((x, y.within(bounds.lower)), (x, y.within(bounds.upper)), style.colour)
            for (x, _), mean in zip(points, means, strict=True)
            if not isinstance(bounds := mean.interval, NotEstimable)
        ),
    )
    if len(points) > 1:
        drawing.add(series_line(style, points))
    add_all(drawing, (mark(style, *point) for point in points))


def shown_means(course: InstrumentCourse) -> tuple[VisitMean, ...]:
    """Return the means with an interval, or all where none has one: one patient is no trend."""
    certain = (mean for mean in course.means if not isinstance(mean.interval, NotEstimable))
    return tuple(certain) or course.means


def _ends(frame: Frame, courses: Sequence[InstrumentCourse]) -> list[tuple[InstrumentCode, float]]:
    y = score_scale(frame)
    return [(course.instrument, y(shown_means(course)[-1].mean)) for course in courses]


def _add_patient_counts(
    drawing: Drawing, top: float, courses: Sequence[InstrumentCourse], at: dict[int, float]
) -> None:
    drawing.add(text(0, top - 7, "Patients", size=SMALL, colour=MUTED_INK))
    for row, course in enumerate(courses, start=2):
        base = top - LINE_HEIGHT * row + 4
        drawing.add(text(0, base, INSTRUMENTS[course.instrument].name, size=SMALL))
        for mean in course.means:
            words = bare(mean.n, "count")
            drawing.add(text(at[mean.months], base, words, size=SMALL, anchor="middle"))


def _sentence(course: InstrumentCourse) -> str:
    first, last = shown_means(course)[0], shown_means(course)[-1]
    name = INSTRUMENTS[course.instrument].name
    if first is last:
        return f"{name}: {_said(first)}."
    return f"{name}: {_said(first)}; {_said(last)}."


def _said(mean: VisitMean) -> str:
    when = "at baseline" if mean.months == 0 else f"at {mean.months} months"
    return f"{when} {estimate(mean.mean, mean.interval, 'points')}, N = {bare(mean.n, 'count')}"
