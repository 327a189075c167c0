"""How many patients were treated, month by month or year by year, and how many by then."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Polygon

from registry.analysis.recruitment_results import Recruitment, TreatedInMonth, TreatedInYear
from registry.display.charts.axes import Frame, Scale, add_value_axis, nice_ticks
from registry.display.charts.calendar_axis import CALENDAR_HEIGHT, add_calendar_axis
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.lettering import (
    SMALL,
    blank,
    text,
    text_width,
)
from registry.display.charts.marks import add_all, mark, series_line
from registry.display.numbers import bare, count_noun, month, month_initial
from registry.display.palette import ACCENT, CUMULATIVE, MUTED_INK

TITLE = "Patients treated over time"
MOST_MONTHS = 72
_NOBODY = "Nobody was treated by the cut-off."
_LEFT, _RIGHT, _ABOVE = 40.0, 8.0, 18.0
_BETWEEN = 30.0
_TITLE_ABOVE = 11.0
_UPPER_SHARE = 0.35
_BAR_SHARE = 0.7
_GAP = 2.0
_WIDEST_BAR = 40.0

Period = TreatedInMonth | TreatedInYear


def shown_periods(found: Recruitment) -> Sequence[Period]:
    """Return the months, or the years where there are too many months to tell apart."""
    return found.months if len(found.months) <= MOST_MONTHS else found.years


def recruitment_chart(found: Recruitment, *, width: float, height: float) -> Chart:
    """Draw the patients treated up to the end of each period, and below those of the period."""
    periods = shown_periods(found)
    if not periods:
        return sentence_chart(TITLE, _NOBODY, width=width)
    drawing = blank(width, height)
    left, right = _LEFT, width - _RIGHT
    room = height - _ABOVE - _BETWEEN - CALENDAR_HEIGHT
    top, middle = height - _ABOVE, CALENDAR_HEIGHT + (1 - _UPPER_SHARE) * room
    upper = Frame(left=left, right=right, bottom=top - _UPPER_SHARE * room, top=top)
    lower = Frame(left=left, right=right, bottom=CALENDAR_HEIGHT, top=middle)
    slot = upper.width / len(periods)
    at = [left + slot * (index + 0.5) for index in range(len(periods))]
    by_year = periods is found.years
    each = "year" if by_year else "month"
    _add_line(drawing, upper, at, [period.cumulative for period in periods], f"end of each {each}")
    _add_bars(drawing, lower, at, [period.treated for period in periods], f"in each {each}")
    initials = [] if by_year else [month_initial(period.first_day) for period in periods]
    add_calendar_axis(drawing, lower, at, [period.first_day for period in periods], initials)
    return Chart(drawing=drawing, title=TITLE, description=_description(periods, each))


def _add_line(
    drawing: Drawing, frame: Frame, at: Sequence[float], counts: Sequence[int], when: str
) -> None:
    y = _add_counts(drawing, frame, max(counts), f"Patients treated by the {when}", most=3)
    points = [(x, y(count)) for x, count in zip(at, counts, strict=True)]
    if len(points) > 1:
        drawing.add(series_line(CUMULATIVE, points))
    add_all(drawing, (mark(CUMULATIVE, *point, radius=1.8) for point in points))


def _add_bars(
    drawing: Drawing, frame: Frame, at: Sequence[float], counts: Sequence[int], when: str
) -> None:
    y = _add_counts(drawing, frame, max(counts), f"Patients treated {when}", most=4)
    slot = frame.width / len(at)
    half = min(_BAR_SHARE * slot, _WIDEST_BAR) / 2
    words = [bare(count, "count") for count in counts]
    labelled = max(text_width(label, SMALL) for label in words) + _GAP <= slot
    for x, count, label in zip(at, counts, words, strict=True):
        bottom, top = frame.bottom, y(count)
        corners = [x - half, bottom, x + half, bottom, x + half, top, x - half, top]
        if count:
            drawing.add(Polygon(corners, fillColor=ACCENT, strokeColor=None))
        if labelled and count:
            drawing.add(text(x, top + _GAP, label, size=SMALL, anchor="middle"))


def _add_counts(drawing: Drawing, frame: Frame, highest: int, title: str, *, most: int) -> Scale:
    ticks = [tick for tick in nice_ticks(0, max(highest, 1), most=most) if tick.is_integer()]
    y = Scale(lower=0, upper=ticks[-1], start=frame.bottom, end=frame.top)
    add_value_axis(drawing, frame, y, {tick: bare(tick, "count") for tick in ticks})
    drawing.add(text(0, frame.top + _TITLE_ABOVE, title, size=SMALL, colour=MUTED_INK))
    return y


def _description(periods: Sequence[Period], each: str) -> str:
    most = max(periods, key=lambda period: period.treated)
    when = month(most.first_day) if each == "month" else f"{most.first_day:%Y}"
    return (
        f"{count_noun(periods[-1].cumulative, 'patient')} treated in "
        f"{count_noun(len(periods), each)}; most in {when}, {bare(most.treated, 'count')}."
    )
