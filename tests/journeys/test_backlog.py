from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from registry.database import Database
from registry.domain.actors import Actor
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.treatments import record_treatment
from registry.settings import Settings
from tests.people import ENROLMENT, NOW, TODAY, TREATMENT

pytestmark = pytest.mark.browser
PATIENTS = 5
FOLLOW_UPS = ("4.4.2025", "4.6.2025", "4.9.2025", "4.3.2026")


@pytest.fixture
def numbers(
    number: str,
    sqlite_database: Database,
    nurse: Actor,
    cipher: IdentityCipher,
    settings: Settings,
) -> list[str]:
    found = [number]
    with sqlite_database.transaction(nurse, at=NOW) as session:
        for each in range(1, PATIENTS):
            person = replace(ENROLMENT, identity=None, birth_year=1970 + each)
            patient = enrol_patient(session, nurse, person, cipher=cipher, today=TODAY)
            record_treatment(
                session,
                nurse,
                patient.study_number,
                TREATMENT,
                today=TODAY,
                schedule=settings.schedule,
            )
            found.append(patient.study_number)
    return found


def test_twenty_follow_ups_are_entered_by_keyboard_alone(page: Page, numbers: list[str]) -> None:
    for number in numbers:
        page.get_by_role("searchbox").focus()
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Enter several visits").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Visit 1: Date of the visit")).to_be_focused()
        for pain, day in enumerate(FOLLOW_UPS, start=40):
            for typed in (day, "No", str(pain), "20", "222222222x", ""):
                page.keyboard.type(typed)
                page.keyboard.press("Enter")
        page.get_by_role("button", name="Save all visits").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_have_text(f"✓ 4 visits saved for {number}.")


def test_rows_are_added_and_the_rows_typed_stay(page: Page, number: str) -> None:
    page.goto(f"/patients/{number}/backlog")
    page.get_by_label("Visit 1: Date of the visit").fill("4.6.2025")
    page.get_by_role("button", name="More rows").click()
    expect(page.get_by_label("Visit 10: Date of the visit")).to_have_value("")
    expect(page.get_by_label("Visit 1: Date of the visit")).to_have_value("4.6.2025")
