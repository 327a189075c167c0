"""What holds for every chart, whoever is in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.graphics import renderPDF
from reportlab.pdfgen.canvas import Canvas

from registry.display.charts.change_boxes import change_boxes
from registry.display.charts.change_by_visit import change_by_visit
from registry.display.charts.chart import Chart
from registry.display.charts.cohort_trajectory import cohort_trajectory
from registry.display.charts.completeness_map import completeness_maps
from registry.display.charts.cusum import cusum_chart
from registry.display.charts.forest import benchmark_forest, change_forest, share_forest
from registry.display.charts.funnel import funnel_plot
from registry.display.charts.kaplan_meier import reoperation_curve
from registry.display.charts.patient_flow import patient_flow_chart
from registry.display.charts.patient_trajectory import (
    PatientCourse,
    ScorePoint,
    patient_trajectory,
)
from registry.display.charts.patients_around_mean import patients_around_mean
from registry.display.charts.recruitment import recruitment_chart
from registry.display.charts.responder_bars import responder_bars
from registry.display.fonts import REGULAR, register_fonts
from registry.display.svg import svg
from registry.domain.instruments.instrument import InstrumentCode
from tests.display.charts.geometry import outside, overlapping_words, strings
from tests.factories.courses import (
    MIC_ODI,
    MIC_VAS_BACK,
    MONTHS_ANSWERED,
    course,
    responders,
    site_completeness,
)
from tests.factories.estimates import NOBODY
from tests.factories.monitoring import monitoring, outcomes
from tests.factories.published import library_forest
from tests.factories.recruitment import recruitment
from tests.factories.results import cohort_summary, empty_cohort_summary
from tests.factories.spreads import change_spread, yearly_spread
from tests.factories.survival import kaplan_meier, reoperation

Draw = Callable[[float, float], Chart]

COHORT, NONE = cohort_summary(), empty_cohort_summary()
LONG_NAMES = [
    replace(comparison, publication_name="A consortium with a name of eighty letters " * 2)
    for comparison in COHORT.benchmarks
]
ONE_PATIENT = replace(
    course(InstrumentCode.VAS_BACK, 70, 20, answered={}),
    means=tuple(
        replace(mean, n=1, interval=NOBODY)
        for mean in course(InstrumentCode.VAS_BACK, 70, 20, answered={1: 1}).means
    ),
)
SAME_COURSES = [
    course(instrument, 60, 30, answered={12: 12_345, 24: 7_890}) for instrument in InstrumentCode
]
HUGE = replace(
    kaplan_meier(),
    n=12_345,
    risk_table=tuple(replace(column, at_risk=12_345) for column in kaplan_meier().risk_table),
)
MANY_COLUMNS = replace(
    kaplan_meier(),
    risk_table=tuple(
        replace(kaplan_meier().risk_table[0], months=months) for months in range(0, 181, 6)
    ),
)
TWELVE_TREATMENTS = PatientCourse(
    scores=[
        ScorePoint(instrument=instrument, months=months, value=value)
        for instrument in InstrumentCode
        for months, value in ((-2.9, 100.0), (0.0, 0.0), (61.3, 50.0))
    ],
    adverse_events=tuple(range(25)),
    operations=(0.0, 12.0),
    repeat_treatments=tuple(range(1, 12)),
)
NAMES = {"A": "Clinic A", "B": "A clinic with a name of eighty letters " * 2}
HUGE_SITES = (site_completeness("LONGSITECODE", 100_000), site_completeness("B", 1))
MANY_RESPONDERS = [
    responders(threshold, months, 60_000, 90_000)
    for threshold in (MIC_VAS_BACK, replace(MIC_ODI, name="a name of sixty letters " * 3))
    for months in MONTHS_ANSWERED
]

SITES = monitoring()
HUNDRED_SITES = monitoring(outcomes(*range(10, 310, 3)))
ALL_AT_ONE_POINT = monitoring(outcomes(*[20] * 100).assign(event=[*[True] * 20, *[False] * 1980]))
EVERYBODY = monitoring(outcomes(40, 40).assign(event=True))
SIGNALS = monitoring(outcomes(600, seed=3, odds=5.0, from_patient=400))
MANY_PATIENTS = [
    course(instrument, 60, 20, answered=dict.fromkeys(MONTHS_ANSWERED, 123_456))
    for instrument in InstrumentCode
]

CHARTS: Mapping[str, Draw] = {
    "funnel": lambda w, h: funnel_plot(SITES, width=w, height=h),
    "funnel of a hundred sites": lambda w, h: funnel_plot(HUNDRED_SITES, width=w, height=h),
    "funnel of equal sites": lambda w, h: funnel_plot(ALL_AT_ONE_POINT, width=w, height=h),
    "funnel, everybody": lambda w, h: funnel_plot(EVERYBODY, width=w, height=h),
    "no funnel": lambda w, h: funnel_plot(SIGNALS, width=w, height=h),
    "cusum": lambda w, h: cusum_chart(SITES, width=w, height=h),
    "cusum with signals": lambda w, h: cusum_chart(SIGNALS, width=w, height=h),
    "cusum, everybody": lambda w, h: cusum_chart(EVERYBODY, width=w, height=h),
    "no cusum": lambda w, h: cusum_chart(NONE.monitoring[0], width=w, height=h),
    "cohort": lambda w, h: cohort_trajectory(COHORT.courses, width=w, height=h),
    "cohort of one": lambda w, h: cohort_trajectory([ONE_PATIENT], width=w, height=h),
    "cohort of nobody": lambda w, h: cohort_trajectory(NONE.courses, width=w, height=h),
    "patients around mean": lambda w, h: patients_around_mean(
        COHORT.courses, COHORT.responders, width=w, height=h
    ),
    "patients around equal means": lambda w, h: patients_around_mean(
        SAME_COURSES, COHORT.responders, width=w, height=h
    ),
    "123,456 patients around a mean": lambda w, h: patients_around_mean(
        MANY_PATIENTS, COHORT.responders, width=w, height=h
    ),
    "no patients around a mean": lambda w, h: patients_around_mean(
        NONE.courses, (), width=w, height=h
    ),
    "change by visit": lambda w, h: change_by_visit(
        COHORT.courses, COHORT.responders, width=w, height=h
    ),
    "change of equal courses": lambda w, h: change_by_visit(
        SAME_COURSES, COHORT.responders, width=w, height=h
    ),
    "no change": lambda w, h: change_by_visit(NONE.courses, (), width=w, height=h),
    "three equal courses": lambda w, h: cohort_trajectory(SAME_COURSES, width=w, height=h),
    "patient": lambda w, h: patient_trajectory(TWELVE_TREATMENTS, width=w, height=h),
    "new patient": lambda w, h: patient_trajectory(PatientCourse(scores=()), width=w, height=h),
    "reoperation": lambda w, h: reoperation_curve(
        COHORT.reoperation, width=w, height=h, benchmark=COHORT.benchmarks[2]
    ),
    "reoperation, long name": lambda w, h: reoperation_curve(
        COHORT.reoperation, width=w, height=h, benchmark=LONG_NAMES[2]
    ),
    "nobody reoperated": lambda w, h: reoperation_curve(reoperation(events=0), width=w, height=h),
    "12,345 patients": lambda w, h: reoperation_curve(
        replace(COHORT.reoperation, kaplan_meier=HUGE), width=w, height=h
    ),
    "fifteen years": lambda w, h: reoperation_curve(
        replace(COHORT.reoperation, kaplan_meier=MANY_COLUMNS), width=w, height=h
    ),
    "no reoperation estimate": lambda w, h: reoperation_curve(NONE.reoperation, width=w, height=h),
    "forest": lambda w, h: benchmark_forest(COHORT.benchmarks, width=w, height=h),
    "forest, long names": lambda w, h: benchmark_forest(LONG_NAMES, width=w, height=h),
    "forest with studies": lambda w, h: change_forest(COHORT, width=w, height=h),
    "forest of shares": lambda w, h: share_forest(COHORT, width=w, height=h),
    "forest of nobody": lambda w, h: benchmark_forest(NONE.benchmarks, width=w, height=h),
    "flow": lambda w, _: patient_flow_chart(COHORT.flow, width=w),
    "flow of groups": lambda w, _: patient_flow_chart(
        replace(COHORT.flow, treated_at_sites=100_000, enrolled=200_000), width=w
    ),
    "flow of nobody": lambda w, _: patient_flow_chart(NONE.flow, width=w),
    "recruitment": lambda w, h: recruitment_chart(COHORT.recruitment, width=w, height=h),
    "one month": lambda w, h: recruitment_chart(recruitment((1,)), width=w, height=h),
    "three full years": lambda w, h: recruitment_chart(
        recruitment((12_345, 0, 5) * 12), width=w, height=h
    ),
    "forty years": lambda w, h: recruitment_chart(recruitment((500,) * 480), width=w, height=h),
    "recruitment of nobody": lambda w, h: recruitment_chart(NONE.recruitment, width=w, height=h),
    "completeness": lambda w, _: completeness_maps(COHORT.site_completeness, NAMES, width=w)[0],
    "completeness of 100,000": lambda w, _: completeness_maps(HUGE_SITES, NAMES, width=w)[0],
    "completeness of nobody": lambda w, _: completeness_maps((), NAMES, width=w)[0],
    "responders": lambda w, h: responder_bars(COHORT.responders, width=w, height=h),
    "100,000 responders": lambda w, h: responder_bars(MANY_RESPONDERS, width=w, height=h),
    "responders of nobody": lambda w, h: responder_bars(NONE.responders, width=w, height=h),
    "boxes": lambda w, h: change_boxes(COHORT.change_spreads, width=w, height=h),
    "boxes of 24 quarters": lambda w, h: change_boxes(
        [change_spread(instrument, (12_345,) * 24) for instrument in InstrumentCode],
        width=w,
        height=1.5 * h,
    ),
    "boxes of 16 years": lambda w, h: change_boxes(
        [yearly_spread(InstrumentCode.ODI, (99,) * 16)], width=w, height=h
    ),
    "too few for a box": lambda w, h: change_boxes(
        [change_spread(InstrumentCode.ODI, (1,))], width=w, height=h
    ),
    "boxes of nobody": lambda w, h: change_boxes((), width=w, height=h),
    "published changes": lambda w, _: library_forest(w, changes=True),
    "published shares": lambda w, _: library_forest(w, changes=False),
    "published, long names": lambda w, _: library_forest(w, changes=True, long_names=True),
    "no benchmark": lambda w, h: benchmark_forest((), width=w, height=h),
}
every_chart = pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS.keys())
every_size = pytest.mark.parametrize(("width", "height"), [(480, 250), (300, 220)])


def pdf(chart: Chart) -> bytes:
    register_fonts()
    file = BytesIO()
    canvas = Canvas(file, invariant=1, initialFontName=REGULAR)  # type: ignore[arg-type] # a str
    renderPDF.draw(chart.drawing, canvas, 0, 0)
    canvas.save()
    return file.getvalue()


@every_chart
@every_size
def test_nothing_is_drawn_outside_the_drawing(draw: Draw, width: float, height: float) -> None:
    assert not outside(draw(width, height).drawing)


@every_chart
@every_size
def test_no_words_lie_on_each_other(draw: Draw, width: float, height: float) -> None:
    assert not overlapping_words(draw(width, height).drawing)


@every_chart
def test_the_same_results_give_the_same_bytes(draw: Draw) -> None:
    assert pdf(draw(480, 250)) == pdf(draw(480, 250))
    assert svg(draw(480, 250), identifier="a") == svg(draw(480, 250), identifier="a")


@every_chart
def test_every_word_is_set_in_the_embedded_typeface(draw: Draw) -> None:
    chart = draw(480, 250)
    assert {string.fontName.partition("-")[0] for string in strings(chart.drawing)} == {
        "SourceSansPro"
    }
    assert b"Helvetica" not in pdf(chart)


@every_chart
def test_a_chart_is_told_in_words_too(draw: Draw) -> None:
    chart = draw(480, 250)
    assert chart.title
    assert chart.description.endswith(".")
