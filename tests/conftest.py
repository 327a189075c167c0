"""What every test may ask for."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import hypothesis
import pytest
from alembic import command
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.site import AddSite
from registry.models import Account
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from registry.services.treatments import record_treatment
from registry.settings import Settings, load_settings
from tests import people
from tests.databases import (
    PostgresServer,
    alembic_config,
    empty,
    opened,
    running_postgres,
    sqlite_url,
)

ROOT = Path(__file__).resolve().parents[1]

# The same examples in each run, and as long as a busy machine needs for them.
hypothesis.settings.register_profile("registry", deadline=None, derandomize=True)
hypothesis.settings.load_profile("registry")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of published data, which is never part of the repository."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the published data in ../shared/data are not in this clone")
    return folder


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file that holds every migration and no record."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite"
    with opened(sqlite_url(path)) as database, database.migrating() as connection:
        command.upgrade(alembic_config(connection), "head")
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """Return a real PostgreSQL with an empty database “empty” and a migrated one."""
    with running_postgres() as server:
        server.execute("CREATE DATABASE empty")
        server.execute("CREATE DATABASE migrated")
        with opened(server.url("migrated")) as database, database.migrating() as connection:
            command.upgrade(alembic_config(connection), "head")
        yield server


@pytest.fixture
def sqlite_database(migrated_file: Path, tmp_path: Path) -> Iterator[Database]:
    """Return a migrated SQLite database without records."""
    path = tmp_path / "registry.sqlite"
    shutil.copy(migrated_file, path)
    with opened(sqlite_url(path)) as database:
        yield database


@pytest.fixture(scope="session")
def migrated_postgres(postgres: PostgresServer) -> Iterator[Database]:
    """Return the PostgreSQL database that the tests of one process take in turn."""
    with opened(postgres.url("migrated")) as database:
        yield database


@pytest.fixture
def postgres_database(migrated_postgres: Database) -> Iterator[Database]:
    """Return a migrated PostgreSQL database without records."""
    yield migrated_postgres
    empty(migrated_postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Return a migrated database without records, once on SQLite and once on PostgreSQL."""
    kind = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    made: Database = request.getfixturevalue(kind)
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of a test, with its own instance folder and secrets."""
    environ = {
        "REGISTRY_ENVIRONMENT": "testing",
        "REGISTRY_INSTANCE": str(tmp_path / "instance"),
        "REGISTRY_SECRET_KEY": "a secret key that only the tests know",
        "REGISTRY_IDENTITY_KEY": "an identity key that only the tests know",
    }
    return load_settings(environ)


@pytest.fixture
def cipher(settings: Settings) -> IdentityCipher:
    """Return the cipher of the identities."""
    return IdentityCipher(settings.identity_key)


@pytest.fixture
def today() -> date:
    """Return the day on which every test happens."""
    return people.TODAY


@pytest.fixture
def now() -> datetime:
    """Return the moment at which every test happens."""
    return people.NOW


@pytest.fixture
def nurse() -> Actor:
    """Return the nurse in Berlin, who enters most records."""
    return people.NURSE


@pytest.fixture
def physician() -> Actor:
    """Return the physician in Berlin."""
    return people.PHYSICIAN


@pytest.fixture
def reporter() -> Actor:
    """Return the issuer of reports, who reads everything and enters nothing."""
    return people.REPORTER


@pytest.fixture
def administrator() -> Actor:
    """Return the administrator of all sites."""
    return people.ADMINISTRATOR


@pytest.fixture
def neighbour() -> Actor:
    """Return a nurse in Munich, who must not see Berlin’s patients."""
    return people.NEIGHBOUR


@pytest.fixture
def clinics(database: Database, now: datetime) -> Database:
    """Return the database with the two clinics and the accounts of all who work there."""
    with database.transaction(COMMAND_LINE, at=now) as session:
        for code, name in (("BER", "Spine Centre Berlin"), ("MUC", "Spine Centre Munich")):
            site = AddSite(code=code, name=name, time_zone="Europe/Berlin")
            add_site(session, COMMAND_LINE, site)
        session.add_all(_account(actor) for actor in people.STAFF)
    return database


def _account(actor: Actor) -> Account:
    return Account(
        email=f"{actor.role}.{actor.account_id}@example.org",
        display_name=actor.name,
        password_hash="no password fits this",  # noqa: S106 - it is no hash: nobody signs in
        role=actor.role,
        all_sites=actor.site_codes is None,
        active=True,
    )


@pytest.fixture
def session(clinics: Database, nurse: Actor, now: datetime) -> Iterator[Session]:
    """Return the nurse’s open transaction in the two clinics."""
    with clinics.transaction(nurse, at=now) as session:
        yield session


@pytest.fixture
def enrolled(session: Session, nurse: Actor, cipher: IdentityCipher, today: date) -> str:
    """Return the study number of a patient in Berlin who is enrolled and not yet treated."""
    patient = enrol_patient(session, nurse, people.ENROLMENT, cipher=cipher, today=today)
    return patient.study_number


@pytest.fixture
def treated(session: Session, nurse: Actor, enrolled: str, today: date) -> str:
    """Return the study number of the same patient, treated at L4–L5 on 4 March 2025."""
    record_treatment(
        session, nurse, enrolled, people.TREATMENT, today=today, schedule=people.SCHEDULE
    )
    return enrolled
