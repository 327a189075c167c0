"""What is filled in by hand: boxes to tick, boxes for digits, a scale to mark, a line to sign."""

from abc import abstractmethod
from collections.abc import Sequence

import segno
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from registry.display.palette import INK, MUTED_INK
from reports import theme
from reports.structure import Element
from reports.tagging import tags

SCALE_LENGTH = 100 * mm
BOX = 3.2 * mm
DIGIT_WIDTH, DIGIT_HEIGHT = 6 * mm, 7 * mm
LINE_HEIGHT = 6.5 * mm
_HAIR = 0.6
_QUIET_MODULES = 4


class _Field(Flowable):
    """What is drawn at one place, and what it is to whoever listens to the form."""

    role = "P"
    alternative = ""

    def draw(self) -> None:
        """Draw the field as what it is."""
        with tags(self.canv).content(Element(self.role, self.alternative)):
            self.draw_field()

    @abstractmethod
    def draw_field(self) -> None:
        """Draw the field."""


class TickBoxes(_Field):
    """The answers of one question, each behind a box, on as many lines as they need."""

    def __init__(self, answers: Sequence[str]) -> None:
        super().__init__()
        self.answers = answers
        self.places: list[tuple[float, int, str]] = []

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Set the answers one after the other and begin a line where one has no room."""
        x, line = 0.0, 0
        self.places = []
        for answer in self.answers:
            width = BOX + 1.5 * mm + stringWidth(answer, theme.BODY.fontName, theme.BODY.fontSize)
            if x and x + width > available_width:
                x, line = 0.0, line + 1
            self.places.append((x, line, answer))
            x += width + 6 * mm
        self.width, self.height = available_width, (line + 1) * LINE_HEIGHT
        return self.width, self.height

    def draw_field(self) -> None:
        """Draw each box with its answer."""
        self.canv.setStrokeColor(INK)
        self.canv.setFillColor(INK)
        self.canv.setLineWidth(_HAIR)
        self.canv.setFont(theme.BODY.fontName, theme.BODY.fontSize)
        for x, line, answer in self.places:
            y = self.height - line * LINE_HEIGHT - BOX - 1.5 * mm
            self.canv.rect(x, y, BOX, BOX)
            self.canv.drawString(x + BOX + 1.5 * mm, y + 0.4 * mm, answer)


class DigitBoxes(_Field):
    """Boxes for the digits of a number or a date, in groups that are named below."""

    def __init__(self, *groups: tuple[str, int]) -> None:
        super().__init__()
        self.groups = groups
        self.width = sum(count * DIGIT_WIDTH + 3 * mm for _, count in groups)
        self.height = DIGIT_HEIGHT + 4.5 * mm

    def draw_field(self) -> None:
        """Draw each group and its name."""
        self.canv.setStrokeColor(INK)
        self.canv.setFillColor(MUTED_INK)
        self.canv.setLineWidth(_HAIR)
        self.canv.setFont(theme.CAPTION.fontName, theme.CAPTION.fontSize)
        x = 0.0
        for name, count in self.groups:
            for digit in range(count):
                self.canv.rect(
                    x + digit * DIGIT_WIDTH, 4.5 * mm, DIGIT_WIDTH, DIGIT_HEIGHT, stroke=1
                )
            self.canv.drawCentredString(x + count * DIGIT_WIDTH / 2, 1.2 * mm, name)
            x += count * DIGIT_WIDTH + 3 * mm


class VisualScale(_Field):
    """A line of exactly 100 mm that the patient marks, with what its two ends mean."""

    role = "Figure"

    def __init__(self, lowest: str, highest: str) -> None:
        super().__init__()
        self.alternative = f"A line of 100 mm to mark, from {lowest} to {highest}"
        self.ends = (lowest, highest)
        self.width, self.height = SCALE_LENGTH, 15 * mm

    def draw_field(self) -> None:
        """Draw the line, a stroke at each end, and the words under both."""
        y = 8 * mm
        self.canv.setStrokeColor(INK)
        self.canv.setFillColor(INK)
        self.canv.setLineWidth(1)
        self.canv.line(0, y, SCALE_LENGTH, y)
        self.canv.setFont(theme.CELL.fontName, theme.CELL.fontSize)
        for x, words, place in (
            (0, self.ends[0], self.canv.drawString),
            (SCALE_LENGTH, self.ends[1], self.canv.drawRightString),
        ):
            self.canv.line(x, y - 2.5 * mm, x, y + 2.5 * mm)
            place(x, y - 6.5 * mm, words)


class SignatureLine(_Field):
    """A line to write on, over what is to be written."""

    def __init__(self, words: str, width: float) -> None:
        super().__init__()
        self.words = words
        self.width, self.height = width, 14 * mm

    def draw_field(self) -> None:
        """Draw the line and the words under it."""
        self.canv.setStrokeColor(INK)
        self.canv.setFillColor(MUTED_INK)
        self.canv.setLineWidth(_HAIR)
        self.canv.line(0, 4 * mm, self.width, 4 * mm)
        self.canv.setFont(theme.CAPTION.fontName, theme.CAPTION.fontSize)
        self.canv.drawString(0, 0.8 * mm, self.words)


class EmptyFrame(_Field):
    """A frame in which something else is attached, with its words in the corner."""

    def __init__(self, words: str, width: float, height: float) -> None:
        super().__init__()
        self.words = words
        self.width, self.height = width, height

    def draw_field(self) -> None:
        """Draw the frame and the words."""
        self.canv.setStrokeColor(MUTED_INK)
        self.canv.setFillColor(MUTED_INK)
        self.canv.setLineWidth(_HAIR)
        self.canv.setDash(3, 3)
        self.canv.rect(0, 0, self.width, self.height)
        self.canv.setFont(theme.CAPTION.fontName, theme.CAPTION.fontSize)
        self.canv.drawString(3 * mm, self.height - 5 * mm, self.words)


class QrCode(_Field):
    """An address that a camera reads, over what it does."""

    role = "Figure"

    def __init__(self, address: str, words: str, size: float) -> None:
        super().__init__()
        self.alternative = f"QR code of {address}"
        self.address, self.words = address, words
        self.width, self.height = size, size + theme.CAPTION.leading

    def draw_field(self) -> None:
        """Draw the dark modules, inside the quiet zone that the standard asks for."""
        rows = segno.make_qr(self.address, error="m").matrix
        module = self.width / (len(rows) + 2 * _QUIET_MODULES)
        path = self.canv.beginPath()
        for i, row in enumerate(rows):
            y = self.height - (_QUIET_MODULES + i + 1) * module
            for j, dark in enumerate(row):
                if dark:
                    path.rect((_QUIET_MODULES + j) * module, y, module, module)
        self.canv.setFillColor(INK)
        self.canv.drawPath(path, stroke=0, fill=1)
        self.canv.setFillColor(MUTED_INK)
        self.canv.setFont(theme.CAPTION.fontName, theme.CAPTION.fontSize)
        self.canv.drawCentredString(self.width / 2, 2, self.words)
