from collections.abc import Callable
from datetime import datetime
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.services.sites import set_double_entry
from tests.journeys.steps import save, visit_by_keyboard

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
    evidence = (
        "/evidence",
        "/evidence?outcome=opioid_free&design=before_after",
        "/evidence/publications/zhang2023",
        "/evidence/publications/pettine2017",
        "/evidence/comparison?key=zhang2023&key=wu2018&key=xie2021",
        "/evidence/comparison",
    )
    for path in (*places, *evidence, "/nowhere", f"/patients/{number}"):
        check(page, path)
    for noun in nouns:
        check(page, f"/patients/{number}/{noun}/new")


def test_the_pages_of_locks_and_second_typings_have_none(
    desk: Callable[[str], Page], number: str, sqlite_database: Database, now: datetime
) -> None:
    with sqlite_database.transaction(COMMAND_LINE, at=now) as session:
        set_double_entry(session, COMMAND_LINE, "BER", wanted=True)
    nora, nils, paul = desk("nora"), desk("nils"), desk("paul")
    nora.goto(f"/patients/{number}")
    visit_by_keyboard(nora, "10.3.2026", ("31", "12"), "2222221111")
    check(nils, f"/patients/{number}/visits/1/second")
    nils.get_by_label("Date of the visit").fill("10.3.2026")
    nils.get_by_label("Back pain (VAS)", exact=False).first.fill("37")
    save(nils)
    for path in ("/second-typing", "/worklist", f"/patients/{number}/visits/1/differences"):
        check(nils, path)
    check(nora, f"/patients/{number}/enrolment/1/amend")
    treatment = f"/patients/{number}/treatments/1"
    for path in ("/quarters", "/sites/BER/quarters/2026-1/lock", f"{treatment}/history"):
        check(paul, path)
    paul.goto(f"{treatment}/lock")
    paul.get_by_label("Reason").fill("Source data verified")
    save(paul)
    check(paul, f"/patients/{number}")


def test_the_sign_in_has_no_serious_violation(chromium: Browser, address: str) -> None:
    context = chromium.new_context(base_url=address)
    check(context.new_page(), "/sign-in")
    context.close()
