from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import save

pytestmark = pytest.mark.browser


def test_a_late_visit_waits_until_the_quarter_is_unlocked(
    desk: Callable[[str], Page], number: str
) -> None:
    nora, paul = desk("nora"), desk("paul")
    nora.goto(f"/patients/{number}/visits/new")
    paul.goto("/quarters")
    paul.get_by_role("link", name="Lock Q1 2026").click()
    paul.get_by_label("Reason").fill("Signed off")
    assert "Q1 2026 of BER is locked." in save(paul)
    nora.get_by_label("Date of the visit").fill("10.3.2026")
    nora.get_by_label("Back pain (VAS)", exact=False).first.fill("31")
    nora.locator("main button.primary").click()
    expect(nora.locator(".error-summary")).to_contain_text("locked for site BER")
    expect(nora.get_by_label("Back pain (VAS)", exact=False).first).to_have_value("31")
    paul.get_by_role("link", name="Unlock Q1 2026").click()
    paul.get_by_label("Reason").fill("A visit came late")
    assert "Q1 2026 of BER is unlocked." in save(paul)
    assert "Visit of 10 March 2026 saved" in save(nora)
