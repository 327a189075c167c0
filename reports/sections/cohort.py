"""Who the patients are and how completely they were followed."""

from reportlab.platypus import Flowable

from registry.analysis.results import CohortSummary
from registry.display.charts.completeness_map import completeness_maps
from registry.display.charts.patient_flow import patient_flow_chart
from registry.display.charts.recruitment import recruitment_chart
from registry.display.patient_captions import (
    completeness_caption,
    patient_flow_caption,
    recruitment_caption,
)
from registry.display.tabulate.baseline import baseline_table
from registry.display.tabulate.follow_up import follow_up_table
from registry.display.tabulate.lost_patients import lost_table
from registry.display.tabulate.origins import origins_table
from registry.display.tabulate.patient_flow import patient_flow_table, visit_flow_table
from registry.display.tabulate.recruitment import delay_table
from reports import theme
from reports.flowables import figure
from reports.tables import table_flowables


def cohort_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set flow and recruitment of patients, follow-up, table 1, where the data come from."""
    tables = (
        baseline_table(summary.baseline),
        lost_table(summary.followed_and_lost),
        origins_table(summary.origins),
    )
    return [
        *figure(patient_flow_chart(summary.flow, width=width), patient_flow_caption(summary)),
        *table_flowables(patient_flow_table(summary.flow), width),
        *table_flowables(visit_flow_table(summary.flow), width),
        *([] if summary.release else _recruitment(summary, width)),
        *table_flowables(follow_up_table(summary.follow_up), width),
        *_completeness(summary, width),
        *(flowable for table in tables for flowable in table_flowables(table, width)),
    ]


def _recruitment(summary: CohortSummary, width: float) -> list[Flowable]:
    treated = recruitment_chart(summary.recruitment, width=width, height=theme.CHART_HEIGHT)
    return [
        *figure(treated, recruitment_caption(summary)),
        *table_flowables(delay_table(summary.recruitment), width),
    ]


def _completeness(summary: CohortSummary, width: float) -> list[Flowable]:
    names = {origin.site_code: origin.site_name for origin in summary.origins}
    charts = completeness_maps(summary.site_completeness, names, width=width)
    caption = completeness_caption(summary)
    return [flowable for chart in charts for flowable in figure(chart, caption)]
