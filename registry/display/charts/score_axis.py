"""What both trajectories share: the axis of scores and the names at the lines' ends."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from registry.display.charts.axes import Frame, Scale, add_value_axis
from registry.display.charts.lettering import LINE_HEIGHT, SMALL, spread, text
from registry.display.charts.marks import mark
from registry.display.palette import MUTED_INK, ODI, VAS_BACK, VAS_LEG, SeriesStyle
from registry.domain.instruments.catalogue import INSTRUMENTS
from registry.domain.instruments.instrument import InstrumentCode

SERIES_STYLES: dict[InstrumentCode, SeriesStyle] = {
    InstrumentCode.VAS_BACK: VAS_BACK,
    InstrumentCode.VAS_LEG: VAS_LEG,
    InstrumentCode.ODI: ODI,
}
SCORES = (0, 20, 40, 60, 80, 100)


def score_scale(frame: Frame) -> Scale:
    """Return the map from scores of 0-100 to heights."""
    return Scale(lower=0, upper=100, start=frame.bottom, end=frame.top)


def add_score_axis(drawing: Drawing, frame: Frame, title: str) -> None:
    """Draw the axis of scores, 0 best to 100 worst."""
    add_value_axis(drawing, frame, score_scale(frame), {score: str(score) for score in SCORES})
    drawing.add(text(0, drawing.height - SMALL, title, size=SMALL, colour=MUTED_INK))


def add_names(drawing: Drawing, frame: Frame, ends: Sequence[tuple[InstrumentCode, float]]) -> None:
    """Write each instrument's name, with its mark, at the height where its line ends."""
    heights = spread([height for _, height in ends], gap=LINE_HEIGHT, highest=frame.top)
    for (instrument, _), height in zip(ends, heights, strict=True):
        x = frame.right + 12
        drawing.add(mark(SERIES_STYLES[instrument], x, height))
        drawing.add(text(x + 6, height - 2.7, INSTRUMENTS[instrument].name))
