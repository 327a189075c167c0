"""What every chart is: a drawing with its title and its words."""

from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One figure; ``description`` says its numbers to a reader who cannot see it."""

    drawing: Drawing
    title: str
    description: str
