from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (360, 1366)


def check(page: Page, path: str) -> None:
    """Expect no serious violation and no sideways scrolling, in both themes and widths."""
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        serious = [each for each in found if each["impact"] in {"serious", "critical"}]
        assert not serious, (path, scheme, [(each["id"], each["nodes"][0]) for each in serious])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


def test_the_pages_have_no_serious_violation(page: Page, number: str) -> None:
    nouns = ("treatments", "visits", "adverse-events", "reoperations", "dispositions", "contacts")
    places = ("/worklist", "/worklist/completeness", "/patients", "/patients/enrol", "/cohort")
    for path in (*places, "/nowhere", f"/patients/{number}"):
        check(page, path)
    for noun in nouns:
        check(page, f"/patients/{number}/{noun}/new")


def test_the_sign_in_has_no_serious_violation(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address)
    check(context.new_page(), "/sign-in")
    context.close()
