"""What a nurse does at the pages, mostly by keyboard."""

from collections.abc import Sequence

from playwright.sync_api import Page, expect


def save(page: Page) -> str:
    """Press the form's button and return what the registry says."""
    page.locator("main button.primary").click()
    return page.locator(".saved").inner_text()


def enrol(page: Page) -> str:
    """Enrol a patient and return the study number."""
    page.get_by_role("link", name="Patients", exact=True).click()
    page.get_by_role("link", name="Enrol a patient").click()
    page.get_by_label("Enrolled on").fill("3.2.2025")
    page.get_by_label("Name").fill("Ada Lovelace")
    page.get_by_label("Medical record number", exact=False).last.fill("MRN 4711")
    page.get_by_label("Year of birth").fill("1970")
    page.get_by_label("Female").check()
    return save(page).removeprefix("✓ ").removesuffix(" enrolled.")


def treat(page: Page) -> None:
    """Record the treatment at L4–L5 on 4 March 2025."""
    page.get_by_role("link", name="Record a treatment").click()
    page.get_by_label("Treated on").fill("4.3.2025")
    page.get_by_label("Culture-expanded MSC").check()
    page.get_by_label("Bone marrow", exact=True).check()
    page.get_by_label("Autologous").check()
    page.get_by_label("L4–L5", exact=True).check()
    page.get_by_label("L4–L5 Pfirrmann grade").select_option("IV")
    assert "Treatment of 4 March 2025 saved" in save(page)


def visit_by_keyboard(page: Page, day: str, scores: Sequence[str], sections: str) -> str:
    """Record a visit without the mouse and return what the registry says."""
    page.get_by_role("link", name="Record a visit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Date of the visit")).to_be_focused()
    page.keyboard.type(day)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")  # Yes
    page.keyboard.press("ArrowRight")  # No
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # how the answers were obtained is left open
    for score in scores:
        page.keyboard.type(score)
        page.keyboard.press("Enter")
    for answer in sections:
        page.keyboard.press(answer)
    for _ in range(4):
        page.keyboard.press("Enter")  # the further answers are left open
    expect(page.get_by_role("button", name="Save the visit")).to_be_focused()
    page.keyboard.press("Enter")
    return page.locator(".saved").inner_text()
