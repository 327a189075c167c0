"""The share of each site against its number of patients, with limits around the share of all."""

from collections.abc import Iterator, Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine

from registry.analysis.estimates import NotEstimable
from registry.analysis.funnel import funnel_curve
from registry.analysis.site_results import Funnel, FunnelLimits, FunnelSite, OutcomeMonitoring
from registry.display.charts.axes import Frame, Scale, add_base_axis, add_value_axis, nice_ticks
from registry.display.charts.chart import Chart
from registry.display.charts.lettering import SMALL, blank, message, shortened, text, text_width
from registry.display.charts.marks import RADIUS
from registry.display.numbers import bare, count_noun, count_of, number
from registry.display.palette import ACCENT, ATTENTION, GROUND, INK, MUTED_INK
from registry.display.tabulate.sites import within

_LEFT, _RIGHT, _ABOVE, _AXIS = 40.0, 12.0, 16.0, 28.0
_LOWEST_TOP = 0.1
_OFFSET, _LETTERS_HIGH = 4.5, 5.0
_WIDEST_LABEL = 70.0
_INNER_DASH, _OUTER_DASH = (4, 2.5), (1, 2)
_SAMPLE = 14.0

Box = tuple[float, float, float, float]


def funnel_plot(found: OutcomeMonitoring, *, width: float, height: float) -> Chart:
    """Draw the sites in their funnel; a label that has no room without overlap is left out.

    Sites outside the limits are labelled first, then the others in the order of their codes.
    """
    title = f"{within(found)}, by site"
    funnel = found.funnel
    if isinstance(funnel, NotEstimable):
        words = f"No funnel plot: {funnel.reason}; {funnel}."
        return Chart(drawing=message(width, height, words), title=title, description=words)
    drawing = blank(width, height)
    frame = Frame(left=_LEFT, right=width - _RIGHT, bottom=_AXIS, top=height - _ABOVE)
    most = max(site.limits.patients for site in funnel.sites)
    curve = funnel_curve(funnel.target, largest=most)
    largest = nice_ticks(0, most)
    x = Scale(lower=0, upper=largest[-1], start=frame.left, end=frame.right)
    y = _add_share_axis(drawing, frame, funnel, curve)
    ticks = [(x(tick), bare(tick, "count")) for tick in largest if tick == int(tick)]
    add_base_axis(drawing, frame, ticks, "Patients of the site whose outcome is known")
    _add_limits(drawing, curve, x, y)
    _add_target(drawing, funnel.target, x, y)
    _add_legend(drawing)
    points = [(x(site.limits.patients), y(site.share)) for site in funnel.sites]
    for site, (across, up) in zip(funnel.sites, points, strict=True):
        drawing.add(_point(site, across, up))
    _add_labels(drawing, frame, funnel.sites, points)
    return Chart(drawing=drawing, title=title, description=_description(found, funnel))


def _add_share_axis(
    drawing: Drawing, frame: Frame, funnel: Funnel, curve: Sequence[FunnelLimits]
) -> Scale:
    smallest = min(site.limits.patients for site in funnel.sites)
    seen = [each.upper_95 for each in curve if each.patients >= smallest]
    highest = max([_LOWEST_TOP, *seen, *(site.share for site in funnel.sites)])
    ticks = nice_ticks(0, min(100.0, 108 * highest))
    y = Scale(lower=0, upper=ticks[-1] / 100, start=frame.bottom, end=frame.top)
    add_value_axis(drawing, frame, y, {tick / 100: f"{tick:g}" for tick in ticks})
    words = "Per cent with the event"
    drawing.add(text(0, drawing.height - SMALL, words, size=SMALL, colour=MUTED_INK))
    return y


def _add_target(drawing: Drawing, target: float, x: Scale, y: Scale) -> None:
    drawing.add(Line(x.start, y(target), x.end, y(target), strokeColor=INK, strokeWidth=0.7))


def _add_limits(drawing: Drawing, curve: Sequence[FunnelLimits], x: Scale, y: Scale) -> None:
    for values, dash in (
        ([each.lower_95 for each in curve], _INNER_DASH),
        ([each.upper_95 for each in curve], _INNER_DASH),
        ([each.lower_998 for each in curve], _OUTER_DASH),
        ([each.upper_998 for each in curve], _OUTER_DASH),
    ):
        flat = [
            coordinate
            for each, value in zip(curve, values, strict=True)
            if value <= y.upper
            for coordinate in (x(each.patients), y(value))
        ]
        if any(value <= y.upper for value in values):
            line = PolyLine(flat, strokeColor=MUTED_INK, strokeWidth=0.9)
            line.strokeDashArray = list(dash)
            drawing.add(line)


def _add_legend(drawing: Drawing) -> None:
    base, end = drawing.height - SMALL, drawing.width
    for words, dash in (("99.8\u202f% limits", _OUTER_DASH), ("95\u202f% limits", _INNER_DASH)):
        start = end - text_width(words, SMALL)
        drawing.add(text(start, base, words, size=SMALL, colour=MUTED_INK))
        sample = Line(start - _SAMPLE - 4, base + 2, start - 4, base + 2, strokeColor=MUTED_INK)
        sample.strokeDashArray = list(dash)
        sample.strokeWidth = 0.9
        drawing.add(sample)
        end = start - _SAMPLE - 14


def _point(site: FunnelSite, across: float, up: float) -> Circle:
    inside = site.position == "inside"
    fill = ACCENT if inside else ATTENTION
    radius = RADIUS if inside else RADIUS + 0.6
    return Circle(across, up, radius, fillColor=fill, strokeColor=GROUND, strokeWidth=0.6)


def _add_labels(
    drawing: Drawing,
    frame: Frame,
    sites: Sequence[FunnelSite],
    points: Sequence[tuple[float, float]],
) -> None:
    taken: list[Box] = [(across - 3, up - 3, across + 3, up + 3) for across, up in points]
    order = sorted(range(len(sites)), key=lambda place: (sites[place].position == "inside", place))
    for place in order:
        words = shortened(sites[place].site_code, _WIDEST_LABEL, SMALL)
        room = text_width(words, SMALL)
        for box in _places(points[place], room):
            fits = box[0] >= frame.left and box[2] <= frame.right
            fits = fits and box[1] >= frame.bottom and box[3] <= frame.top
            if fits and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                drawing.add(text(box[0], box[1] + 1.2, words, size=SMALL))
                break


def _places(point: tuple[float, float], room: float) -> Iterator[Box]:
    """Yield where a label may stand: right, left, above and below its point."""
    across, up = point
    half = _LETTERS_HIGH / 2 + 1
    for left, middle in (
        (across + _OFFSET, up),
        (across - _OFFSET - room, up),
        (across - room / 2, up + _OFFSET + half),
        (across - room / 2, up - _OFFSET - half),
    ):
        yield left, middle - half, left + room, middle + half


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _description(found: OutcomeMonitoring, funnel: Funnel) -> str:
    outside = [site for site in funnel.sites if site.position != "inside"]
    said = "; ".join(
        f"{site.site_code} {count_of(site.events, site.limits.patients)}, "
        f"{site.position}\u202f% limits"
        for site in outside
    )
    where = f"outside the limits: {said}" if outside else "none outside the limits"
    return (
        f"{within(found)}: {count_noun(len(funnel.sites), 'site')} around "
        f"{number(funnel.target, 'share')} of all patients; {where}."
    )
