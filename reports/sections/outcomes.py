"""Pain and disability over time."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.captions import trajectory_caption
from registry.display.charts.change_boxes import change_boxes
from registry.display.charts.change_by_visit import change_by_visit
from registry.display.charts.cohort_trajectory import cohort_trajectory
from registry.display.charts.patients_around_mean import patients_around_mean
from registry.display.charts.responder_bars import responder_bars
from registry.display.outcome_captions import (
    change_boxes_caption,
    change_by_visit_caption,
    patients_around_mean_caption,
    responder_caption,
)
from registry.display.tabulate.change import change_table
from registry.display.tabulate.change_boxes import change_boxes_table
from registry.display.tabulate.modelled import modelled_table
from registry.display.tabulate.responders import responders_table
from registry.display.tabulate.standardised import standardised_table
from reports import theme
from reports.flowables import figure
from reports.tables import table_flowables

_BOXES_HEIGHT = 1.4 * theme.CHART_HEIGHT


def outcomes_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the trajectory, the change from baseline and the responders, drawn and counted."""
    height = theme.CHART_HEIGHT if summary.flow.treated else theme.SENTENCE_HEIGHT
    chart = cohort_trajectory(summary.courses, width=width, height=height)
    visits = change_by_visit(
        summary.courses, summary.responders, width=width, height=theme.CHART_HEIGHT
    )
    patients = patients_around_mean(
        summary.courses, summary.responders, width=width, height=theme.CHART_HEIGHT
    )
    bars = responder_bars(summary.responders, width=width, height=theme.CHART_HEIGHT)
    return [
        *figure(chart, trajectory_caption(summary)),
        *figure(patients, patients_around_mean_caption(summary)),
        *figure(visits, change_by_visit_caption(summary)),
        *table_flowables(change_table(summary.courses), width),
        *([] if summary.release else _boxes(summary, width)),
        *table_flowables(modelled_table(summary.courses), width),
        *table_flowables(standardised_table(summary.courses), width),
        *figure(bars, responder_caption(summary)),
        *table_flowables(responders_table(summary.responders), width),
    ]


def _boxes(summary: CohortSummary, width: float) -> list[Flowable]:
    boxes = change_boxes(summary.change_spreads, width=width, height=_BOXES_HEIGHT)
    return [
        *figure(boxes, change_boxes_caption(summary)),
        *table_flowables(change_boxes_table(summary.change_spreads), width),
    ]
