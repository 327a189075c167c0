"""Make the files of an issue from its snapshot: the same snapshot, the same bytes."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from registry.analysis.issue_changes import IssueChanges, record_changes
from registry.analysis.results import CohortSummary
from registry.domain.report_run import MakingStage, ReportFileKind, ReportIssue
from registry.extracts.snapshot import Snapshot, open_snapshot
from registry.interchange.cohort_json.changes import figure_changes, verdict_changes
from registry.interchange.cohort_json.document import cohort_document, cohort_json
from registry.interchange.tables_csv import tables_file
from registry.services.cohorts import summarise_snapshot
from reports.issue import print_cohort


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierIssue:
    """The signed issue that this one is compared with: its name and two of its files."""

    label: str
    snapshot: bytes
    numbers: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """The report as PDF, every number of it as JSON, and its tables as CSV in a zip file."""

    report: bytes
    numbers: bytes
    tables: bytes

    @property
    def files(self) -> dict[ReportFileKind, bytes]:
        """The files by what they are."""
        return {
            ReportFileKind.REPORT: self.report,
            ReportFileKind.NUMBERS: self.numbers,
            ReportFileKind.TABLES: self.tables,
        }


def make_report(
    snapshot: bytes,
    issue: ReportIssue,
    earlier: EarlierIssue | None,
    *,
    begins: Callable[[MakingStage], None],
) -> MadeReport:
    """Estimate and print an issue; neither clock nor database enters.

    ``begins`` is told what is begun.

    Raises
    ------
    SnapshotError
        A snapshot cannot be read by this release.
    """
    begins(MakingStage.ESTIMATING)
    opened = open_snapshot(snapshot)
    summary = summarise_snapshot(opened)
    changes = None if earlier is None else _changes(opened, summary, earlier)
    begins(MakingStage.PRINTING)
    printed = print_cohort(summary, opened.settings, issue, changes)
    return MadeReport(
        report=printed.pdf,
        numbers=cohort_json(summary, issue, changes),
        tables=tables_file(printed.tables),
    )


def _changes(opened: Snapshot, summary: CohortSummary, earlier: EarlierIssue) -> IssueChanges:
    before = open_snapshot(earlier.snapshot)
    numbers_before, numbers = json.loads(earlier.numbers), cohort_document(summary)
    return IssueChanges(
        earlier=earlier.label,
        earlier_cut_off=before.definition.cut_off,
        records=record_changes(
            before.frames, opened.frames, earlier_cut_off=before.definition.cut_off
        ),
        figures=figure_changes(numbers_before, numbers),
        verdicts=verdict_changes(numbers_before, numbers, opened.settings.publications),
    )
