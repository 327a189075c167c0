import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.steps import save

pytestmark = pytest.mark.browser


@pytest.fixture
def form(page: Page, number: str) -> Page:
    page.goto(f"/patients/{number}/visits/new")
    return page


def test_the_running_score_is_provisional_until_nine_sections_are_filled(form: Page) -> None:
    form.locator("#pain_intensity input").first.focus()
    for _ in range(8):
        form.keyboard.press("2")
    score = form.locator(".odi-score")
    expect(score).to_have_text(
        "ODI 40.0, moderate; 8 of 10 sections answered. Provisional: at least 9 are needed."
    )
    form.keyboard.press("5")
    expect(score).to_have_text("ODI 46.7, severe; 9 of 10 sections answered.")


def test_enter_goes_on_and_only_the_button_saves(form: Page) -> None:
    date = form.get_by_label("Date of the visit")
    expect(date).to_be_focused()
    date.fill("10.3.2026")
    expect(form.locator("output[for=visited_on]")).to_have_text(
        "Tuesday, 10 March 2026; 12 months + 6 days after treatment, inside the 12-month window"
    )
    form.keyboard.press("Enter")
    surgery = form.get_by_role("group", name="Spine surgery since the last")
    expect(surgery.get_by_label("Not asked")).to_be_focused()
    leg = form.get_by_label("Leg pain (VAS)", exact=False).first
    leg.fill("20")
    leg.press("Enter")
    expect(form.locator("#pain_intensity input").first).to_be_focused()
    assert form.url.endswith("/visits/new")


def test_a_double_click_saves_once_and_is_not_refused(form: Page) -> None:
    form.get_by_label("Date of the visit").fill("10.3.2026")
    form.get_by_label("Back pain (VAS)", exact=False).first.fill("31")
    form.locator("main button.primary").dblclick()
    expect(form.locator(".saved")).to_contain_text("Visit of 10 March 2026 saved")
    expect(form.get_by_role("alert")).to_have_count(0)


def test_back_shows_an_empty_form_and_no_answer_of_the_last_one(form: Page) -> None:
    form.get_by_label("Date of the visit").fill("10.3.2026")
    form.locator("#walking .target").nth(2).click()
    assert "Visit of 10 March 2026 saved" in save(form)
    form.go_back()
    expect(form.get_by_label("Date of the visit")).to_have_value("")
    expect(form.locator("#walking input:checked")).to_have_count(0)


def test_line_and_number_are_one_value_and_untouched_is_not_asked(form: Page) -> None:
    number = form.get_by_label("Back pain (VAS)", exact=False).first
    line = form.get_by_label("Back pain (VAS) as a line")
    expect(number).to_have_value("")
    number.fill("43")
    expect(line).to_have_value("43")
    line.press("ArrowRight")
    expect(number).to_have_value("44")
    form.get_by_label("Date of the visit").fill("10.3.2026")
    assert "Visit of 10 March 2026 saved" in save(form)
    expect(form.get_by_role("region", name="Patient", exact=True)).not_to_contain_text("VAS leg")


def test_every_target_is_large_enough_for_a_finger(form: Page) -> None:
    form.set_viewport_size({"width": 360, "height": 740})
    targets = form.locator(".target").all()
    assert len(targets) == 70
    for target in targets:
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44


def test_a_refused_form_shows_first_what_to_change(form: Page) -> None:
    form.get_by_label("Date of the visit").fill("soon")
    form.locator("main button.primary").click()
    summary = form.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Date of the visit").click()
    expect(form.get_by_label("Date of the visit")).to_be_focused()
    expect(form.get_by_label("Date of the visit")).to_have_value("soon")


def test_a_visit_is_saved_without_javascript(form: Page, chromium: Browser) -> None:
    signed_in = form.context.storage_state()
    plain = chromium.new_context(java_script_enabled=False, storage_state=signed_in)
    page = plain.new_page()
    page.goto(form.url)
    page.get_by_label("Date of the visit").fill("10.3.2026")
    page.get_by_label("Back pain (VAS)", exact=False).first.fill("31")
    page.locator("#walking .target").nth(2).click()
    assert "Visit of 10 March 2026 saved" in save(page)
    plain.close()
