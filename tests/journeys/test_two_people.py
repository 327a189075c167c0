from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import save, visit_by_keyboard

pytestmark = pytest.mark.browser


def test_two_people_on_one_visit_decide_and_nothing_is_overwritten(
    desk: Callable[[str], Page], number: str
) -> None:
    nora, nils = desk("nora"), desk("nils")
    nora.goto(f"/patients/{number}")
    visit_by_keyboard(nora, "10.3.2026", ("31", "12"), "2222221111")
    for page in (nora, nils):
        page.goto(f"/patients/{number}/visits/1/amend")
    nils.get_by_label("Leg pain (VAS)", exact=False).first.fill("21")
    nils.get_by_label("Reason").fill("Digits were swapped")
    assert "Visit of 10 March 2026 saved" in save(nils)
    nora.get_by_label("Back pain (VAS)", exact=False).first.fill("37")
    nora.get_by_label("Leg pain (VAS)", exact=False).first.fill("15")
    nora.get_by_label("Reason").fill("Read again from the paper")
    nora.locator("main button.primary").click()
    expect(nora.get_by_role("heading", level=1)).to_contain_text("somebody else changed this visit")
    lines = nora.locator("main tbody tr")
    expect(lines.filter(has_text="Leg pain (VAS)")).to_contain_text("12 mm")
    expect(lines.filter(has_text="Leg pain (VAS)")).to_contain_text("21 mm")
    expect(lines.filter(has_text="Leg pain (VAS)")).to_contain_text("15 mm")
    expect(nora.get_by_label("37 mm")).to_be_checked()
    nora.get_by_label("21 mm").check()
    assert "Visit of 10 March 2026 saved" in save(nora)
    row = nora.locator("main tr", has_text="10 March 2026").filter(has_text="Amend")
    expect(row).to_contain_text("37")
    expect(row).to_contain_text("21")
    nora.goto(f"/patients/{number}/visits/1/history")
    for reason in ("Digits were swapped", "Read again from the paper"):
        expect(nora.locator("main")).to_contain_text(reason)
