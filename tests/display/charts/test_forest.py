"""The cohort beside published results."""

from dataclasses import replace

from reportlab.graphics.shapes import Drawing, Polygon

from registry.analysis.results import DerivedSpread
from registry.display.charts.forest import benchmark_forest
from registry.display.palette import ACCENT, BENCHMARK, GROUND, PREDICTION
from registry.domain.benchmark import Verdict
from tests.display.charts.geometry import outside, overlapping_words, strings, words
from tests.factories.benchmarks import COMPARED, comparison
from tests.factories.estimates import interval
from tests.factories.results import cohort_summary, empty_cohort_summary


def polygons(drawing: Drawing) -> list[Polygon]:
    return [shape for shape in drawing.contents if isinstance(shape, Polygon)]


def arrows(drawing: Drawing) -> int:
    return sum(
        len(shape.points) == 6 and shape.fillColor == PREDICTION.colour
        for shape in polygons(drawing)
    )


def test_the_cohort_stands_below_what_was_published() -> None:
    drawing = benchmark_forest([comparison()], width=480, height=250).drawing
    heights = {string.text: string.y for string in strings(drawing)}
    assert heights["This cohort, n = 284"] < heights["Zhang 2023, 4 studies"]


def test_a_cohort_beside_two_publications_stands_there_once() -> None:
    other = comparison(publication_name="Wu 2018", publication_key="wu2018")
    drawing = benchmark_forest([comparison(), other], width=480, height=250).drawing
    assert words(drawing).count("This cohort, n = 284") == 1
    assert {"Zhang 2023, 4 studies", "Wu 2018, 4 studies"} <= set(words(drawing))


def test_numbers_end_at_the_right_edge() -> None:
    drawing = benchmark_forest(cohort_summary().benchmarks, width=480, height=250).drawing
    (estimate,) = [s for s in strings(drawing) if s.text == "41.6 (24.3 to 58.9)"]
    assert (estimate.x, estimate.textAnchor) == (480, "end")


def test_an_interval_that_leaves_the_axis_ends_in_arrows() -> None:
    wide, derived = comparison(), comparison().derived
    assert isinstance(derived, DerivedSpread)
    narrow = replace(wide, derived=replace(derived, prediction=interval(10, 60)))
    assert arrows(benchmark_forest([wide], width=480, height=250).drawing) == 2
    assert arrows(benchmark_forest([narrow], width=480, height=250).drawing) == 0


def test_a_cohort_that_is_not_compared_is_hollow_and_says_so() -> None:
    unlike = comparison(verdict=Verdict.NOT_COMPARABLE, reason="other patients")
    drawing = benchmark_forest([unlike], width=480, height=250).drawing
    assert "This cohort, n = 284, not compared" in words(drawing)
    (square,) = [shape for shape in polygons(drawing) if shape.strokeColor == ACCENT]
    assert square.fillColor == GROUND


def test_a_cohort_that_cannot_be_estimated_leaves_the_published_result() -> None:
    drawing = benchmark_forest(empty_cohort_summary().benchmarks, width=480, height=250).drawing
    assert words(drawing).count("not estimable") == len(COMPARED)
    assert sum(shape.fillColor == BENCHMARK.colour for shape in polygons(drawing)) == len(COMPARED)


def test_a_published_estimate_without_an_interval_is_a_mark_alone() -> None:
    bare = comparison()
    bare = replace(bare, published=replace(bare.published, lower=None, upper=None))
    chart = benchmark_forest([bare], width=480, height=250)
    assert "41.6" in words(chart.drawing)
    assert "Zhang 2023 41.6; this cohort 34.1" in chart.description


def test_the_forest_grows_where_its_lines_need_more() -> None:
    ten = [comparison(publication_name=f"Study {number}") for number in range(10)]
    drawing = benchmark_forest(ten, width=480, height=100).drawing
    assert drawing.height > 100
    assert not outside(drawing)
    assert not overlapping_words(drawing)


def test_no_publication_gives_a_sentence() -> None:
    chart = benchmark_forest((), width=480, height=250)
    assert words(chart.drawing) == [chart.description]
