"""The results of the shipped evidence library, and their forest plots."""

from dataclasses import replace

from registry.analysis.published_comparison import PublishedFigure, published_figures
from registry.display.charts.chart import Chart
from registry.display.charts.published_forest import published_forest
from registry.evidence_library import load_library
from tests.conftest import ROOT

_BENCHMARKS = ROOT / "config" / "benchmarks"
LIBRARY = {each.key: each for each in load_library(_BENCHMARKS, _BENCHMARKS / "none")}
FIGURES = published_figures(LIBRARY.values(), confidence_level=0.95)
LONG_NAME = "Klinik für Wirbelsäulenchirurgie und Regenerative Schmerztherapie am Klinikum Berlin"


def library_forest(width: float, *, changes: bool, long_names: bool = False) -> Chart:
    """Draw every result of the library; Pettine 2017 stands out."""
    figures = [_with_long_name(each) for each in FIGURES] if long_names else FIGURES
    chart = published_forest(figures, "pettine2017", changes=changes, width=width)
    assert chart is not None
    return chart


def _with_long_name(figure: PublishedFigure) -> PublishedFigure:
    return replace(figure, publication=replace(figure.publication, short_name=LONG_NAME))
