"""The application, its people, and a patient, for tests that go through the pages."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.app import create_app
from registry.database import Database
from registry.domain.account import AddAccount
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import Role
from registry.domain.site import AddSite
from registry.interchange.report_runs import make_run
from registry.services.accounts import add_account
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from registry.services.treatments import record_treatment
from registry.settings import Settings
from registry.web.sign_in import limiter
from tests import people
from tests.databases import opened, sqlite_url
from tests.web.browser import PASSWORD, sign_in

SignedIn = Callable[[str], FlaskClient]
_PEOPLE: dict[str, tuple[Role, tuple[str, ...] | None]] = {
    "nora@example.org": (Role.STAFF, ("BER",)),
    "paul@example.org": (Role.PHYSICIAN, ("BER",)),
    "rita@example.org": (Role.REPORTER, None),
    "anna@example.org": (Role.ADMINISTRATOR, None),
    "mia@example.org": (Role.STAFF, ("MUC",)),
}


@pytest.fixture(scope="session")
def staffed_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with two clinics and the people who sign in there."""
    path = tmp_path_factory.mktemp("staffed") / "staffed.sqlite"
    shutil.copy(migrated_file, path)
    with (
        opened(sqlite_url(path)) as database,
        database.transaction(COMMAND_LINE, at=people.NOW) as session,
    ):
        for code in ("BER", "MUC"):
            site = AddSite(code=code, name=f"Spine Centre {code}", time_zone="Europe/Berlin")
            add_site(session, COMMAND_LINE, site)
        for email, (role, codes) in _PEOPLE.items():
            account = AddAccount(
                email=email, display_name=email, password=PASSWORD, role=role, site_codes=codes
            )
            add_account(session, COMMAND_LINE, account)
    return path


@pytest.fixture
def staffed(staffed_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Return the two clinics with people who can sign in, and no patient."""
    path = tmp_path / "staffed.sqlite"
    shutil.copy(staffed_file, path)
    with opened(sqlite_url(path)) as database:
        yield database


@pytest.fixture
def number(
    staffed: Database, nurse: Actor, cipher: IdentityCipher, today: date, now: datetime
) -> str:
    """Return the study number of a patient in Berlin, treated on 4 March 2025."""
    with staffed.transaction(nurse, at=now) as session:
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


@pytest.fixture
def app(settings: Settings, staffed: Database, now: datetime) -> Iterator[Flask]:
    """Return the application at the moment of the tests; it makes reports while one waits."""

    def make(keys: Sequence[int]) -> None:
        for key in keys:
            make_run(staffed, COMMAND_LINE, key, clock=lambda: now)

    yield create_app(settings, database=staffed, clock=lambda: now, start_making=make)
    limiter.reset()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture
def signed_in(app: Flask) -> SignedIn:
    """Return what opens a browser and signs a person in."""

    def browser_of(name: str) -> FlaskClient:
        client = app.test_client()
        assert sign_in(client, f"{name}@example.org").status_code == 302
        return client

    return browser_of


@pytest.fixture
def nora(signed_in: SignedIn) -> FlaskClient:
    """Return the browser of the nurse in Berlin."""
    return signed_in("nora")
