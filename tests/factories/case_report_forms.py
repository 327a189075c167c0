"""Paper forms for tests of their layout."""

from dataclasses import replace
from datetime import date

from reports.case_report_form import CaseReportForm, FollowUpDates

TWELVE_MONTHS = CaseReportForm(
    registry_name="MSC Outcomes Registry",
    site_name="Spine Centre Berlin",
    study_number="BER-0012-B",
    person="Female, born 1970",
    treated_on=date(2025, 3, 4),
    visit_label="12 months",
    follow_up=FollowUpDates(
        target=date(2026, 3, 4), opens=date(2026, 1, 18), closes=date(2026, 4, 18)
    ),
    pain_question="average pain in the last week",
    address="https://registry.example.org/patients/BER-0012-B/visits/new?planned_visit=m12",
    caveats=(),
    origin="",
    page_size="A4",
)

BASELINE = replace(TWELVE_MONTHS, visit_label="Baseline", follow_up=None, treated_on=None)
