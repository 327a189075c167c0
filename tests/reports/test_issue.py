"""What a report tells of the settings that made it."""

from registry.settings import Settings
from reports.issue import issue_cohort_report
from tests.factories.results import cohort_summary
from tests.reports.test_cohort import pages


def test_the_windows_of_every_planned_visit_are_printed(settings: Settings) -> None:
    report = issue_cohort_report(cohort_summary(), settings)
    text = " ".join(" ".join(pages(report)).split())
    for visit in settings.schedule.visits:
        days = f"scores of days {visit.analyse_from_days} to {visit.analyse_to_days}"
        assert f"Visit at {visit.label} {days} after treatment; due" in text
