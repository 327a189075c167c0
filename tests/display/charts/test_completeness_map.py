"""Completeness of each site, in shaded cells."""

from dataclasses import replace

from reportlab.graphics.shapes import Polygon

from registry.analysis.patient_results import SiteCompleteness, VisitCompleteness
from registry.display.charts.completeness_map import completeness_maps
from registry.display.palette import GROUND, SHADES
from tests.display.charts.geometry import words
from tests.factories.courses import site_completeness, visit_completeness


def site(*visits: VisitCompleteness) -> SiteCompleteness:
    return replace(site_completeness("BER", 100), visits=visits)


def fills(*visits: VisitCompleteness) -> list[object]:
    drawing = completeness_maps((site(*visits),), {}, width=480)[0].drawing
    areas = [shape for shape in drawing.contents if isinstance(shape, Polygon)]
    return [area.fillColor for area in areas[: len(visits)]]


def test_a_share_on_a_bound_has_the_stronger_shade() -> None:
    below, at, all_of_them = ((59, 100), (60, 100), (100, 100))
    found = fills(*(visit_completeness(12, due, got) for got, due in (below, at, all_of_them)))
    assert found == [SHADES[0][0], SHADES[1][0], SHADES[4][0]]


def test_a_small_denominator_is_a_number_in_brackets_without_a_shade() -> None:
    few = visit_completeness(12, 9, 9)
    assert fills(few) == [GROUND]
    said = words(completeness_maps((site(few),), {}, width=480)[0].drawing)
    assert "(9/9)" in said
    assert "( ) fewer than 10 due" in said


def test_a_visit_that_nobody_was_due_for_is_a_dash() -> None:
    said = words(completeness_maps((site(visit_completeness(60, 0, 0)),), {}, width=480)[0].drawing)
    assert "–" in said
    assert "(0/0)" not in said


def test_a_hundred_sites_stand_in_four_figures_each_site_once() -> None:
    sites = tuple(site_completeness(f"S{index:02}", 50) for index in range(100))
    charts = completeness_maps(sites, {}, width=480)
    assert [chart.title for chart in charts][1:] == [
        "Completeness by site and visit, sites 26 to 50",
        "Completeness by site and visit, sites 51 to 75",
        "Completeness by site and visit, sites 76 to 100",
    ]
    said = [word for chart in charts for word in words(chart.drawing)]
    assert all(said.count(each.site_code) == 1 for each in sites)


def test_a_long_name_is_cut_before_the_cells() -> None:
    chart = completeness_maps((site_completeness("B", 9),), {"B": "Wirbelsäule " * 9}, width=480)[0]
    (name,) = [word for word in words(chart.drawing) if word.startswith("B · Wirbel")]
    assert name.endswith("…")


def test_the_description_says_every_number() -> None:
    two = site(visit_completeness(1, 9, 8), visit_completeness(12, 40, 30))
    chart = completeness_maps((two,), {}, width=480)[0]
    assert chart.description == "BER, answered of due: 1 month 8 of 9; 12 months 30 of 40."
