"""The minimal important change of each instrument, and the line that stands for it."""

from collections.abc import Sequence

from reportlab.graphics.shapes import Line

from registry.analysis.results import Responders
from registry.display.charts.score_axis import SERIES_STYLES
from registry.domain.instruments.instrument import InstrumentCode
from registry.domain.threshold import ThresholdRule

_MIC = "mic"
_DASHES = (1, 2)


def important_changes(
    responders: Sequence[Responders], instruments: Sequence[InstrumentCode]
) -> dict[InstrumentCode, float]:
    """Return the minimal important change in points of each instrument that has one."""
    found: dict[InstrumentCode, float] = {}
    for threshold in dict.fromkeys(row.threshold for row in responders):
        alone = threshold.alone
        if alone is None or not threshold.key.startswith(_MIC):
            continue
        if alone.rule is ThresholdRule.CHANGE_AT_LEAST and alone.instrument in instruments:
            found.setdefault(alone.instrument, alone.value)
    return found


def important_line(instrument: InstrumentCode, left: float, right: float, height: float) -> Line:
    """Return the dotted line that the mean of an instrument is held against."""
    colour = SERIES_STYLES[instrument].colour
    line = Line(left, height, right, height, strokeColor=colour, strokeWidth=0.8)
    line.strokeDashArray = list(_DASHES)
    return line
