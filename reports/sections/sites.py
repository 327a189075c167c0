"""Sites beside each other, and outcomes in the order of treatment."""

from reportlab.platypus import Flowable

from registry.analysis.estimates import NotEstimable
from registry.analysis.results import CohortSummary
from registry.display.charts.cusum import cusum_chart
from registry.display.charts.funnel import funnel_plot
from registry.display.site_captions import cusum_caption, funnel_caption
from registry.display.tabulate.site_contrasts import site_contrasts_table
from registry.display.tabulate.sites import sites_table
from reports import theme
from reports.flowables import figure
from reports.tables import table_flowables


def sites_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set a funnel and a CUSUM of each outcome, and the tables of all sites."""
    set_out: list[Flowable] = []
    for found in summary.monitoring:
        funnel = funnel_plot(found, width=width, height=_height(found.funnel))
        cusum = cusum_chart(found, width=width, height=_height(found.cusum))
        set_out += figure(funnel, funnel_caption(found, summary))
        set_out += figure(cusum, cusum_caption(found, summary))
    tables = (sites_table(summary.monitoring), site_contrasts_table(summary.site_contrasts))
    return [
        *set_out,
        *(part for table in tables if table.rows for part in table_flowables(table, width)),
    ]


def _height(found: object) -> float:
    return theme.SENTENCE_HEIGHT if isinstance(found, NotEstimable) else theme.CHART_HEIGHT
