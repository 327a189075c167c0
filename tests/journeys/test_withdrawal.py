import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import save

pytestmark = pytest.mark.browser


def test_a_patient_who_withdraws_leaves_the_worklist(page: Page, number: str) -> None:
    page.goto(f"/patients/{number}")
    page.get_by_role("link", name="Record a consent").click()
    page.get_by_label("Version of the consent form").fill("2.0")
    page.get_by_label("Signed on").fill("3.2.2025")
    page.get_by_label("Keeping the record in the registry").check()
    page.get_by_label("Being contacted for follow-up").check()
    save(page)
    page.goto("/worklist")
    expect(page.get_by_role("link", name=number).first).to_be_visible()
    page.goto(f"/patients/{number}")
    page.get_by_role("link", name="Withdraw consent").click()
    page.get_by_label("Withdrawn on").fill("1.6.2026")
    page.get_by_label("Being contacted for follow-up").check()
    assert "Withdrawal of 1 June 2026 saved" in save(page)
    expect(page.get_by_role("region", name="Patient")).to_contain_text("withdrawn 1 June 2026")
    page.goto("/worklist")
    expect(page.locator("main")).to_contain_text("No visit here.")
    expect(page.locator(".work").get_by_role("link", name=number)).to_have_count(0)
