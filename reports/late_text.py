"""Text that is placed on a page before it is known, such as the number of pages."""

from reportlab.pdfgen.canvas import Canvas

from registry.display import fonts
from registry.display.palette import MUTED_INK
from reports.theme import TABLE_SIZE


def place(canvas: Canvas, name: str, x: float, y: float) -> None:
    """Leave room at a point for the text that ``settle`` will give this name."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(name)
    canvas.restoreState()


def settle(canvas: Canvas, name: str, text: str) -> None:
    """Give the text that appears wherever the name was placed."""
    canvas.beginForm(name, 0, -TABLE_SIZE, 10 * TABLE_SIZE, 2 * TABLE_SIZE)
    canvas.setFont(fonts.REGULAR, TABLE_SIZE)
    canvas.setFillColor(MUTED_INK)
    canvas.drawString(0, 0, text)
    canvas.endForm()
