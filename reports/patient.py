"""One patient's course on one page, for the physician to give or to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from registry.display import fonts
from registry.display.charts.patient_trajectory import PatientCourse, patient_trajectory
from registry.display.numbers import day
from registry.display.tables import DisplayTable
from registry.settings import PageSize
from reports import theme
from reports.document import Paper, print_document, text_height
from reports.flowables import figure, paragraph
from reports.tables import table_flowables

_TITLE = "Course since treatment"
_CAPTION = "Each score on the day it was answered; 0 is best, 100 worst."
_BEFORE_TREATMENT = "The course begins with the first treatment."
_NO_SCORES = "No scores are recorded yet."
_NO_EVENTS = "No adverse event and no operation is recorded."
_UNBOUNDED = 10_000
_LOWEST_CHART, _HIGHEST_CHART = 140, theme.CHART_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientSummary:
    """What the page says; ``course`` is None before the first treatment.

    It knows the patient by the study number alone.
    """

    registry_name: str
    site_name: str
    study_number: str
    made_on: date
    treatment: str
    course: PatientCourse | None
    scores: DisplayTable
    events: DisplayTable
    next_visit: str
    caveats: tuple[str, ...]
    origin: str
    page_size: PageSize


def patient_summary(summary: PatientSummary) -> bytes:
    """Print the summary as a PDF; the same summary gives the same bytes."""
    fonts.register_fonts()
    paper = Paper(
        size=summary.page_size,
        title=f"{_TITLE}: {summary.study_number}",
        author=summary.registry_name,
        head=(summary.registry_name, f"{summary.study_number} · {day(summary.made_on)}"),
        caveats=summary.caveats,
        origin=summary.origin,
    )
    width = paper.text_width
    above, below = _opening(summary), _tables(summary, width)
    room = text_height(paper) - _height(above, width) - _height(below, width)
    return print_document(paper, [*above, *_chart(summary, width, room), *below])


def _opening(summary: PatientSummary) -> list[Flowable]:
    return [
        paragraph(f"{summary.study_number} · {summary.site_name}", theme.SUBTITLE),
        paragraph(_TITLE, theme.TITLE),
        paragraph(f"{summary.treatment}. As recorded on {day(summary.made_on)}."),
        paragraph(f"Next visit: {summary.next_visit}", theme.LEAD),
    ]


def _chart(summary: PatientSummary, width: float, room: float) -> list[Flowable]:
    """Draw the course as high as the page has room for it."""
    if summary.course is None:
        return [paragraph(_BEFORE_TREATMENT, theme.LEAD)]
    if not summary.course.scores:
        return []
    lowest = figure(patient_trajectory(summary.course, width=width, height=_LOWEST_CHART), _CAPTION)
    spare = room - _height(lowest, width)
    height = min(max(_LOWEST_CHART + spare, _LOWEST_CHART), _HIGHEST_CHART)
    return figure(patient_trajectory(summary.course, width=width, height=height), _CAPTION)


def _tables(summary: PatientSummary, width: float) -> list[Flowable]:
    story: list[Flowable] = []
    for table, nothing in ((summary.scores, _NO_SCORES), (summary.events, _NO_EVENTS)):
        if table.rows:
            story += table_flowables(table, width)
        else:
            story += [paragraph(table.title, theme.TABLE_TITLE), paragraph(nothing, theme.LEAD)]
    return story


def _height(flowables: Sequence[Flowable], width: float) -> float:
    return sum(
        flowable.wrap(width, _UNBOUNDED)[1] + flowable.getSpaceBefore() + flowable.getSpaceAfter()
        for flowable in flowables
    )
