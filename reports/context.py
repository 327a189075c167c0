"""What a report says besides its results."""

from dataclasses import dataclass

from registry.analysis.issue_changes import IssueChanges
from registry.domain.benchmark import Publication
from registry.domain.report_run import ReportIssue
from registry.settings import PageSize


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """Names, paper, versions and settings printed in a report.

    ``settings_shown`` and ``library_versions`` are pairs of name and value in the order shown.
    ``issue`` None: the report is no issue of a quarter; ``changes`` None: none came before it.
    """

    registry_name: str
    sites_label: str
    period_label: str
    page_size: PageSize
    program_version: str
    library_versions: tuple[tuple[str, str], ...]
    settings_shown: tuple[tuple[str, str], ...]
    publications: tuple[Publication, ...]
    issue: ReportIssue | None = None
    changes: IssueChanges | None = None
