"""Two publications are found, ticked and compared, in a browser without JavaScript."""

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PASSWORD

pytestmark = pytest.mark.browser


def test_publications_are_chosen_and_compared_without_javascript(
    chromium: Browser, address: str
) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill("nora@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Reports").click()
    page.get_by_role("link", name="evidence library").click()
    page.get_by_label("Outcome").select_option("VAS back")
    page.get_by_label("Design").select_option("Before–after, uncontrolled")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{address}/evidence?outcome=vas_back_change&design=before_after")
    for name in ("Zhang 2023", "Wu 2018"):
        page.get_by_label(f"Compare {name}").check()
    page.get_by_role("button", name="Compare those ticked").click()
    expect(page).to_have_url(f"{address}/evidence/comparison?key=zhang2023&key=wu2018")
    expect(page.locator("main")).to_contain_text("inside CI of Zhang 2023")
    page.get_by_role("link", name="Zhang 2023").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zhang 2023")
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("table", name="Published results: changes")).to_be_visible()
    context.close()
