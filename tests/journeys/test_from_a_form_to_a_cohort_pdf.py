import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.journeys.steps import enrol, treat, visit_by_keyboard

pytestmark = pytest.mark.browser


def test_a_nurse_follows_a_patient_from_enrolment_to_the_report(page: Page) -> None:
    number = enrol(page)
    treat(page)
    said = visit_by_keyboard(page, "3.3.2025", ("72", "40"), "3333333333")
    assert said == f"✓ Visit of 3 March 2025 saved for {number}."
    said = visit_by_keyboard(page, "10.3.2026", ("31", "15"), "1111111111")
    assert said == f"✓ Visit of 10 March 2026 saved for {number}."

    banner = page.get_by_role("region", name="Patient", exact=True)
    expect(banner).to_contain_text("VAS back 31.0 mm 41.0 better")
    expect(banner).to_contain_text("ODI 20.0 points 40.0 better")
    course = page.get_by_role("img", name="Scores since treatment")
    expect(course).to_be_visible()
    page.get_by_text("As a table").click()
    expect(page.get_by_role("cell", name="12 months + 6 days").first).to_be_visible()

    page.get_by_role("link", name="Cohort", exact=True).click()
    expect(page.locator(".key-figures")).to_contain_text("of 1 enrolled")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the PDF").click()
    report = downloading.value
    assert report.suggested_filename == "cohort-all-sites-2026-06-01.pdf"
    first = PdfReader(report.path()).pages[0].extract_text()
    assert "of 1 enrolled" in first
    assert "Synthetic data" in first
