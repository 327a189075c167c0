"""The courses of single patients behind the mean of each instrument."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import sqrt

from reportlab.graphics.shapes import Drawing, Polygon, PolyLine

from registry.analysis.estimates import NotEstimable
from registry.analysis.results import IndividualCourses, InstrumentCourse, Responders
from registry.display.charts.axes import Frame, Scale, add_base_axis, add_value_axis
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.cohort_trajectory import shown_means
from registry.display.charts.count_row import add_counts, count_lines
from registry.display.charts.important_change import important_changes, important_line
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, blank, text, text_width
from registry.display.charts.marks import add_all, coordinates, mark, series_line
from registry.display.charts.score_axis import SCORES, SERIES_STYLES, score_scale
from registry.display.fonts import SEMIBOLD
from registry.display.numbers import bare, count_noun
from registry.display.palette import MUTED_INK, PREDICTION
from registry.domain.instruments.catalogue import INSTRUMENTS

TITLE = "Patients around the mean"
_NOBODY = "No courses yet: one needs a patient with two scores of an instrument."
_LEFT, _RIGHT, _ABOVE, _AXIS = 24.0, 4.0, 20.0, 26.0
_MARK = 2.2
_BASE = "Months since treatment (square-root scale)"


def patients_around_mean(
    courses: Sequence[InstrumentCourse],
    responders: Sequence[Responders],
    *,
    width: float,
    height: float,
) -> Chart:
    """Draw a panel for each instrument: single courses, the mean with its band, the MIC."""
    shown = [course for course in courses if course.individuals.patients]
    if not shown:
        return sentence_chart(TITLE, _NOBODY, width=width)
    drawing = blank(width, height)
    important = important_changes(responders, [course.instrument for course in shown])
    room = width / len(shown)
    months = sorted({mean.months for course in shown for mean in course.means})
    last = max(text_width(bare(course.means[-1].n, "count"), SMALL) for course in shown)
    end = room - max(_RIGHT + 6, last / 2)
    roots = Scale(lower=0, upper=sqrt(months[-1]), start=_LEFT + 6, end=end)
    places = {month: roots(sqrt(month)) for month in months}
    slot = min(after - before for before, after in pairwise(places.values()))
    lines = max(count_lines([mean.n for mean in course.means], slot) for course in shown)
    below = _AXIS + LINE_HEIGHT * (lines + 1)
    for index, course in enumerate(shown):
        left, right = room * index + _LEFT, room * (index + 1) - _RIGHT
        frame = Frame(left=left, right=right, bottom=below, top=height - _ABOVE)
        at = {month: room * index + x for month, x in places.items()}
        _add_panel(drawing, frame, course, at, important.get(course.instrument))
        under = below - _AXIS - 2
        counted = [at[mean.months] for mean in course.means]
        add_counts(drawing, under, counted, [mean.n for mean in course.means], slot=slot)
        drawing.add(
            text(left - _LEFT, under - LINE_HEIGHT + 2.5, "N", size=SMALL, colour=MUTED_INK)
        )
    middle, base = width / 2, below - LINE_HEIGHT - 11
    drawing.add(text(middle, base, _BASE, size=SMALL, colour=MUTED_INK, anchor="middle"))
    said = [_sentence(course, important.get(course.instrument)) for course in shown]
    return Chart(drawing=drawing, title=TITLE, description=" ".join(said))


def _add_panel(
    drawing: Drawing,
    frame: Frame,
    course: InstrumentCourse,
    at: Mapping[int, float],
    important: float | None,
) -> None:
    style, y, means = SERIES_STYLES[course.instrument], score_scale(frame), shown_means(course)
    add_value_axis(drawing, frame, y, {score: str(score) for score in SCORES})
    add_base_axis(drawing, frame, [(x, str(month)) for month, x in at.items()])
    add_all(drawing, _single_courses(course.individuals, at, y))
    add_all(drawing, _bands(course, at, y))
    if important is not None and means[0].months == 0:
        height = y.within(means[0].mean - important)
        drawing.add(important_line(course.instrument, frame.left, frame.right, height))
    points = [(at[mean.months], y(mean.mean)) for mean in means]
    if len(points) > 1:
        drawing.add(series_line(style, points))
    add_all(drawing, (mark(style, *point, radius=_MARK) for point in points))
    name = INSTRUMENTS[course.instrument].name
    drawing.add(text(frame.left, frame.top + 9, name, font=SEMIBOLD, colour=style.colour))


def _single_courses(
    individuals: IndividualCourses, at: Mapping[int, float], y: Scale
) -> Iterator[PolyLine]:
    """Yield a thin line through the scores each patient has."""
    for course in individuals.drawn:
        known = [
            (at[month], y(score))
            for month, score in zip(individuals.months, course, strict=True)
            if score is not None
        ]
        yield PolyLine(
            coordinates(known),
            strokeColor=PREDICTION.colour,
            strokeWidth=0.3,
        )


def _bands(course: InstrumentCourse, at: Mapping[int, float], y: Scale) -> Iterator[Polygon]:
    """Yield the area between the ends of the intervals, where two means have one."""
    known = [
        (at[mean.months], mean.interval)
        for mean in course.means
        if not isinstance(mean.interval, NotEstimable)
    ]
    if len(known) > 1:
        upper = [(x, y.within(interval.upper)) for x, interval in known]
        lower = [(x, y.within(interval.lower)) for x, interval in reversed(known)]
        yield Polygon(
            coordinates((*upper, *lower)),
            fillColor=SERIES_STYLES[course.instrument].colour,
            fillOpacity=0.25,
            strokeColor=None,
        )


def _sentence(course: InstrumentCourse, important: float | None) -> str:
    found = course.individuals
    patients = count_noun(found.patients, "patient")
    name = INSTRUMENTS[course.instrument].name
    drawn = f"courses of {bare(len(found.drawn), 'count')} of {patients} with two scores or more"
    if important is None:
        return f"{name}: {drawn}."
    below = f"dotted line {bare(important, 'count')} points below the mean at baseline"
    return f"{name}: {drawn}; {below}."
