"""Evidence for more events, in the order of treatment."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line, PolyLine

from registry.analysis.estimates import NotEstimable
from registry.analysis.site_results import Cusum, CusumDay, OutcomeMonitoring
from registry.display.charts.axes import Frame, Scale, add_base_axis, add_value_axis, nice_ticks
from registry.display.charts.chart import Chart
from registry.display.charts.lettering import SMALL, blank, message, text
from registry.display.charts.marks import mark
from registry.display.numbers import bare, count_noun
from registry.display.palette import ACCENT, ATTENTION, EVENTS, MUTED_INK
from registry.display.site_captions import signals_sentence
from registry.display.tabulate.sites import within

_LEFT, _RIGHT, _ABOVE, _AXIS = 40.0, 12.0, 16.0, 28.0
_HEADROOM = 1.12
_LIMIT_DASH = (4, 2.5)


def cusum_chart(found: OutcomeMonitoring, *, width: float, height: float) -> Chart:
    """Draw the sum after each day of treatment, the limit, and what went beyond it."""
    title = f"{within(found)}, in the order of treatment"
    cusum = found.cusum
    if isinstance(cusum, NotEstimable):
        words = f"No CUSUM: {cusum.reason}; {cusum}."
        return Chart(drawing=message(width, height, words), title=title, description=words)
    drawing = blank(width, height)
    frame = Frame(left=_LEFT, right=width - _RIGHT, bottom=_AXIS, top=height - _ABOVE)
    ticks = nice_ticks(0, cusum.patients)
    x = Scale(lower=0, upper=ticks[-1], start=frame.left, end=frame.right)
    y = _add_axis(drawing, frame, cusum)
    whole = [(x(tick), bare(tick, "count")) for tick in ticks if tick == int(tick)]
    add_base_axis(drawing, frame, whole, "Patients whose outcome is known, by date of treatment")
    limit = Line(frame.left, y(cusum.limit), frame.right, y(cusum.limit))
    limit.strokeColor, limit.strokeWidth = ATTENTION, 0.9
    limit.strokeDashArray = list(_LIMIT_DASH)
    drawing.add(limit)
    words = f"Control limit {bare(cusum.limit, 'rate')}"
    drawing.add(
        text(width, height - SMALL, words, size=SMALL, colour=ATTENTION, anchor="end"),
    )
    for run in _runs(cusum.points):
        flat = [coordinate for patients, value in run for coordinate in (x(patients), y(value))]
        drawing.add(PolyLine(flat, strokeColor=ACCENT, strokeWidth=1.3, strokeLineJoin=1))
    for each in cusum.signals:
        drawing.add(mark(EVENTS, x(each.patients), y(each.value), 3.2))
    return Chart(drawing=drawing, title=title, description=_description(found, cusum))


def _add_axis(drawing: Drawing, frame: Frame, cusum: Cusum) -> Scale:
    highest = max(cusum.limit, *(each.value for each in cusum.points))
    ticks = nice_ticks(0, _HEADROOM * (highest or 1.0))
    y = Scale(lower=0, upper=ticks[-1], start=frame.bottom, end=frame.top)
    add_value_axis(drawing, frame, y, {tick: f"{tick:g}" for tick in ticks})
    words = "Sum of log-likelihood ratios"
    drawing.add(text(0, drawing.height - SMALL, words, size=SMALL, colour=MUTED_INK))
    return y


def _runs(days: Sequence[CusumDay]) -> list[list[tuple[int, float]]]:
    """Return the points of each line: a signal ends one, and the next begins at 0."""
    runs: list[list[tuple[int, float]]] = [[(0, 0.0)]]
    for each in days:
        runs[-1].append((each.patients, each.value))
        if each.signal:
            runs.append([(each.patients, 0.0)])
    return [run for run in runs if len(run) > 1]


def _description(found: OutcomeMonitoring, cusum: Cusum) -> str:
    return (
        f"{within(found)}: {count_noun(cusum.events, 'event')} among "
        f"{count_noun(cusum.patients, 'patient')}; highest sum "
        f"{bare(max(each.value for each in cusum.points), 'rate')}, control limit "
        f"{bare(cusum.limit, 'rate')}. {signals_sentence(cusum)}"
    )
