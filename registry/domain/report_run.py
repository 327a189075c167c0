"""Quarterly reports: frozen, made, reviewed, signed; each issue is kept as it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from registry.domain.codes import Code, EventDefinition
from registry.domain.errors import BrokenRule
from registry.domain.quarter import Quarter
from registry.domain.rules import in_words

LONGEST_SIGNED_TEXT = 500


class ReportState(Code):
    """How far an issue of a report has come."""

    DRAFT = "draft", "Draft, to be reviewed"
    REVIEWED = "reviewed", "Reviewed, to be signed"
    SIGNED = "signed", "Signed"
    DISCARDED = "discarded", "Discarded"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something with it."""
        return self in {ReportState.DRAFT, ReportState.REVIEWED}


class ReportFileKind(Code):
    """What is kept of an issue."""

    SNAPSHOT = "snapshot", "Data snapshot"
    REPORT = "report", "Report (PDF)"
    NUMBERS = "numbers", "Numbers (JSON)"
    TABLES = "tables", "Tables (CSV)"


class MakingStage(Code):
    """What the making of a report is busy with."""

    WAITING = "waiting", "Waiting to begin"
    ESTIMATING = "estimating", "Estimating"
    PRINTING = "printing", "Printing"
    STORED = "stored", "Made"
    FAILED = "failed", "Failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeReport:
    """Freeze the data of a quarter; ``site_code`` None is all sites.

    ``reason`` says why there is another issue of a quarter that was signed.
    """

    quarter: Quarter
    site_code: str | None
    cut_off: date
    event_definition: EventDefinition
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who did what with an issue, and when; ``words`` are what that person added."""

    act: str
    name: str
    at: datetime
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssue:
    """What an issue says of itself; with the snapshot it makes the same bytes again.

    ``number`` counts the issues of one quarter and selection from 1; ``signatures`` are in the
    order of time.
    """

    quarter: Quarter
    number: int
    reason: str | None
    signed: bool
    signatures: tuple[Signature, ...]

    @property
    def label(self) -> str:
        """The quarter and the number of the issue.

        Examples
        --------
        >>> issue = ReportIssue(
        ...     quarter=Quarter(2026, 2), number=2, reason="late forms", signed=False, signatures=()
        ... )
        >>> issue.label
        'Q2 2026, issue 2, draft'
        """
        draft = "" if self.signed else ", draft"
        return f"{self.quarter.label}, issue {self.number}{draft}"


def cut_off_rules(command: FreezeReport, *, today: date) -> Iterator[BrokenRule]:
    """Refuse a cut-off before the quarter's end, and one that is still to come."""
    last_day = command.quarter.last_day
    if today <= last_day:
        rule = f"{command.quarter.label} ends on {in_words(last_day)}. Freeze it when it is over."
        yield BrokenRule("quarter", rule)
    elif command.cut_off < last_day:
        rule = f"{command.quarter.label} ends on {in_words(last_day)}: choose that day or a later."
        yield BrokenRule("cut_off", rule)
    elif command.cut_off > today:
        rule = f"This day is still to come. Today is {in_words(today)}."
        yield BrokenRule("cut_off", rule)


def reason_rules(command: FreezeReport, *, signed_before: int) -> Iterator[BrokenRule]:
    """Ask why a quarter is issued once more."""
    if signed_before and not command.reason:
        rule = (
            f"Issue {signed_before} of {command.quarter.label} is signed. "
            "Say what makes another issue necessary."
        )
        yield BrokenRule("reason", rule)
