"""The share of patients reoperated over time."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine

from registry.analysis.estimates import KaplanMeier, NotEstimable, RiskTableColumn
from registry.analysis.results import BenchmarkComparison, Reoperation
from registry.analysis.time_units import DAYS_PER_MONTH
from registry.display.charts.axes import Frame, Scale, add_base_axis, add_value_axis, nice_ticks
from registry.display.charts.chart import Chart
from registry.display.charts.lettering import (
    LINE_HEIGHT,
    SMALL,
    blank,
    centred,
    message,
    shortened,
    text,
    text_width,
)
from registry.display.charts.marks import coordinates
from registry.display.numbers import bare, count_noun, estimate, number
from registry.display.palette import ACCENT, BENCHMARK, MUTED_INK

TITLE = "Share reoperated"
_AXIS_TITLE = "Share reoperated, %, with 95\u202f% interval"
_SAMPLE = 14.0
_LEFT, _RIGHT, _ABOVE, _AXIS = 52.0, 12.0, 16.0, 26.0
_COLUMN_WIDTH = 24.0
_SHORTEST_MONTHS = 12.0
_LOWEST_TOP = 0.1
_MONTHS_PER_COLUMN = (1, 2, 3, 6, 12, 24, 60)


def reoperation_curve(
    reoperation: Reoperation,
    *,
    width: float,
    height: float,
    benchmark: BenchmarkComparison | None = None,
) -> Chart:
    """Draw 1 − S with its band, up to where enough patients are at risk, and the risk table."""
    estimated = reoperation.kaplan_meier
    if isinstance(estimated, NotEstimable):
        words = f"Share reoperated: {estimated}: {estimated.reason}."
        return Chart(drawing=message(width, height, words), title=TITLE, description=words)
    drawing = blank(width, height)
    columns = _columns(estimated, width - _LEFT - _RIGHT)
    frame = Frame(
        left=_LEFT,
        right=width - _RIGHT,
        bottom=_AXIS + 3 * LINE_HEIGHT + 4,
        top=height - _ABOVE,
    )
    x = Scale(lower=0, upper=_last_month(estimated), start=_LEFT + 4, end=frame.right - 4)
    y = _add_share_axis(drawing, frame, estimated, benchmark)
    ticks = [(x(column.months), str(column.months)) for column in columns]
    add_base_axis(drawing, frame, ticks, "Months since treatment")
    if benchmark is not None:
        _add_benchmark(drawing, frame, y, benchmark)
    if estimated.stopped_at_days:
        _add_curve(drawing, estimated, x, y)
    if remark := _remark(estimated):
        drawing.add(centred(frame.middle, y(0) + 12, remark, room=frame.width))
    _add_risk_table(drawing, frame.bottom - _AXIS - 2, columns, x)
    return Chart(drawing=drawing, title=TITLE, description=_description(estimated))


def _remark(estimated: KaplanMeier) -> str:
    patients = count_noun(estimated.n, "patient")
    if not estimated.stopped_at_days:
        return f"No curve: {patients}, at least {estimated.minimum_at_risk} at risk needed."
    return "" if estimated.events else f"No operation among {patients}."


def _last_month(estimated: KaplanMeier) -> float:
    tabled = [column.months for column in estimated.risk_table]
    return max([_SHORTEST_MONTHS, estimated.stopped_at_days / DAYS_PER_MONTH, *tabled])


def _columns(estimated: KaplanMeier, room: float) -> list[RiskTableColumn]:
    most = room / _COLUMN_WIDTH
    columns = list(estimated.risk_table)
    for step in _MONTHS_PER_COLUMN:
        if len(columns) <= most:
            break
        columns = [column for column in columns if column.months % step == 0]
    return columns


def _add_share_axis(
    drawing: Drawing,
    frame: Frame,
    estimated: KaplanMeier,
    benchmark: BenchmarkComparison | None,
) -> Scale:
    highest = max([_LOWEST_TOP, *(1 - step.lower for step in estimated.steps)])
    if benchmark is not None:
        highest = max(highest, benchmark.published.estimate)
    ticks = nice_ticks(0, 100 * highest)
    y = Scale(lower=0, upper=ticks[-1] / 100, start=frame.bottom, end=frame.top)
    add_value_axis(drawing, frame, y, {tick / 100: f"{tick:g}" for tick in ticks})
    drawing.add(text(0, drawing.height - SMALL, _AXIS_TITLE, size=SMALL, colour=MUTED_INK))
    return y


def _add_curve(drawing: Drawing, estimated: KaplanMeier, x: Scale, y: Scale) -> None:
    steps, end = estimated.steps, estimated.stopped_at_days
    starts = [step.days for step in steps]
    upper = _staircase(starts, [1 - step.lower for step in steps], end)
    lower = _staircase(starts, [1 - step.upper for step in steps], end)
    band = [(x(days / DAYS_PER_MONTH), y(share)) for days, share in (*upper, *reversed(lower))]
    drawing.add(Polygon(coordinates(band), fillColor=ACCENT, fillOpacity=0.15, strokeColor=None))
    stairs = _staircase(starts, [1 - step.survival for step in steps], end)
    curve = [(x(days / DAYS_PER_MONTH), y(share)) for days, share in stairs]
    drawing.add(PolyLine(coordinates(curve), strokeColor=ACCENT, strokeWidth=1.4))
    stop, height = curve[-1]
    drawing.add(Line(stop, height - 3, stop, height + 3, strokeColor=ACCENT, strokeWidth=1))


def _staircase(
    starts: Sequence[int], values: Sequence[float], end: int
) -> list[tuple[float, float]]:
    corners: list[tuple[float, float]] = []
    for start, stop, value in zip(starts, [*starts[1:], end], values, strict=True):
        corners += [(start, value), (stop, value)]
    return corners


def _add_benchmark(
    drawing: Drawing, frame: Frame, y: Scale, benchmark: BenchmarkComparison
) -> None:
    height = y(benchmark.published.estimate)
    drawing.add(_benchmark_line(frame.left, frame.right, height))
    share = number(benchmark.published.estimate, "share")
    words = f"{benchmark.publication_name}: {share}, {benchmark.published.time_point}"
    room = drawing.width - text_width(_AXIS_TITLE, SMALL) - _SAMPLE - 20
    fitting = shortened(words, room, SMALL)
    base = drawing.height - SMALL
    start = drawing.width - text_width(fitting, SMALL)
    drawing.add(_benchmark_line(start - _SAMPLE - 4, start - 4, base + 2))
    drawing.add(text(start, base, fitting, size=SMALL, colour=MUTED_INK))


def _benchmark_line(left: float, right: float, height: float) -> Line:
    line = Line(left, height, right, height, strokeColor=BENCHMARK.colour, strokeWidth=0.9)
    if BENCHMARK.dash:
        line.strokeDashArray = list(BENCHMARK.dash)
    return line


def _add_risk_table(
    drawing: Drawing, top: float, columns: Sequence[RiskTableColumn], x: Scale
) -> None:
    rows = {
        "At risk": [column.at_risk for column in columns],
        "Reoperated": [column.events for column in columns],
        "Censored": [column.censored for column in columns],
    }
    for row, (label, counts) in enumerate(rows.items(), start=1):
        base = top - LINE_HEIGHT * row
        drawing.add(text(0, base, label, size=SMALL))
        for column, count in zip(columns, counts, strict=True):
            words = bare(count, "count")
            drawing.add(text(x(column.months), base, words, size=SMALL, anchor="middle"))


def _description(estimated: KaplanMeier) -> str:
    said = [
        f"at {share.months} months {estimate(share.share, share.interval, 'share')}"
        for share in estimated.shares
        if not isinstance(share.share, NotEstimable)
    ]
    happened = count_noun(estimated.events, "operation")
    patients = count_noun(estimated.n, "patient")
    months = bare(estimated.stopped_at_days / DAYS_PER_MONTH, "months")
    said.append(f"curve drawn to {months} months" if estimated.stopped_at_days else "no curve")
    return f"Reoperated: {happened} among {patients}; {'; '.join(said)}."
