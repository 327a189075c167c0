"""The share reoperated."""

from dataclasses import replace

from reportlab.graphics.shapes import Drawing, PolyLine

from registry.display.charts.kaplan_meier import reoperation_curve
from tests.display.charts.geometry import strings, words
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.factories.survival import kaplan_meier, reoperation

BENCHMARK = cohort_summary().benchmarks[2]


def curves(drawing: Drawing) -> list[PolyLine]:
    return [shape for shape in drawing.contents if isinstance(shape, PolyLine)]


def test_the_curve_ends_where_it_was_stopped() -> None:
    stopped = replace(reoperation(), kaplan_meier=replace(kaplan_meier(), stopped_at_days=1461))
    drawing = reoperation_curve(stopped, width=480, height=250).drawing
    (curve,) = curves(drawing)
    (tick,) = [string.x for string in strings(drawing) if string.text == "48"]
    assert abs(curve.points[-2] - tick) < 0.01


def test_each_count_stands_under_its_tick() -> None:
    drawing = reoperation_curve(reoperation(), width=480, height=250).drawing
    ticks = [string.x for string in strings(drawing) if string.text == "36"]
    assert [string.x for string in strings(drawing) if string.text == "84"] == ticks


def test_nobody_reoperated_gives_a_flat_curve_and_a_sentence() -> None:
    drawing = reoperation_curve(reoperation(events=0), width=480, height=250).drawing
    (curve,) = curves(drawing)
    assert len(set(curve.points[1::2])) == 1
    assert "No operation among 300 patients." in words(drawing)


def test_too_few_at_risk_from_the_start_give_no_curve_but_a_sentence() -> None:
    few = replace(kaplan_meier(events=0), n=4, stopped_at_days=0)
    chart = reoperation_curve(replace(reoperation(), kaplan_meier=few), width=480, height=250)
    assert not curves(chart.drawing)
    assert "No curve: 4 patients, at least 10 at risk needed." in words(chart.drawing)
    assert chart.description.endswith("no curve.")


def test_what_is_not_estimable_gives_its_sentence_in_a_drawing_of_the_same_size() -> None:
    chart = reoperation_curve(empty_cohort_summary().reoperation, width=480, height=250)
    assert (chart.drawing.width, chart.drawing.height) == (480, 250)
    assert words(chart.drawing) == [
        "Share reoperated: not estimable (n = 0, at least 1 needed): nobody was treated."
    ]


def test_the_benchmark_is_shown_only_where_it_is_given() -> None:
    label = "Zhang 2023: 7.4\u202f%, final follow-up"
    without = reoperation_curve(reoperation(), width=480, height=250).drawing
    beside = reoperation_curve(reoperation(), width=480, height=250, benchmark=BENCHMARK).drawing
    assert label not in words(without)
    assert label in words(beside)


def test_the_description_says_the_share_at_each_time_with_its_interval() -> None:
    description = reoperation_curve(reoperation(), width=480, height=250).description
    assert "24 operations among 300 patients" in description
    assert "at 24 months 6.2\u202f% (95\u202f% CI 4.6 to 8.5\u202f%)" in description
