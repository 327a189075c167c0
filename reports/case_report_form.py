"""The paper form of one visit of one patient."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from registry.display import fonts
from registry.display.numbers import day, upper_first
from registry.display.palette import LINE
from registry.domain.codes import Code, VisitMode, WorkStatus, YesNoUnknown
from registry.domain.instruments.odi import MAXIMUM_ANSWER, OdiSection
from registry.domain.visit_answers import GlobalChange, Satisfaction
from registry.settings import PageSize
from reports import theme
from reports.document import Paper, print_document
from reports.flowables import paragraph
from reports.paper_fields import (
    DigitBoxes,
    EmptyFrame,
    QrCode,
    SignatureLine,
    TickBoxes,
    VisualScale,
)
from reports.table_tags import ItemsInRows

_NOT_ANSWERED = "Asked, not answered"
_QR_SIZE = 30 * mm
_QUESTION_WIDTH = 48 * mm
_ATTACHED_HEIGHT = 95 * mm
_ON_PAPER = tuple(mode for mode in VisitMode if mode is not VisitMode.PATIENT_LINK)
_DATE = (("day", 2), ("month", 2), ("year", 4))
_GRID = TableStyle(
    [
        ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDates:
    """When a follow-up is aimed at, and from when to when it may be asked."""

    target: date
    opens: date
    closes: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReportForm:
    """What is printed on the form before anybody fills it in; a baseline has no ``follow_up``."""

    registry_name: str
    site_name: str
    study_number: str
    person: str
    treated_on: date | None
    visit_label: str
    follow_up: FollowUpDates | None
    pain_question: str
    address: str
    caveats: tuple[str, ...]
    origin: str
    page_size: PageSize


def case_report_form(form: CaseReportForm) -> bytes:
    """Print the form as a PDF; the same form gives the same bytes."""
    fonts.register_fonts()
    paper = Paper(
        size=form.page_size,
        title=f"Case-report form {form.study_number}, {form.visit_label}",
        author=form.registry_name,
        head=(form.registry_name, f"{form.study_number} · {upper_first(form.visit_label)}"),
        caveats=form.caveats,
        origin=form.origin,
    )
    width = paper.text_width
    story: list[Flowable] = [
        _title(form, width),
        Spacer(0, theme.GAP),
        _questions(_visit_questions(form), width),
        paragraph("Pain", theme.SECTION),
        paragraph(
            f"{upper_first(form.pain_question)}: mark each line once. Each line is 100 mm long "
            "where the form is printed at its own size; measure from its left end.",
            theme.CAPTION,
        ),
        _questions(_pain_questions(), width),
        paragraph("Life and treatment", theme.SECTION),
        _questions(_further_questions(form), width),
        PageBreak(),
        *_odi(width),
        Spacer(0, theme.GAP),
        _signatures(width),
    ]
    return print_document(paper, story)


def _title(form: CaseReportForm, width: float) -> Table:
    treated = f"treated {day(form.treated_on)}" if form.treated_on else "not treated yet"
    words = [
        paragraph(f"{form.study_number} · {upper_first(form.visit_label)}", theme.TITLE),
        paragraph(f"Case-report form · {form.site_name}", theme.SUBTITLE),
        paragraph(f"{form.person} · {treated}"),
        *_dates(form),
        paragraph("A question without a mark is stored as not asked.", theme.CAPTION),
    ]
    code = QrCode(form.address, "Opens this form", _QR_SIZE)
    return Table(
        [[words, code]],
        colWidths=[width - _QR_SIZE, _QR_SIZE],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ],
    )


def _dates(form: CaseReportForm) -> Iterator[Flowable]:
    if form.follow_up:
        dates = form.follow_up
        window = f"{day(dates.opens)} to {day(dates.closes)}"
        yield paragraph(f"Due {day(dates.target)}, to be asked {window}")


def _visit_questions(form: CaseReportForm) -> Iterator[tuple[str, Flowable]]:
    yield "Date of the visit", DigitBoxes(*_DATE)
    yield "How the answers were obtained", TickBoxes(_labels(_ON_PAPER))
    if form.follow_up:
        yield "Spine surgery since the last contact", TickBoxes(_labels(YesNoUnknown))


def _pain_questions() -> Iterator[tuple[str, list[Flowable]]]:
    for question in ("Back pain (VAS)", "Leg pain (VAS)"):
        measured = Table(
            [[DigitBoxes(("mm", 3)), TickBoxes([_NOT_ANSWERED])]],
            colWidths=[24 * mm, 60 * mm],
            hAlign="LEFT",
            style=[
                ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
            ],
        )
        yield question, [VisualScale("0 none", "100 worst imaginable"), measured]


def _further_questions(form: CaseReportForm) -> Iterator[tuple[str, Flowable]]:
    yield "Work", TickBoxes(_labels(WorkStatus))
    yield "Taking opioids", TickBoxes(_labels(YesNoUnknown))
    if form.follow_up:
        yield "Satisfied with the treatment", TickBoxes(_labels(Satisfaction))
        yield "Change since the treatment", TickBoxes(_labels(GlobalChange))


def _labels(codes: Iterable[Code]) -> list[str]:
    return [code.label for code in codes]


def _questions(questions: Iterable[tuple[str, Flowable | list[Flowable]]], width: float) -> Table:
    rows = [[paragraph(question), answer] for question, answer in questions]
    return Table(
        rows,
        colWidths=[_QUESTION_WIDTH, width - _QUESTION_WIDTH],
        style=_GRID,
        renderCB=ItemsInRows(),
    )


def _odi(width: float) -> list[Flowable]:
    answers = [*(str(answer) for answer in range(MAXIMUM_ANSWER + 1)), _NOT_ANSWERED]
    rows = [[paragraph(section.label), TickBoxes(answers)] for section in OdiSection]
    attach = "Attach the licensed questionnaire here. Version:                    Language:"
    return [
        paragraph("Oswestry Disability Index (ODI)", theme.SECTION),
        paragraph(
            "Codes only: 0 is the first statement of a section, 5 the last. The patient answers "
            "the licensed questionnaire; copy the code of each section.",
            theme.CAPTION,
        ),
        Table(
            rows,
            colWidths=[_QUESTION_WIDTH, width - _QUESTION_WIDTH],
            style=_GRID,
            renderCB=ItemsInRows(),
        ),
        Spacer(0, theme.GAP),
        EmptyFrame(attach, width, _ATTACHED_HEIGHT),
    ]


def _signatures(width: float) -> Table:
    half = width / 2
    signed = ("Filled in by (name, date, signature)", "Entered by (name, date, signature)")
    return Table(
        [[SignatureLine(words, half - theme.GAP) for words in signed]],
        colWidths=[half, half],
        style=[("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
    )
