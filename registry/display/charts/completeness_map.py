"""How complete the follow-up is, site by site and visit by visit: numbers on shaded cells."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color

from registry.analysis.estimates import NotEstimable
from registry.analysis.patient_results import SiteCompleteness, VisitCompleteness
from registry.display.charts.axes import Frame
from registry.display.charts.chart import Chart, sentence_chart
from registry.display.charts.lettering import (
    LINE_HEIGHT,
    SMALL,
    blank,
    shortened,
    text,
    text_width,
)
from registry.display.charts.marks import filled_area
from registry.display.numbers import NARROW_SPACE, bare, count_of, in_months
from registry.display.palette import GROUND, INK, LINE, MUTED_INK, SHADES

TITLE = "Completeness by site and visit"
MOST_SITES = 25
_NOBODY = "Nobody was treated by the cut-off."
_BOUNDS = (0.6, 0.7, 0.8, 0.9)
_NAMES_SHARE = 0.27
_PADDING = 4.0
_HEADING = 22.0
_LEGEND = 20.0
_SWATCH = 9.0

Sites = Sequence[SiteCompleteness]


def site_parts(sites: Sites) -> tuple[Sites, ...]:
    """Return the sites in as many parts as drawings; each fits a page."""
    return tuple(
        sites[start : start + MOST_SITES] for start in range(0, max(len(sites), 1), MOST_SITES)
    )


def completeness_maps(sites: Sites, names: Mapping[str, str], *, width: float) -> tuple[Chart, ...]:
    """Draw each part of the sites; ``names`` are those of the sites by their codes."""
    return tuple(
        _map(part, names, width, title=TITLE if len(part) == len(sites) else _title(index, part))
        for index, part in enumerate(site_parts(sites))
    )


def _title(index: int, part: Sites) -> str:
    first = index * MOST_SITES + 1
    return f"{TITLE}, sites {first} to {first + len(part) - 1}"


def _map(sites: Sites, names: Mapping[str, str], width: float, *, title: str) -> Chart:
    if not sites:
        return sentence_chart(title, _NOBODY, width=width)
    visits = sites[0].visits
    column = width * (1 - _NAMES_SHARE) / len(visits)
    lines = 1 if all(_fits(cell, column) for site in sites for cell in site.visits) else 2
    row = LINE_HEIGHT * lines + _PADDING
    drawing = blank(width, _HEADING + row * len(sites) + _LEGEND)
    top = drawing.height - _HEADING
    lefts = [width * _NAMES_SHARE + index * column for index in range(len(visits))]
    _add_heading(drawing, visits, lefts, column)
    for index, site in enumerate(sites):
        bottom = top - row * (index + 1)
        name = " · ".join((site.site_code, *filter(None, (names.get(site.site_code),))))
        fitting = shortened(name, width * _NAMES_SHARE - _PADDING, SMALL)
        drawing.add(text(0, bottom + row / 2 - 2.5, fitting, size=SMALL))
        for left, cell in zip(lefts, site.visits, strict=True):
            place = Frame(left=left, right=left + column, bottom=bottom, top=bottom + row)
            _add_cell(drawing, place, cell, lines=lines)
    _add_legend(drawing, _minimum(sites))
    return Chart(drawing=drawing, title=title, description=" ".join(map(_sentence, sites)))


def _add_heading(
    drawing: Drawing, visits: Sequence[VisitCompleteness], lefts: Sequence[float], column: float
) -> None:
    height = drawing.height - SMALL
    drawing.add(text(lefts[0], height, "Months after treatment", size=SMALL, colour=MUTED_INK))
    for left, visit in zip(lefts, visits, strict=True):
        words = bare(visit.months, "count")
        middle = left + column / 2
        drawing.add(text(middle, height - LINE_HEIGHT, words, size=SMALL, anchor="middle"))


def _add_cell(drawing: Drawing, place: Frame, cell: VisitCompleteness, *, lines: int) -> None:
    fill, ink = _shade(cell)
    drawing.add(filled_area(place, fill, LINE))
    words = _words(cell, lines=lines)
    base = (place.bottom + place.top) / 2 + LINE_HEIGHT * (len(words) - 1) / 2 - 2.5
    for index, line in enumerate(words):
        height = base - LINE_HEIGHT * index
        drawing.add(text(place.middle, height, line, size=SMALL, colour=ink, anchor="middle"))


def _shade(cell: VisitCompleteness) -> tuple[Color, Color]:
    """Return the colours of the cell and of its words; a small denominator is not shaded."""
    if isinstance(cell.share, NotEstimable):
        return GROUND, INK
    return SHADES[bisect_right(_BOUNDS, cell.share)]


def _words(cell: VisitCompleteness, *, lines: int) -> tuple[str, ...]:
    """Write answered and due, on one line or on two; in brackets where few were due."""
    if not cell.due:
        return ("–",)
    answered, due = bare(cell.answered, "count"), bare(cell.due, "count")
    if isinstance(cell.share, NotEstimable):
        answered, due = f"({answered}", f"{due})"
    return (f"{answered}/{due}",) if lines == 1 else (f"{answered}/", due)


def _fits(cell: VisitCompleteness, column: float) -> bool:
    return text_width(_words(cell, lines=1)[0], SMALL) + _PADDING <= column


def _minimum(sites: Sites) -> int | None:
    """Return how many must be due for a cell to be shaded, None where all cells are."""
    shares = (cell.share for site in sites for cell in site.visits)
    return next((share.minimum for share in shares if isinstance(share, NotEstimable)), None)


def _add_legend(drawing: Drawing, minimum: int | None) -> None:
    """Draw a swatch for each shade, with the shares it stands for."""
    x = 0.0
    for (fill, _), words in zip((*SHADES, (GROUND, INK)), _legend(minimum), strict=False):
        swatch = Frame(left=x + 0.5, right=x + _SWATCH, bottom=1, top=_SWATCH)
        drawing.add(filled_area(swatch, fill, LINE))
        drawing.add(text(x + _SWATCH + 3, 2.5, words, size=SMALL))
        x += _SWATCH + 3 + text_width(words, SMALL) + 8


def _legend(minimum: int | None) -> Iterator[str]:
    percent = [f"{100 * bound:.0f}" for bound in _BOUNDS]
    yield f"below {percent[0]}{NARROW_SPACE}%"
    for lower, upper in pairwise(percent):
        yield f"{lower}–{upper}"
    yield f"{percent[-1]} or more"
    if minimum is not None:
        yield f"( ) fewer than {minimum} due"


def _sentence(site: SiteCompleteness) -> str:
    visits = (
        f"{in_months(cell.months)} {count_of(cell.answered, cell.due)}"
        for cell in site.visits
        if cell.due
    )
    return f"{site.site_code}, answered of due: {'; '.join(visits) or 'nobody due'}."
