"""Funnel plot and CUSUM."""

from reportlab.graphics.shapes import Circle, Drawing, Polygon, PolyLine

from registry.analysis.estimates import NotEstimable
from registry.display.charts.cusum import cusum_chart
from registry.display.charts.funnel import funnel_plot
from registry.display.palette import ATTENTION
from tests.display.charts.geometry import words
from tests.factories.monitoring import monitoring, outcomes


def points(drawing: Drawing) -> list[Circle]:
    return [shape for shape in drawing.contents if isinstance(shape, Circle)]


def test_each_large_site_is_a_point_and_the_small_one_is_none() -> None:
    drawing = funnel_plot(monitoring(), width=480, height=250).drawing
    assert len(points(drawing)) == 3
    assert {"S01", "S02", "S03"} <= set(words(drawing))
    assert "S04" not in words(drawing)


def test_of_a_hundred_sites_each_one_outside_the_limits_is_marked_and_named() -> None:
    found = monitoring(outcomes(*range(10, 310, 3)))
    assert not isinstance(found.funnel, NotEstimable)
    outside = {each.site_code for each in found.funnel.sites if each.position != "inside"}
    drawing = funnel_plot(found, width=480, height=250).drawing
    marked = [each for each in points(drawing) if each.fillColor == ATTENTION]
    assert (len(points(drawing)), len(marked)) == (100, len(outside))
    assert outside
    assert outside <= set(words(drawing))


def test_one_site_is_a_sentence() -> None:
    chart = funnel_plot(monitoring(outcomes(60)), width=480, height=40)
    assert chart.description == (
        "No funnel plot: fewer than two sites have 10 patients with a known outcome; "
        "not estimable (n = 1, at least 2 needed)."
    )


def test_a_signal_is_marked_and_begins_a_new_line() -> None:
    found = monitoring(outcomes(600, seed=3, odds=5.0, from_patient=400))
    assert not isinstance(found.cusum, NotEstimable)
    signals = len(found.cusum.signals)
    drawing = cusum_chart(found, width=480, height=250).drawing
    marks = [shape for shape in drawing.contents if isinstance(shape, Polygon)]
    lines = [shape for shape in drawing.contents if isinstance(shape, PolyLine)]
    assert signals > 1
    assert (len(marks), len(lines)) == (signals, signals + 1)
