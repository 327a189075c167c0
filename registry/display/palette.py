"""The colours and line styles that page and PDF share."""

from dataclasses import dataclass
from typing import Literal

from reportlab.lib.colors import Color, HexColor

TOKENS: dict[str, str] = {
    "ink": "#1b2733",
    "muted-ink": "#5b6770",
    "line": "#d5dbe0",
    "ground": "#ffffff",
    "raised-ground": "#f6f8f9",
    "accent": "#0b5c8a",
    "good": "#2b7a4b",
    "attention": "#b06a00",
    "danger": "#b3261e",
    "series-vas-back": "#0b5c8a",
    "series-vas-leg": "#56a0c7",
    "series-odi": "#b5541c",
    "series-benchmark": "#6b6b6b",
    "series-prediction": "#a3a3a3",
    "series-events": "#b3261e",
    "series-operation": "#1b2733",
    "shade-1": "#e3edf4",
    "shade-2": "#c4dae7",
    "shade-3": "#93bad3",
    "shade-4": "#38759c",
    "shade-5": "#0b4a70",
}


def colour(token: str) -> Color:
    """Return a token's colour as ReportLab wants it."""
    return HexColor(TOKENS[token])


INK = colour("ink")
MUTED_INK = colour("muted-ink")
LINE = colour("line")
GROUND = colour("ground")
RAISED_GROUND = colour("raised-ground")
ACCENT = colour("accent")
ATTENTION = colour("attention")

SHADES = (
    (colour("shade-1"), INK),
    (colour("shade-2"), INK),
    (colour("shade-3"), INK),
    (colour("shade-4"), GROUND),
    (colour("shade-5"), GROUND),
)
"""From faint to strong, in grey too; each with the colour of the words on it."""

Mark = Literal["circle", "diamond", "square", "triangle", "cross"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesStyle:
    """How one series is told from the others, in colour and in grey."""

    colour: Color
    mark: Mark
    dash: tuple[float, ...] | None = None


VAS_BACK = SeriesStyle(colour=colour("series-vas-back"), mark="circle")
VAS_LEG = SeriesStyle(colour=colour("series-vas-leg"), mark="diamond", dash=(4, 2.5))
ODI = SeriesStyle(colour=colour("series-odi"), mark="square")
BENCHMARK = SeriesStyle(colour=colour("series-benchmark"), mark="diamond", dash=(1, 2))
PREDICTION = SeriesStyle(colour=colour("series-prediction"), mark="diamond")
EVENTS = SeriesStyle(colour=colour("series-events"), mark="triangle")
OPERATION = SeriesStyle(colour=colour("series-operation"), mark="cross")
CUMULATIVE = SeriesStyle(colour=INK, mark="diamond")
