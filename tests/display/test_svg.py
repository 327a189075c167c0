"""The drawing on the page."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from reportlab.graphics.shapes import Drawing, Ellipse

from registry.display.charts.chart import Chart
from registry.display.charts.forest import benchmark_forest
from registry.display.charts.lettering import message
from registry.display.svg import svg
from tests.factories.results import cohort_summary

SVG = "{http://www.w3.org/2000/svg}"
FOREST = benchmark_forest(cohort_summary().benchmarks, width=480, height=250)


def parsed(chart: Chart, identifier: str = "forest") -> ET.Element:
    return ET.fromstring(svg(chart, identifier=identifier))  # noqa: S314 - our own output


def test_no_element_has_a_style() -> None:
    assert not [element for element in parsed(FOREST).iter() if "style" in element.attrib]


def test_the_chart_is_an_image_named_and_described_in_words() -> None:
    root = parsed(FOREST)
    by_id = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert root.get("role") == "img"
    named = [by_id[identifier] for identifier in str(root.get("aria-labelledby")).split()]
    assert named == [FOREST.title, FOREST.description]


def test_two_charts_of_one_page_share_no_id() -> None:
    def ids(identifier: str) -> set[str]:
        return {element.get("id", "") for element in parsed(FOREST, identifier).iter()} - {""}

    assert ids("first").isdisjoint(ids("second"))


def test_the_chart_scales_with_its_column() -> None:
    root = parsed(FOREST)
    assert root.get("viewBox") == "0 0 480 250"
    assert not {"width", "height"} & set(root.attrib)


def test_it_is_an_element_of_the_page_not_a_file_of_its_own() -> None:
    assert svg(FOREST, identifier="forest").startswith("<svg ")


def test_colours_follow_the_theme_of_the_page() -> None:
    fills = {element.get("fill") for element in parsed(FOREST).iter(f"{SVG}text")}
    assert fills == {"var(--ink, #1b2733)", "var(--muted-ink, #5b6770)"}


def test_a_word_keeps_the_width_it_has_in_print() -> None:
    assert all(element.get("textLength") for element in parsed(FOREST).iter(f"{SVG}text"))


def test_markup_in_a_name_stays_text() -> None:
    hostile = '<b>&"{x}</b>'
    chart = Chart(drawing=message(480, 250, hostile), title=hostile, description=hostile)
    texts = [element.text for element in parsed(chart).iter() if element.text]
    assert texts == [hostile] * 3


def test_the_same_point_of_the_drawing_is_counted_from_above() -> None:
    chart = replace(FOREST, drawing=message(480, 250, "Nobody"))
    (word,) = parsed(chart).iter(f"{SVG}text")
    assert (word.get("x"), word.get("y"), word.get("text-anchor")) == ("240", "125", "middle")


def test_a_shape_no_chart_uses_is_refused() -> None:
    chart = replace(FOREST, drawing=Drawing(10, 10, Ellipse(5, 5, 2, 1)))
    with pytest.raises(TypeError, match="Ellipse"):
        svg(chart, identifier="ellipse")
