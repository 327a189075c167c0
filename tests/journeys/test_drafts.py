import re

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.steps import save

pytestmark = pytest.mark.browser
RESTORED = "Draft from 1 June 2026, 11:30 restored. It is not saved yet."
DRAFTS = re.compile("/drafts")


@pytest.fixture
def form(page: Page, number: str) -> Page:
    page.goto(f"/patients/{number}/visits/new")
    return page


def type_answers(form: Page) -> None:
    form.get_by_label("Date of the visit").fill("10.3.2026")
    form.get_by_label("Back pain (VAS)", exact=False).first.fill("31")
    form.locator("#pain_intensity input").first.focus()
    for answer in "22":
        form.keyboard.press(answer)


def expect_answers(form: Page) -> None:
    expect(form.locator(".draft-note")).to_contain_text(RESTORED)
    expect(form.get_by_label("Date of the visit")).to_have_value("10.3.2026")
    expect(form.get_by_label("Back pain (VAS)", exact=False).first).to_have_value("31")
    expect(form.locator("#personal_care input:checked")).to_have_value("2")


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill("nora@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_what_was_typed_outlives_a_closed_browser(form: Page, chromium: Browser) -> None:
    type_answers(form)
    expect(form.locator(".draft-state")).to_have_text("Draft saved, 1 June 2026, 11:30.")
    again = chromium.new_context().new_page()
    again.goto(form.url)
    sign_in(again)
    expect_answers(again)
    again.get_by_role("button", name="Discard it").click()
    expect(again.get_by_label("Date of the visit")).to_have_value("")
    again.context.close()


def test_a_session_that_ends_while_typing_loses_nothing(form: Page) -> None:
    address = form.url
    form.context.clear_cookies()
    type_answers(form)
    expect(form.locator(".draft-state")).to_contain_text("Your session has ended.")
    form.locator("main button.primary").click()
    expect(form.locator("main")).to_contain_text("with everything you typed")
    sign_in(form)
    form.wait_for_url(address)
    expect_answers(form)
    assert "Visit of 10 March 2026 saved" in save(form)
    form.goto("/drafts")
    expect(form.locator("main")).to_contain_text("Nothing is waiting.")


def test_a_server_that_does_not_answer_leaves_the_form_as_it_is(form: Page) -> None:
    form.route(DRAFTS, lambda route: route.abort())
    type_answers(form)
    form.locator("main button.primary").click()
    expect(form.locator(".draft-state")).to_contain_text("The registry does not answer.")
    expect(form.get_by_label("Date of the visit")).to_have_value("10.3.2026")
    form.unroute(DRAFTS)
    assert "Visit of 10 March 2026 saved" in save(form)


def test_leaving_warns_while_something_is_not_kept(form: Page) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    form.on("dialog", leave)
    form.route(DRAFTS, lambda route: route.abort())
    type_answers(form)
    form.goto("/patients")
    assert asked == ["beforeunload"]
