"""Make a report from what the registry knows of itself."""

import platform
from importlib.metadata import version

from registry.analysis.issue_changes import IssueChanges
from registry.analysis.results import CohortSummary
from registry.display.numbers import NARROW_SPACE, day
from registry.display.tables import SectionTables
from registry.domain.report_run import ReportIssue
from registry.domain.schedule import PlannedVisit
from registry.settings import ReportSettings
from reports.cohort import PrintedReport, cohort_tables, printed_report
from reports.context import ReportContext

PROGRAM = "msc-outcomes-registry"
_LIBRARIES = ("lifelines", "pandas", "numpy", "scipy", "reportlab", "sqlalchemy")


def issue_cohort_report(
    summary: CohortSummary,
    settings: ReportSettings,
    issue: ReportIssue | None = None,
    changes: IssueChanges | None = None,
) -> bytes:
    """Print the summary with the settings and the versions that made it.

    No clock enters: the same data, settings, issue and versions give the same bytes.
    """
    return print_cohort(summary, settings, issue, changes).pdf


def print_cohort(
    summary: CohortSummary,
    settings: ReportSettings,
    issue: ReportIssue | None = None,
    changes: IssueChanges | None = None,
) -> PrintedReport:
    """Print the same report, and keep its tables."""
    return printed_report(summary, _context(summary, settings, issue, changes))


def issue_cohort_tables(
    summary: CohortSummary,
    settings: ReportSettings,
) -> tuple[SectionTables, ...]:
    """Return the tables that the report prints, without printing it."""
    return cohort_tables(summary, _context(summary, settings, None, None))


def _context(
    summary: CohortSummary,
    settings: ReportSettings,
    issue: ReportIssue | None,
    changes: IssueChanges | None,
) -> ReportContext:
    cut_off = f"data cut-off {day(summary.definition.cut_off)}"
    return ReportContext(
        registry_name=settings.registry_name,
        sites_label=summary.definition.label,
        period_label=cut_off if issue is None else f"{issue.label} · {cut_off}",
        page_size=settings.page_size,
        program_version=version(PROGRAM),
        library_versions=_library_versions(),
        settings_shown=_settings_shown(settings),
        publications=settings.publications,
        issue=issue,
        changes=changes,
    )


def versions_now() -> dict[str, str]:
    """Return the version of the program and of each library that a number depends upon."""
    return {PROGRAM: version(PROGRAM), **dict(_library_versions())}


def _library_versions() -> tuple[tuple[str, str], ...]:
    python = ("Python", platform.python_version())
    return (python, *((name, version(name)) for name in _LIBRARIES))


def _settings_shown(settings: ReportSettings) -> tuple[tuple[str, str], ...]:
    return (
        ("Pain question", settings.pain_question),
        ("ODI sections that must be answered", f"{settings.odi_minimum_answered} of 10"),
        (
            "Baseline at most",
            f"{settings.schedule.baseline_max_age_days} days before treatment",
        ),
        ("Curve stopped where at risk fewer than", str(settings.minimum_at_risk)),
        ("Equivalent within", _margins(settings)),
        ("Subgroups estimated from", f"{settings.minimum_group_size} patients"),
        ("Confidence level", f"{100 * settings.confidence_level:g}{NARROW_SPACE}%"),
        *((f"Visit at {visit.label}", _windows(visit)) for visit in settings.schedule.visits),
    )


def _margins(settings: ReportSettings) -> str:
    vas, odi = settings.equivalence_margin_vas_back, settings.equivalence_margin_odi
    return f"VAS back {vas:g} mm, ODI {odi:g} points"


def _windows(visit: PlannedVisit) -> str:
    return (
        f"scores of days {visit.analyse_from_days} to {visit.analyse_to_days} after treatment; "
        f"due {visit.collect_after_days} days after its target date"
    )
