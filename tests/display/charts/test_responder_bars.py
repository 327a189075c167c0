"""Responders and all others, stacked."""

from dataclasses import replace

import pytest
from reportlab.graphics.shapes import Polygon

from registry.display.charts.responder_bars import responder_bars, shown_responders
from registry.display.palette import ACCENT, GROUND, INK, MUTED_INK, SHADES
from registry.domain.instruments.instrument import InstrumentCode
from tests.display.charts.geometry import box, words
from tests.factories.courses import MIC_ODI, MIC_VAS_BACK, responders
from tests.factories.results import empty_cohort_summary

AT_A_YEAR = replace(responders(MIC_ODI, 12, 50, 80), reoperated=10, missing=20)


def test_only_the_first_threshold_of_each_scale_alone_is_drawn() -> None:
    both = replace(MIC_ODI, key="both", criteria=(*MIC_ODI.criteria, *MIC_VAS_BACK.criteria))
    other = replace(MIC_ODI, key="scb", name="SCB")
    rows = [responders(each, 12, 5, 8) for each in (both, MIC_ODI, other, MIC_VAS_BACK)]
    shown = [row.threshold for rows in shown_responders(rows) for row in rows]
    assert shown == [MIC_VAS_BACK, MIC_ODI]
    assert shown[1].instruments == (InstrumentCode.ODI,)


def test_the_parts_of_a_bar_are_as_high_as_their_shares_and_fill_it() -> None:
    drawing = responder_bars([AT_A_YEAR], width=480, height=230).drawing
    areas = [shape for shape in drawing.contents if isinstance(shape, Polygon)]
    bar = areas[-4:]
    heights = [box(part)[3] - box(part)[1] for part in bar]
    shares = [height / sum(heights) for height in heights]
    assert shares == pytest.approx([0.5, 0.2, 0.1, 0.2], rel=1e-9)
    looks = [(part.fillColor, part.strokeColor) for part in bar]
    assert looks == [(ACCENT, ACCENT), (SHADES[1][0], ACCENT), (GROUND, INK), (GROUND, MUTED_INK)]


def test_each_part_carries_its_per_cent_and_the_bar_its_patients() -> None:
    said = words(responder_bars([AT_A_YEAR], width=480, height=230).drawing)
    assert {"50", "20", "100"} <= set(said)


def test_the_description_counts_every_part() -> None:
    assert responder_bars([AT_A_YEAR], width=480, height=230).description == (
        "ODI: MIC. At 12 months: responders 50, non-responders 20, reoperated 10, missing 20."
    )


def test_nobody_due_is_a_sentence() -> None:
    chart = responder_bars(empty_cohort_summary().responders, width=480, height=60)
    assert words(chart.drawing) == [chart.description]
