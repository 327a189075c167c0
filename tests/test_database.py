"""A transaction is stored whole or not at all, and a reader never waits for a writer."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import DataOrigin
from registry.models import AccountSite, Site
from tests.databases import opened, sqlite_url

HAMBURG = {
    "code": "HAM",
    "name": "Spine Centre Hamburg",
    "time_zone": "Europe/Berlin",
    "active": True,
    "data_origin": DataOrigin.CLINICAL,
}


def codes(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Site.code)))


def test_what_was_written_is_there_after_the_transaction(database: Database, now: datetime) -> None:
    with database.transaction(COMMAND_LINE, at=now) as session:
        session.add(Site(**HAMBURG))
    assert codes(database) == ["HAM"]


def test_nothing_is_there_after_an_error(database: Database, now: datetime) -> None:
    def fail() -> None:
        with database.transaction(COMMAND_LINE, at=now) as session:
            session.add(Site(**HAMBURG))
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert codes(database) == []


def test_a_reader_sees_what_was_before_while_another_writes(
    database: Database, now: datetime
) -> None:
    with database.transaction(COMMAND_LINE, at=now) as session:
        session.add(Site(**HAMBURG))
        session.flush()
        assert codes(database) == []
    assert codes(database) == ["HAM"]


def test_a_reading_session_stores_nothing(database: Database) -> None:
    with database.reading() as session:
        session.execute(insert(Site).values(**HAMBURG))
    assert codes(database) == []


def test_a_row_cannot_point_to_nothing(database: Database, now: datetime) -> None:
    with (
        pytest.raises(IntegrityError),
        database.transaction(COMMAND_LINE, at=now) as session,
    ):
        session.add(AccountSite(account_id=7, site_id=7))


def test_sqlite_loses_no_acknowledged_save(sqlite_database: Database) -> None:
    with sqlite_database.engine.connect() as connection:
        pragmas = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert pragmas == ["wal", 2, 1]


def test_a_new_sqlite_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "instance" / "registry.sqlite"
    with opened(sqlite_url(path)) as database, database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE note (said TEXT)"))
        modes = {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert "registry.sqlite-wal" in modes
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_failed_statement_does_not_say_what_was_typed(database: Database) -> None:
    wrong = text("INSERT INTO nowhere VALUES (:typed)")
    with pytest.raises(SQLAlchemyError) as caught, database.engine.begin() as connection:
        connection.execute(wrong, {"typed": "Ada Lovelace"})
    assert "Ada Lovelace" not in str(caught.value)
