import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import save

pytestmark = pytest.mark.browser
ASKED = "Surgery was answered with yes and no operation is recorded since the visit before. Add it."


def test_a_query_of_a_rule_closes_itself_when_the_data_are_right(page: Page, number: str) -> None:
    page.goto(f"/patients/{number}/visits/new")
    page.get_by_label("Date of the visit").fill("10.3.2026")
    page.get_by_label("Yes", exact=True).first.check()
    page.get_by_label("Back pain (VAS)", exact=False).first.fill("31")
    assert "record the operation as well" in save(page)
    page.goto("/worklist")
    page.get_by_role("link", name=ASKED).click()
    expect(page.locator("main")).to_contain_text("Open · Data-quality rule")
    query = page.url
    page.goto(f"/patients/{number}/reoperations/new")
    page.get_by_label("Operated on").fill("20.11.2025")
    page.get_by_label("Procedure").select_option("Fusion")
    page.get_by_label("L4–L5", exact=True).check()
    page.get_by_label("Persistent pain").check()
    save(page)
    page.goto(query)
    expect(page.locator("main")).to_contain_text("Closed by the rule: the data are right now.")
    page.goto("/worklist")
    expect(page.get_by_role("link", name=ASKED)).to_have_count(0)
