"""The spread of changes, drawn as boxes."""

from dataclasses import replace

from reportlab.graphics.shapes import Circle, Polygon

from registry.display.charts.change_boxes import change_boxes
from registry.domain.instruments.instrument import InstrumentCode
from tests.display.charts.geometry import box, strings, words
from tests.factories.spreads import box as box_of
from tests.factories.spreads import change_spread

ODI = change_spread(InstrumentCode.ODI, (3, 14, 15))


def test_below_five_pairs_only_the_number_is_drawn() -> None:
    drawing = change_boxes([ODI], width=480, height=230).drawing
    assert len([shape for shape in drawing.contents if isinstance(shape, Polygon)]) == 2
    assert {"3", "14", "15"} <= set(words(drawing))


def test_each_number_stands_under_its_box() -> None:
    drawing = change_boxes([ODI], width=480, height=230).drawing
    boxes = [box(shape) for shape in drawing.contents if isinstance(shape, Polygon)]
    middles = [(left + right) / 2 for left, _, right, _ in boxes]
    counts = [string.x for string in strings(drawing) if string.text in {"14", "15"}]
    assert [round(x, 6) for x in middles] == [round(x, 6) for x in counts]


def test_lowest_and_highest_are_circles_only_beyond_the_whiskers() -> None:
    found = box_of(14, 30.0)
    inside = replace(found, lowest=found.whisker_low)
    spread = replace(ODI, boxes=(replace(ODI.boxes[0], box=inside),))
    drawing = change_boxes([spread], width=480, height=230).drawing
    assert len([shape for shape in drawing.contents if isinstance(shape, Circle)]) == 1


def test_the_description_says_each_median_with_its_pairs() -> None:
    assert change_boxes([ODI], width=480, height=230).description == (
        "ODI, median change at 12 months by quarter: Q3 2022 31.0, N = 14; Q4 2022 32.0, N = 15."
    )


def test_too_few_pairs_for_any_box_are_a_sentence() -> None:
    chart = change_boxes([change_spread(InstrumentCode.ODI, (1,))], width=480, height=230)
    assert words(chart.drawing) == [chart.description]
    assert "needs 5 patients" in chart.description
