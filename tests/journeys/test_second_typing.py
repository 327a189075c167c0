from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.services.sites import set_double_entry
from tests.journeys.steps import save, visit_by_keyboard

pytestmark = pytest.mark.browser


def test_a_visit_is_typed_twice_by_keyboard_and_the_difference_is_decided(
    desk: Callable[[str], Page], number: str, sqlite_database: Database, now: datetime
) -> None:
    with sqlite_database.transaction(COMMAND_LINE, at=now) as session:
        set_double_entry(session, COMMAND_LINE, "BER", wanted=True)
    nora, nils = desk("nora"), desk("nils")
    nora.goto(f"/patients/{number}")
    visit_by_keyboard(nora, "10.3.2026", ("31", "12"), "2222221111")
    nora.goto("/worklist")
    expect(nora.locator("main")).not_to_contain_text("To be typed a second time")
    nils.goto("/worklist")
    nils.get_by_role("link", name="Type visit of").click()
    expect(nils.get_by_role("region", name="Patient")).not_to_contain_text("31")
    expect(nils.get_by_label("Date of the visit")).to_be_focused()
    nils.keyboard.type("10.3.2026")
    for key in ("Enter", "ArrowRight", "ArrowRight", "Enter", "Enter"):
        nils.keyboard.press(key)
    for score in ("37", "12"):
        nils.keyboard.type(score)
        nils.keyboard.press("Enter")
    for answer in "2222221111":
        nils.keyboard.press(answer)
    assert "The two typings differ: decide." in save(nils)
    nora.goto("/worklist")
    nora.get_by_role("link", name="Decide visit of").click()
    expect(nora.locator("main tbody tr")).to_have_count(1)
    nora.get_by_label("37 mm").check()
    assert "are decided" in save(nora)
    nora.goto(f"/patients/{number}")
    expect(nora.locator("main")).to_contain_text("37")
