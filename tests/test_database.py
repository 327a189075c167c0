"""A transaction is stored whole or not at all, and a reader never waits for a writer."""

from datetime import datetime

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import DataOrigin
from registry.models import AccountSite, Site

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
