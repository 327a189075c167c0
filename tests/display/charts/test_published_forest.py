"""What is published on the same outcomes at the same times, without a cohort."""

from reportlab.graphics.shapes import Polygon

from registry.display.charts.published_forest import drawn_figures, published_forest
from registry.display.palette import ACCENT, GROUND
from tests.display.charts.geometry import strings, words
from tests.factories.published import FIGURES, library_forest


def test_every_result_in_points_or_shares_stands_in_one_of_the_two() -> None:
    changes, shares = drawn_figures(FIGURES, changes=True), drawn_figures(FIGURES, changes=False)
    assert len(changes) + len(shares) == sum(
        each.published.scale.value in {"points_0_100", "proportion"} for each in FIGURES
    )
    drawn = words(library_forest(640, changes=True).drawing)
    assert {"ODI at 12 months", "VAS back, final follow-up", "Zhang 2023, 4 studies"} <= set(drawn)
    assert "Reoperation at 12 months" in words(library_forest(640, changes=False).drawing)


def test_the_chosen_publication_alone_is_set_in_the_strong_typeface() -> None:
    drawing = library_forest(640, changes=True).drawing
    fonts = {string.text: string.fontName for string in strings(drawing)}
    assert "Semi" in fonts["Pettine 2017"]
    assert "Semi" not in fonts["Lewandrowski 2023"]


def test_a_control_arm_is_hollow_and_nothing_has_the_colour_of_the_cohort() -> None:
    shapes = [
        shape
        for shape in library_forest(640, changes=True).drawing.contents
        if isinstance(shape, Polygon)
    ]
    assert any(shape.fillColor == GROUND for shape in shapes)
    assert not any(ACCENT in (shape.fillColor, shape.strokeColor) for shape in shapes)


def test_what_is_on_another_scale_is_not_drawn() -> None:
    xie = [each for each in FIGURES if each.publication.key == "xie2021"]
    assert published_forest(xie, "xie2021", changes=True, width=640) is None


def test_the_description_says_each_result() -> None:
    description = library_forest(640, changes=True).description
    assert "ODI, final follow-up: Zhang 2023 22.0 (8.8 to 35.3)." in description
