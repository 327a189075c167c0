"""Operations after the treatment."""

from reportlab.platypus import Flowable

from registry.analysis.estimates import NotEstimable
from registry.analysis.results import CohortSummary
from registry.display.captions import products_sentence, reoperation_caption
from registry.display.charts.kaplan_meier import reoperation_curve
from registry.display.tabulate.hazards import hazards_table
from registry.display.tabulate.incidence_difference import incidence_difference_table
from registry.display.tabulate.reoperation import definitions_table, reoperation_table
from reports import theme
from reports.flowables import figure, paragraph
from reports.tables import table_flowables


def reoperation_section(summary: CohortSummary, width: float) -> list[Flowable]:
    """Set the Kaplan–Meier curve and the shares at fixed times."""
    estimated = not isinstance(summary.reoperation.kaplan_meier, NotEstimable)
    height = theme.CHART_HEIGHT if estimated else theme.SENTENCE_HEIGHT
    chart = reoperation_curve(summary.reoperation, width=width, height=height)
    return [
        *figure(chart, reoperation_caption(summary)),
        *table_flowables(reoperation_table(summary.reoperation), width),
        *table_flowables(definitions_table(summary.reoperation, summary.other_definitions), width),
        *table_flowables(hazards_table(summary.hazards), width),
        *table_flowables(incidence_difference_table(summary.product_differences), width),
        paragraph(products_sentence(summary.products_compared), theme.CAPTION),
    ]
