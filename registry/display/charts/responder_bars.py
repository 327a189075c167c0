"""What became of all patients at each visit: responders, non-responders, reoperated, missing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportlab.graphics.shapes import Drawing

from registry.analysis.results import Responders
from registry.display.charts.axes import Frame, Scale, add_base_axis, add_value_axis
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.count_row import add_counts, count_lines
from registry.display.charts.lettering import (
    LINE_HEIGHT,
    SMALL,
    blank,
    shortened,
    text,
    text_width,
)
from registry.display.charts.marks import add_all, filled_area, striped_area
from registry.display.numbers import bare, in_months
from registry.display.palette import ACCENT, GROUND, INK, MUTED_INK, SHADES
from registry.display.tabulate.responders import threshold_label
from registry.domain.instruments.instrument import InstrumentCode

TITLE = "Responders and all others"
_NOBODY = "No responders yet: nobody was due or has two scores."
_SHOWN = (InstrumentCode.VAS_BACK, InstrumentCode.ODI)
_LEFT, _BETWEEN, _RIGHT = 26.0, 40.0, 4.0
_LEGEND, _PANEL_TITLE, _AXIS = 16.0, 14.0, 28.0
_PERCENT = (0, 25, 50, 75, 100)
_BAR_SHARE = 0.78
_ROOM_FOR_WORDS = 8.0
_SWATCH = 8.0

Rows = Sequence[Responders]
_PARTS = ("Responders", "Non-responders", "Reoperated", "Missing")


def shown_responders(responders: Rows) -> tuple[Rows, ...]:
    """Return, for VAS back and for ODI, the rows of the first threshold on that scale alone."""
    return tuple(rows for instrument in _SHOWN if (rows := _first(responders, instrument)))


def _first(responders: Rows, instrument: InstrumentCode) -> Rows:
    own = [row for row in responders if row.threshold.instruments == (instrument,)]
    return tuple(row for row in own if row.threshold == own[0].threshold)


def responder_bars(responders: Rows, *, width: float, height: float) -> Chart:
    """Draw, side by side for each scale, a bar of 100 per cent at each visit."""
    panels = shown_responders(responders)
    if not any(row.counted for rows in panels for row in rows):
        return sentence_chart(TITLE, _NOBODY, width=width)
    drawing = blank(width, height)
    _add_legend(drawing)
    panel = (width - _LEFT - _RIGHT - _BETWEEN * (len(panels) - 1)) / len(panels)
    slot = panel / max(map(len, panels))
    lines = max(count_lines([row.counted for row in rows], slot) for rows in panels)
    bottom = _AXIS + LINE_HEIGHT * lines
    for index, rows in enumerate(panels):
        left = _LEFT + index * (panel + _BETWEEN)
        top = height - _LEGEND - _PANEL_TITLE
        _add_panel(drawing, Frame(left=left, right=left + panel, bottom=bottom, top=top), rows)
    return Chart(
        drawing=drawing, title=TITLE, description=" ".join(_sentence(rows) for rows in panels)
    )


def _add_panel(drawing: Drawing, frame: Frame, rows: Rows) -> None:
    y = Scale(lower=0, upper=100, start=frame.bottom, end=frame.top)
    add_value_axis(drawing, frame, y, {tick: str(tick) for tick in _PERCENT})
    title = shortened(f"{threshold_label(rows[0].threshold)}, %", frame.width + 20, SMALL)
    drawing.add(text(frame.left - 20, frame.top + 6, title, size=SMALL, colour=MUTED_INK))
    slot = frame.width / len(rows)
    at = [frame.left + slot * (index + 0.5) for index in range(len(rows))]
    for x, row in zip(at, rows, strict=True):
        if row.counted:
            _add_bar(drawing, x, slot * _BAR_SHARE, y, row)
    ticks = [(x, str(row.months)) for x, row in zip(at, rows, strict=True)]
    add_base_axis(drawing, frame, ticks, "Months after treatment; below, patients")
    add_counts(drawing, frame.bottom - _AXIS + 6, at, [row.counted for row in rows], slot=slot)


def _add_bar(drawing: Drawing, x: float, width: float, y: Scale, row: Responders) -> None:
    """Stack the parts; each that is high enough carries its per cent."""
    upto = 0
    bounds = [0.0]
    for count in _counts(row):
        upto += count
        bounds.append(100 * upto / row.counted)
    for part, (lower, upper) in zip(_PARTS, pairwise(bounds), strict=True):
        if upper == lower:
            continue
        place = Frame(left=x - width / 2, right=x + width / 2, bottom=y(lower), top=y(upper))
        _add_part(drawing, place, part)
        words = f"{upper - lower:.0f}"
        fits = text_width(words, SMALL) <= width and place.top - place.bottom >= _ROOM_FOR_WORDS
        if fits and part != "Reoperated":
            ink = GROUND if part == "Responders" else INK
            middle = (place.bottom + place.top) / 2 - 2.5
            drawing.add(text(x, middle, words, size=SMALL, colour=ink, anchor="middle"))


def _add_part(drawing: Drawing, place: Frame, part: str) -> None:
    match part:
        case "Responders":
            drawing.add(filled_area(place, ACCENT, ACCENT))
        case "Non-responders":
            drawing.add(filled_area(place, SHADES[1][0], ACCENT))
        case "Reoperated":
            add_all(drawing, striped_area(place, INK))
        case _:
            drawing.add(filled_area(place, GROUND, MUTED_INK))


def _add_legend(drawing: Drawing) -> None:
    x, bottom = 0.5, drawing.height - _SWATCH - 1
    for part in _PARTS:
        swatch = Frame(left=x, right=x + _SWATCH + 3, bottom=bottom, top=bottom + _SWATCH)
        _add_part(drawing, swatch, part)
        drawing.add(text(swatch.right + 3, bottom + 1.5, part, size=SMALL))
        x = swatch.right + 3 + text_width(part, SMALL) + 10


def _counts(row: Responders) -> tuple[int, ...]:
    return row.responders, row.non_responders, row.reoperated, row.missing


def _sentence(rows: Rows) -> str:
    return f"{threshold_label(rows[0].threshold)}. {' '.join(_visits(rows))}"


def _visits(rows: Rows) -> Iterator[str]:
    for row in rows:
        parts = ", ".join(
            f"{part.lower()} {bare(count, 'count')}"
            for part, count in zip(_PARTS, _counts(row), strict=True)
        )
        yield f"At {in_months(row.months)}: {parts}."
