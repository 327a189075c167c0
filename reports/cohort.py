"""The cohort report."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import CondPageBreak, Flowable

from registry.analysis.results import CohortSummary
from registry.display import fonts
from registry.display.numbers import upper_first
from registry.display.tables import SectionTables
from registry.domain.codes import DataOrigin
from reports.context import ReportContext
from reports.document import Paper, print_document
from reports.flowables import Heading
from reports.sections.benchmark import benchmark_section
from reports.sections.changes import changes_section
from reports.sections.cohort import cohort_section
from reports.sections.key_page import key_page
from reports.sections.methods import methods_section
from reports.sections.outcomes import outcomes_section
from reports.sections.reoperation import reoperation_section
from reports.sections.safety import safety_section
from reports.sections.sensitivity import sensitivity_section
from reports.sections.sites import sites_section
from reports.sections.subgroups import subgroups_section
from reports.tables import ROOM_TO_BEGIN, tables_among

ROOM_OF_A_HEADING = 40


Sections = tuple[tuple[str, str, list[Flowable]], ...]
"""Key, title and content of each section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedReport:
    """The report as PDF, and the tables that it prints."""

    pdf: bytes
    tables: tuple[SectionTables, ...]


def cohort_report(summary: CohortSummary, context: ReportContext) -> bytes:
    """Print the summary as a PDF; the same summary and context give the same bytes."""
    return printed_report(summary, context).pdf


def printed_report(summary: CohortSummary, context: ReportContext) -> PrintedReport:
    """Print the summary, and keep its tables."""
    fonts.register_fonts()
    paper = _paper(summary, context)
    sections = report_sections(summary, context, paper.text_width)
    tables = _tables(sections)
    return PrintedReport(pdf=_printed(summary, context, paper, sections), tables=tables)


def _printed(
    summary: CohortSummary, context: ReportContext, paper: Paper, sections: Sections
) -> bytes:
    width = paper.text_width
    headings = [Heading(title, key) for key, title, _ in sections]
    story = key_page(summary, context, headings, width)
    for heading, (_, _, flowables) in zip(headings, sections, strict=True):
        room = _room_to_begin(flowables) + ROOM_OF_A_HEADING
        story += [CondPageBreak(room), heading, *flowables]
    return print_document(paper, story)


def cohort_tables(summary: CohortSummary, context: ReportContext) -> tuple[SectionTables, ...]:
    """Return the tables that the report prints, section by section."""
    fonts.register_fonts()
    return _tables(report_sections(summary, context, _paper(summary, context).text_width))


def _tables(sections: Sections) -> tuple[SectionTables, ...]:
    return tuple(
        SectionTables(title=title, tables=tables_among(flowables))
        for _, title, flowables in sections
    )


def report_sections(summary: CohortSummary, context: ReportContext, width: float) -> Sections:
    """Return what follows the key page, section by section."""
    changes = changes_section(context.changes, width)
    sites = sites_section(summary, width)
    return (
        *((("changes", "What changed", changes),) if changes else ()),
        ("cohort", "Patients and follow-up", cohort_section(summary, width)),
        ("outcomes", "Pain and disability", outcomes_section(summary, width)),
        ("safety", "Safety", safety_section(summary, width)),
        ("reoperation", "Reoperation", reoperation_section(summary, width)),
        ("subgroups", "Subgroups", subgroups_section(summary, width)),
        ("benchmark", "Benchmark", benchmark_section(summary, context, width)),
        *((("sites", "Sites", sites),) if sites else ()),
        ("sensitivity", "Sensitivity", sensitivity_section(summary, width)),
        ("methods", "Methods", methods_section(summary, context, width)),
    )


def _room_to_begin(flowables: Sequence[Flowable]) -> float:
    """Return the height without which what comes first would leave its heading alone."""
    first = flowables[0] if flowables else None
    return first.height if isinstance(first, CondPageBreak) else ROOM_TO_BEGIN


def _paper(summary: CohortSummary, context: ReportContext) -> Paper:
    origins = dict.fromkeys(
        origin.origin.label
        for origin in summary.origins
        if origin.origin is not DataOrigin.CLINICAL
    )
    return Paper(
        size=context.page_size,
        title=f"{context.registry_name}: cohort report, {context.sites_label}",
        author=context.registry_name,
        head=(
            context.registry_name,
            upper_first(f"{context.sites_label} · {context.period_label}"),
        ),
        caveats=summary.caveats,
        origin=", ".join(origins),
    )
