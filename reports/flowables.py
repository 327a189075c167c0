"""What a report is set from: headings, texts, figures with captions, headline numbers."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from registry.display import fonts
from registry.display.charts.chart import Chart
from registry.display.numbers import NARROW_SPACE
from registry.display.palette import ACCENT
from registry.display.tabulate.key_figures import KeyFigure
from reports import late_text, theme
from reports.structure import Element
from reports.table_tags import ItemsInCells
from reports.tagging import tags

CARDS_IN_A_ROW = 3
_HEADINGS = {theme.TITLE.name: "H1", theme.SECTION.name: "H2", theme.TABLE_TITLE.name: "H3"}


class Words(Paragraph):
    """A paragraph or heading, the same one on every page that it runs over."""

    @cached_property
    def element(self) -> Element:
        """What the words are."""
        return Element(_HEADINGS.get(self.style.name, "P"))

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Split the words, not what they are."""
        parts = super().split(available_width, available_height)
        for part in parts:
            if isinstance(part, Words):
                part.element = self.element
        return parts

    def draw(self) -> None:
        """Draw the words as what they are."""
        with tags(self.canv).content(self.element):
            super().draw()


class Item(Words):
    """One item of the list that the items before it began."""

    @cached_property
    def element(self) -> Element:
        """What the words are."""
        return Element("LBody")

    def draw(self) -> None:
        """Draw a dash before the item's first line, and the words."""
        canvas = tags(self.canv)
        if self.element.parent:
            super().draw()
            return
        with canvas.decoration():
            self.canv.setFont(self.style.fontName, self.style.fontSize)
            self.canv.setFillColor(self.style.textColor)
            self.canv.drawString(0, self.height - self.style.fontSize, "–")
        with canvas.within(canvas.newest("L"), Element("LI")):
            super().draw()


class Heading(Words):
    """A section's heading: also its bookmark, and where the contents learn its page."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(markup(text), theme.SECTION)
        self.words = text
        self.key = key

    def draw(self) -> None:
        """Draw the heading and let outline and contents point here."""
        self.canv.bookmarkHorizontal(self.key, 0, self.height + theme.GAP)
        self.canv.addOutlineEntry(self.words, self.key, level=0)
        late_text.settle(self.canv, self.key, str(self.canv.getPageNumber()))
        super().draw()


class ContentsLine(Flowable):
    """One line of the contents: the section's name, its page, a link to it."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__()
        self.words = text
        self.key = key

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Take the width there is and one line."""
        self.width, self.height = available_width, theme.CELL.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw the number, the name after it, and the link over both."""
        canvas = tags(self.canv)
        link = Element("Link")
        with canvas.within(canvas.newest("TOC"), Element("TOCI"), Element("Reference"), link):
            canvas.link(f"Section “{self.words}”", self.key, (self.width, self.height))
        with canvas.content(link):
            self.canv.setFont(theme.CELL.fontName, theme.CELL.fontSize)
            self.canv.setFillColor(theme.CELL.textColor)
            late_text.place(self.canv, self.key, 0, 2)
            self.canv.drawString(theme.GAP * 1.5, 2, self.words)


class TitledDrawing(Flowable):
    """A drawing under its title."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.title = paragraph(chart.title, theme.TABLE_TITLE)
        self.element = Element("Figure", alternative=chart.description)
        self.drawing = chart.drawing
        # Without it ReportLab begins the drawing with Helvetica, which is not embedded.
        self.drawing.setProperties({"initialFontName": fonts.REGULAR})

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the height of both."""
        _, title_height = self.title.wrap(available_width, available_height)
        self.width, self.height = available_width, title_height + self.drawing.height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the title above the drawing."""
        self.title.drawOn(self.canv, 0, self.drawing.height)
        left, bottom = self.canv.absolutePosition(0, 0)
        box = [left, bottom, left + self.drawing.width, bottom + self.drawing.height]
        self.element.attributes = {"O": "Layout", "Placement": "Block", "BBox": box}
        with tags(self.canv).content(self.element):
            self.drawing.drawOn(self.canv, 0, 0)


class DrawingIfRoom(TitledDrawing):
    """A drawing that is left out where the page has no room for it."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the height of both where there is so much, else none."""
        width, height = super().wrap(available_width, available_height)
        if height <= available_height:
            return width, height
        self.width = self.height = 0
        return 0, 0

    def draw(self) -> None:
        """Draw what has room."""
        if self.height:
            super().draw()


def kept_together(*flowables: Flowable) -> list[Flowable]:
    """Keep these on one page, with a heading before them and a gap below."""
    for flowable in flowables[:-1]:
        flowable.keepWithNext = True
    flowables[-1].spaceAfter = theme.GAP * 1.5
    return list(flowables)


def paragraph(text: str, style: ParagraphStyle = theme.BODY) -> Words:
    """Set a plain text; what looks like markup in it is printed as it stands."""
    return Words(markup(text), style)


def cell(text: str, style: ParagraphStyle, element: Element) -> Words:
    """Set the text of a table's cell, which is the element that is handed in."""
    words = paragraph(text, style)
    words.element = element
    return words


def bullet(text: str) -> Item:
    """Set one item of a list."""
    return Item(markup(text), theme.BULLET)


def figure(chart: Chart, caption: str) -> list[Flowable]:
    """Keep a chart, its title and its caption on one page."""
    return kept_together(TitledDrawing(chart), Spacer(0, 4), paragraph(caption, theme.CAPTION))


def key_figure_cards(
    figures: Sequence[KeyFigure], earlier: Mapping[str, str], width: float
) -> Table:
    """Set the headline numbers, three in a row; ``earlier`` has their values before by key."""
    cards = [_card(figure, earlier.get(figure.key)) for figure in figures]
    rows = [cards[i : i + CARDS_IN_A_ROW] for i in range(0, len(cards), CARDS_IN_A_ROW)]
    return Table(
        rows,
        colWidths=[width / CARDS_IN_A_ROW] * CARDS_IN_A_ROW,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("FONTNAME", (0, 0), (-1, -1), theme.CELL.fontName),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), theme.GAP),
            ("TOPPADDING", (0, 0), (-1, -1), 6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 12),
            ("LINEABOVE", (0, 0), (-1, -1), 1, ACCENT),
        ],
        renderCB=ItemsInCells(),
    )


def markup(text: str) -> str:
    """Return a plain text so that a paragraph prints it as it stands."""
    # A ReportLab paragraph breaks lines at a narrow no-break space, not at this one.
    return escape(text.replace(NARROW_SPACE, "\u00a0"), quote=False)


def _card(figure: KeyFigure, earlier: str | None) -> list[Flowable]:
    card: list[Flowable] = [
        paragraph(figure.label, theme.CARD_LABEL),
        paragraph(figure.value, theme.CARD_VALUE),
        paragraph(figure.detail, theme.CARD_DETAIL),
    ]
    beside = [words for words in (earlier, figure.benchmark) if words]
    return [*card, *(paragraph(words, theme.CARD_BENCHMARK) for words in beside)]
