"""What is published on the same outcomes at the same times, without a cohort."""

from collections.abc import Iterator, Sequence

from registry.analysis.estimates import NotEstimable
from registry.analysis.published_comparison import PublishedFigure
from registry.analysis.published_spread import on_scale_of_cohort
from registry.display.charts.chart import Chart
from registry.display.charts.forest_panels import CHANGE_AXIS, SHARE_AXIS, ForestPanel, draw_panels
from registry.display.charts.forest_rows import ForestRow, RowKind, estimate_words
from registry.display.numbers import bounds, count_noun
from registry.display.tabulate.benchmark import outcome_kind
from registry.display.tabulate.evidence import with_arm
from registry.display.tabulate.published import topic_name
from registry.domain.benchmark import Arm

_ROW, _AROUND = 15.0, 52.0
_HEADER = "Estimate (interval)"


def drawn_figures(
    figures: Sequence[PublishedFigure], *, changes: bool
) -> tuple[PublishedFigure, ...]:
    """Return what has a place on an axis: changes in points, or else shares of patients."""
    return tuple(
        each
        for each in figures
        if on_scale_of_cohort(each.published) and each.published.outcome.is_change is changes
    )


def published_forest(
    figures: Sequence[PublishedFigure], chosen_key: str | None, *, changes: bool, width: float
) -> Chart | None:
    """Draw published results by outcome and time; None where none has a place on the axis.

    The results of the chosen publication stand out by their weight.
    """
    drawn = drawn_figures(figures, changes=changes)
    if not drawn:
        return None
    rows = list(_rows(drawn, chosen_key))
    panel = ForestPanel(
        rows=rows, is_share=not changes, title=CHANGE_AXIS if changes else SHARE_AXIS
    )
    height = _AROUND + _ROW * len(rows)
    what = "changes" if changes else "shares of patients"
    return Chart(
        drawing=draw_panels([panel], _HEADER, width=width, height=height),
        title=f"Published results: {what}",
        description=" ".join(_sentence(each) for each in drawn),
    )


def _rows(figures: Sequence[PublishedFigure], chosen_key: str | None) -> Iterator[ForestRow]:
    for topic in dict.fromkeys(each.topic for each in figures):
        yield ForestRow(kind="heading", label=topic_name(topic))
        for figure in figures:
            if figure.topic == topic:
                yield from _lines(figure, chosen=figure.publication.key == chosen_key)


def _lines(figure: PublishedFigure, *, chosen: bool) -> Iterator[ForestRow]:
    publication, published = figure.publication, figure.published
    kind = outcome_kind(published.outcome)
    studies = f", {count_noun(published.studies, 'study', 'studies')}" if published.studies else ""
    yield ForestRow(
        kind=_row_kind(figure),
        label=f"{with_arm(publication.short_name, published)}{studies}",
        words=estimate_words(published.estimate, figure.interval, kind),
        estimate=published.estimate,
        interval=figure.interval,
        chosen=chosen,
    )
    if not isinstance(figure.spread, NotEstimable):
        yield ForestRow(
            kind="prediction",
            label="Prediction interval, derived",
            words=bounds(figure.spread.prediction, kind),
            interval=figure.spread.prediction,
        )


def _row_kind(figure: PublishedFigure) -> RowKind:
    if figure.publication.context or figure.published.arm is not Arm.TREATED:
        return "control"
    return "pooled" if figure.publication.pooled else "study"


def _sentence(figure: PublishedFigure) -> str:
    published = figure.published
    kind = outcome_kind(published.outcome)
    name = with_arm(figure.publication.short_name, published)
    words = estimate_words(published.estimate, figure.interval, kind)
    return f"{topic_name(figure.topic)}: {name} {words}."
