"""A real server and a real browser."""

import logging
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from registry.app import create_app
from registry.database import Database
from registry.domain.account import AddAccount
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import DataOrigin, Role
from registry.domain.site import AddSite
from registry.services.accounts import add_account
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from registry.services.treatments import record_treatment
from registry.settings import Settings
from tests import people
from tests.journeys.browser import running_chromium

PASSWORD = "correct horse battery"  # noqa: S105 - the password of a person of these tests
PEOPLE = {
    "Nora Nurse": Role.STAFF,
    "Nils Nurse": Role.STAFF,
    "Paul Physician": Role.PHYSICIAN,
    "Anna Administrator": Role.ADMINISTRATOR,
}
LONG_NAME = "Klinik für Wirbelsäulenchirurgie und Regenerative Schmerztherapie am Klinikum Berlin"


@pytest.fixture
def address(sqlite_database: Database, settings: Settings) -> Iterator[str]:
    """Return the address of a running registry with one clinic and who works there."""
    with sqlite_database.transaction(COMMAND_LINE, at=people.NOW) as session:
        site = AddSite(
            code="BER",
            name=LONG_NAME,
            time_zone="Europe/Berlin",
            data_origin=DataOrigin.SYNTHETIC,
        )
        add_site(session, COMMAND_LINE, site)
        for name, role in PEOPLE.items():
            account = AddAccount(
                email=f"{name.split()[0].lower()}@example.org",
                display_name=name,
                password=PASSWORD,
                role=role,
                site_codes=None if role is Role.ADMINISTRATOR else ("BER",),
            )
            add_account(session, COMMAND_LINE, account)
    app = create_app(settings, database=sqlite_database, clock=lambda: people.NOW)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def number(
    address: str,
    sqlite_database: Database,
    nurse: Actor,
    cipher: IdentityCipher,
    today: date,
    now: datetime,
) -> str:
    """Return the study number of a patient of the clinic, treated on 4 March 2025."""
    assert address
    with sqlite_database.transaction(nurse, at=now) as session:
        patient = enrol_patient(session, nurse, people.ENROLMENT, cipher=cipher, today=today)
        record_treatment(
            session,
            nurse,
            patient.study_number,
            people.TREATMENT,
            today=today,
            schedule=people.SCHEDULE,
        )
        return patient.study_number


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the Chromium of this machine."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture
def desk(chromium: Browser, address: str) -> Iterator[Callable[[str], Page]]:
    """Return what opens a browser of its own for a person, who signs in."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def page_of(name: str) -> Page:
        context = chromium.new_context(base_url=address, viewport={"width": 1366, "height": 768})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/")
        page.get_by_label("E-mail").fill(f"{name}@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Sign out").wait_for()
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def page(desk: Callable[[str], Page]) -> Page:
    """Return a page of the nurse, who has signed in."""
    return desk("nora")
