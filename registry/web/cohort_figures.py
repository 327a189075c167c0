"""The figures of the cohort page, each with its caption and the table that says the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from registry.analysis.estimates import NotEstimable
from registry.analysis.results import CohortSummary
from registry.analysis.site_results import OutcomeMonitoring
from registry.display import outcome_captions, patient_captions
from registry.display.charts.change_boxes import change_boxes
from registry.display.charts.change_by_visit import change_by_visit
from registry.display.charts.chart import Chart
from registry.display.charts.completeness_map import completeness_maps, site_parts
from registry.display.charts.cusum import cusum_chart
from registry.display.charts.funnel import funnel_plot
from registry.display.charts.patient_flow import patient_flow_chart
from registry.display.charts.patients_around_mean import patients_around_mean
from registry.display.charts.recruitment import recruitment_chart, shown_periods
from registry.display.charts.responder_bars import responder_bars, shown_responders
from registry.display.site_captions import cusum_caption, funnel_caption
from registry.display.svg import svg
from registry.display.tables import DisplayTable
from registry.display.tabulate.change_boxes import change_boxes_table
from registry.display.tabulate.patient_flow import visit_flow_table
from registry.display.tabulate.recruitment import treated_table
from registry.display.tabulate.responders import responders_table
from registry.display.tabulate.site_completeness import site_completeness_table

CHART_WIDTH, CHART_HEIGHT, SENTENCE_HEIGHT = 640.0, 260.0, 40.0
BOXES_HEIGHT = 360.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart with its caption and, where there is one, the table that says the same."""

    drawing: str
    caption: str
    table: DisplayTable | None


def figure(
    identifier: str, chart: Chart, caption: str, table: DisplayTable | None = None
) -> Figure:
    """Return a figure for the page; ``identifier`` keeps its ids apart."""
    return Figure(drawing=svg(chart, identifier=identifier), caption=caption, table=table)


def patient_figures(summary: CohortSummary) -> tuple[Figure, ...]:
    """Return the figures about who the patients are and how completely they were followed."""
    return (
        figure(
            "patient-flow",
            patient_flow_chart(summary.flow, width=CHART_WIDTH),
            patient_captions.patient_flow_caption(summary),
            visit_flow_table(summary.flow),
        ),
        figure(
            "recruitment",
            recruitment_chart(summary.recruitment, width=CHART_WIDTH, height=CHART_HEIGHT),
            patient_captions.recruitment_caption(summary),
            treated_table(shown_periods(summary.recruitment)),
        ),
        *_completeness(summary),
    )


def outcome_figures(summary: CohortSummary) -> tuple[Figure, ...]:
    """Return the figures about pain and disability that follow the trajectory."""
    shown = [row for rows in shown_responders(summary.responders) for row in rows]
    return (
        figure(
            "patients-around-mean",
            patients_around_mean(
                summary.courses, summary.responders, width=CHART_WIDTH, height=CHART_HEIGHT
            ),
            outcome_captions.patients_around_mean_caption(summary),
        ),
        figure(
            "change-by-visit",
            change_by_visit(
                summary.courses, summary.responders, width=CHART_WIDTH, height=CHART_HEIGHT
            ),
            outcome_captions.change_by_visit_caption(summary),
        ),
        figure(
            "change-boxes",
            change_boxes(summary.change_spreads, width=CHART_WIDTH, height=BOXES_HEIGHT),
            outcome_captions.change_boxes_caption(summary),
            change_boxes_table(summary.change_spreads),
        ),
        figure(
            "responders",
            responder_bars(summary.responders, width=CHART_WIDTH, height=CHART_HEIGHT),
            outcome_captions.responder_caption(summary),
            responders_table(shown),
        ),
    )


def _completeness(summary: CohortSummary) -> Iterator[Figure]:
    names = {origin.site_code: origin.site_name for origin in summary.origins}
    charts = completeness_maps(summary.site_completeness, names, width=CHART_WIDTH)
    caption = patient_captions.completeness_caption(summary)
    parts = site_parts(summary.site_completeness)
    for index, (chart, part) in enumerate(zip(charts, parts, strict=True)):
        yield figure(f"completeness-{index}", chart, caption, site_completeness_table(part))


def monitored_figures(summary: CohortSummary) -> tuple[Figure, ...]:
    """Return the funnel and the CUSUM of each outcome that is followed."""
    return tuple(each for found in summary.monitoring for each in _of_outcome(found, summary))


def _of_outcome(found: OutcomeMonitoring, summary: CohortSummary) -> tuple[Figure, Figure]:
    """Return the funnel and the CUSUM of one outcome."""

    def height(estimated: object) -> float:
        return SENTENCE_HEIGHT if isinstance(estimated, NotEstimable) else CHART_HEIGHT

    return (
        figure(
            f"funnel-{found.outcome}",
            funnel_plot(found, width=CHART_WIDTH, height=height(found.funnel)),
            funnel_caption(found, summary),
        ),
        figure(
            f"cusum-{found.outcome}",
            cusum_chart(found, width=CHART_WIDTH, height=height(found.cusum)),
            cusum_caption(found, summary),
        ),
    )
