"""What every chart is: a drawing with its title and its words."""

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing

from registry.display.charts.lettering import message

SENTENCE_HEIGHT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One figure; ``description`` says its numbers to a reader who cannot see it."""

    drawing: Drawing
    title: str
    description: str


def sentence_chart(title: str, words: str, *, width: float) -> Chart:
    """Return, in place of a figure, the one sentence that says why there is none."""
    drawing = message(width, SENTENCE_HEIGHT, words)
    return Chart(drawing=drawing, title=title, description=words)
