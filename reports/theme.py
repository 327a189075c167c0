"""Measures and paragraph styles of every report."""

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from registry.display import fonts
from registry.display.palette import ACCENT, INK, MUTED_INK

MARGIN = 20 * mm
GAP = 4 * mm
CHART_HEIGHT = 230
SENTENCE_HEIGHT = 60
TABLE_SIZE = 8

BODY = ParagraphStyle("body", fontName=fonts.REGULAR, fontSize=9.5, leading=13.5, textColor=INK)
LEAD = ParagraphStyle("lead", parent=BODY, spaceAfter=8)
BULLET = ParagraphStyle(
    "bullet",
    parent=BODY,
    leftIndent=12,
    spaceAfter=3,
)
TITLE = ParagraphStyle("title", parent=BODY, fontName=fonts.SEMIBOLD, fontSize=22, leading=27)
SUBTITLE = ParagraphStyle("subtitle", parent=BODY, fontSize=11, leading=15, textColor=MUTED_INK)
SECTION = ParagraphStyle(
    "section",
    parent=BODY,
    fontName=fonts.SEMIBOLD,
    fontSize=15,
    leading=19,
    spaceBefore=10,
    spaceAfter=6,
    keepWithNext=1,
)
TABLE_TITLE = ParagraphStyle(
    "table title", parent=BODY, fontName=fonts.SEMIBOLD, fontSize=10, leading=14, spaceAfter=3
)
CAPTION = ParagraphStyle("caption", parent=BODY, fontSize=8, leading=10.5, textColor=MUTED_INK)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=TABLE_SIZE, leading=10)
HEADER_CELL = ParagraphStyle("header cell", parent=CELL, fontName=fonts.SEMIBOLD)
CELLS = {
    "text": CELL,
    "number": ParagraphStyle("number", parent=CELL, alignment=TA_RIGHT),
}
HEADER_CELLS = {
    "text": HEADER_CELL,
    "number": ParagraphStyle("number header", parent=HEADER_CELL, alignment=TA_RIGHT),
}
CARD_LABEL = ParagraphStyle("card label", parent=CELL, fontName=fonts.SEMIBOLD, textColor=ACCENT)
CARD_VALUE = ParagraphStyle("card value", parent=TITLE, leading=26, spaceAfter=3)
CARD_DETAIL = ParagraphStyle("card detail", parent=CELL)
CARD_BENCHMARK = ParagraphStyle("card benchmark", parent=CELL, textColor=MUTED_INK)
