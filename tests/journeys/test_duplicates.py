from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import save, visit_by_keyboard

pytestmark = pytest.mark.browser


def enrol_again(page: Page) -> str:
    """Enrol the same person a second time, with the reason that the warning asks for."""
    page.goto("/patients/enrol")
    page.get_by_label("Enrolled on").fill("4.2.2025")
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Year of birth").fill("1970")
    page.get_by_label("Female").check()
    page.locator("main button.primary").click()
    warning = page.locator(".warning-summary")
    expect(warning).to_contain_text("has this name, sex and year of birth. Open that patient first")
    page.get_by_label("Why it is right all the same").fill("Another Ada, she says")
    return save(page).removeprefix("✓ ").removesuffix(" enrolled.")


def test_a_duplicate_is_found_merged_and_unmerged(desk: Callable[[str], Page], number: str) -> None:
    nora, anna = desk("nora"), desk("anna")
    duplicate = enrol_again(nora)
    nora.goto(f"/patients/{duplicate}")
    visit_by_keyboard(nora, "10.3.2026", ("31", "12"), "2222221111")
    expect(nora.get_by_role("link", name="Merge a duplicate")).to_have_count(0)
    anna.goto(f"/patients/{number}")
    anna.get_by_role("link", name="Merge a duplicate").click()
    anna.get_by_label("Study number of the duplicate").fill(duplicate)
    anna.get_by_role("button", name="Compare").click()
    expect(anna.locator("main")).to_contain_text(f"{duplicate} is merged")
    anna.get_by_label("Why they are one person").fill("One date of birth, one telephone")
    assert f"{duplicate} was merged into {number}." in save(anna)
    nora.goto(f"/patients/{duplicate}")
    expect(nora.get_by_role("heading", level=1)).to_have_text(f"Patient {number}")
    expect(nora.locator("main")).to_contain_text("10 March 2026")
    anna.get_by_role("link", name=f"Undo the merge of {duplicate}").click()
    anna.get_by_label("Why they are two persons").fill("Two dates of birth after all")
    assert f"{duplicate} stands alone again." in save(anna)
    nora.goto(f"/patients/{duplicate}")
    expect(nora.get_by_role("heading", level=1)).to_have_text(f"Patient {duplicate}")
    expect(nora.locator("main")).to_contain_text("10 March 2026")
    nora.goto(f"/patients/{number}")
    expect(nora.locator("section.records", has_text="Visits")).not_to_contain_text("10 March 2026")
