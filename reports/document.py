"""The paper a report is printed on: page frame, running head, caveats, foot, metadata."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from registry.display import fonts
from registry.display.palette import ATTENTION, LINE, MUTED_INK, RAISED_GROUND
from registry.settings import PageSize
from reports import late_text, theme
from reports.flowables import Words, paragraph
from reports.tagging import TaggedCanvas, tags

_SIZES: dict[PageSize, tuple[float, float]] = {"A4": A4, "Letter": LETTER}
_HEAD_FROM_EDGE = 13 * mm
_FOOT_FROM_EDGE = 12 * mm
_BAND_PADDING = 4
_BAND_LIMIT = 80
_PAGE_COUNT = "page-count"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What stands on every page; ``origin`` is the foot's short form of the caveats."""

    size: PageSize
    title: str
    author: str
    head: tuple[str, str]
    caveats: tuple[str, ...]
    origin: str

    @property
    def width(self) -> float:
        """The paper's width in points."""
        return _SIZES[self.size][0]

    @property
    def height(self) -> float:
        """The paper's height in points."""
        return _SIZES[self.size][1]

    @property
    def text_width(self) -> float:
        """The width between the margins in points."""
        return self.width - 2 * theme.MARGIN


class _NumberedCanvas(TaggedCanvas):
    """A canvas that learns the number of its pages when the last one is drawn."""

    def save(self) -> None:
        """Settle the number of pages, then finish the file."""
        late_text.settle(self, _PAGE_COUNT, str(self.getPageNumber() - 1))
        super().save()


def print_document(paper: Paper, story: Sequence[Flowable]) -> bytes:
    """Set the story on the paper; the same input gives the same bytes."""
    file = BytesIO()
    document = BaseDocTemplate(
        file,
        pagesize=(paper.width, paper.height),
        pageTemplates=[_page(paper)],
        title=paper.title,
        author=paper.author,
        subject=" · ".join(paper.head),
        creator=paper.author,
        lang="en-GB",
        displayDocTitle=True,
        invariant=1,
        initialFontName=fonts.REGULAR,
    )
    document.build(list(story), canvasmaker=_NumberedCanvas)
    return file.getvalue()


def text_height(paper: Paper) -> float:
    """Return the height between the margins, below the caveats, in points."""
    _, band_height = _band(paper)
    return paper.height - 2 * theme.MARGIN - band_height


def _page(paper: Paper) -> PageTemplate:
    band, band_height = _band(paper)
    frame = Frame(
        theme.MARGIN,
        theme.MARGIN,
        paper.text_width,
        text_height(paper),
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        with tags(canvas).decoration():
            _draw_head(canvas, paper)
            _draw_foot(canvas, paper)
        if paper.caveats:
            _draw_band(canvas, paper, band, band_height - theme.GAP)
        canvas.restoreState()

    return PageTemplate(frames=[frame], onPage=draw, pagesize=(paper.width, paper.height))


def _band(paper: Paper) -> tuple[Words, float]:
    band = paragraph(" ".join(f"{caveat.rstrip('.')}." for caveat in paper.caveats), theme.CAPTION)
    if not paper.caveats:
        return band, 0
    width = paper.text_width - 4 * _BAND_PADDING
    if band.wrap(width, paper.height)[1] > _BAND_LIMIT:
        elsewhere = "What each site says of its data stands under “Where the data come from”."
        band = paragraph(f"{paper.origin}. {elsewhere}", theme.CAPTION)
    _, height = band.wrap(width, paper.height)
    return band, height + 2 * _BAND_PADDING + theme.GAP


def _draw_band(canvas: Canvas, paper: Paper, band: Words, height: float) -> None:
    bottom = paper.height - theme.MARGIN - height
    with tags(canvas).decoration():
        canvas.setFillColor(RAISED_GROUND)
        canvas.rect(theme.MARGIN, bottom, paper.text_width, height, stroke=0, fill=1)
        canvas.setFillColor(ATTENTION)
        canvas.rect(theme.MARGIN, bottom, 2, height, stroke=0, fill=1)
    # Read once, on the first page; seen on every one.
    with nullcontext() if canvas.getPageNumber() == 1 else tags(canvas).decoration():
        band.drawOn(canvas, theme.MARGIN + 3 * _BAND_PADDING, bottom + _BAND_PADDING)


def _draw_head(canvas: Canvas, paper: Paper) -> None:
    y = paper.height - _HEAD_FROM_EDGE
    canvas.setFont(fonts.REGULAR, theme.TABLE_SIZE)
    canvas.setFillColor(MUTED_INK)
    canvas.drawString(theme.MARGIN, y, shortened(paper.head[0], paper.text_width * 0.4))
    canvas.drawRightString(
        paper.width - theme.MARGIN, y, shortened(paper.head[1], paper.text_width * 0.55)
    )
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(theme.MARGIN, y - 5, paper.width - theme.MARGIN, y - 5)


def _draw_foot(canvas: Canvas, paper: Paper) -> None:
    y = _FOOT_FROM_EDGE
    canvas.setFont(fonts.REGULAR, theme.TABLE_SIZE)
    canvas.setFillColor(MUTED_INK)
    canvas.drawString(theme.MARGIN, y, shortened(paper.origin, paper.text_width * 0.7))
    of = f"Page {canvas.getPageNumber()} of "
    room = stringWidth("00", fonts.REGULAR, theme.TABLE_SIZE)
    canvas.drawRightString(paper.width - theme.MARGIN - room, y, of)
    late_text.place(canvas, _PAGE_COUNT, paper.width - theme.MARGIN - room, y)


def shortened(text: str, width: float) -> str:
    """Cut a text that is wider than the room for it, and say so by an ellipsis."""
    if stringWidth(text, fonts.REGULAR, theme.TABLE_SIZE) <= width:
        return text
    end = len(text)
    while end and stringWidth(f"{text[:end]}…", fonts.REGULAR, theme.TABLE_SIZE) > width:
        end -= 1
    return f"{text[:end]}…"
