"""The audit trail is written by the session itself, and shows when it was tampered with."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import Update, select, text, update
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import Actor
from registry.domain.codes import DataOrigin
from registry.models import AuditEntry, Identity, Site, TreatedLevel
from registry.models.audit_listener import FIRST_HASH, broken_link

WRITERS = 4
SITES_EACH = 5


def site(code: str = "HAM") -> Site:
    return Site(
        code=code,
        name="Spine Centre",
        time_zone="Europe/Berlin",
        active=True,
        data_origin=DataOrigin.CLINICAL,
    )


def entries(database: Database) -> list[AuditEntry]:
    with database.reading() as session:
        return list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def changes(entry: AuditEntry) -> dict[str, list[object]]:
    read: dict[str, list[object]] = json.loads(entry.changes)
    return read


def add_site(database: Database, actor: Actor, now: datetime, code: str = "HAM") -> None:
    with database.transaction(actor, at=now) as session:
        session.add(site(code))


def test_an_insert_says_who_when_what_and_why(
    database: Database, administrator: Actor, now: datetime
) -> None:
    with database.transaction(administrator, at=now, reason="a new clinic joins") as session:
        session.add(site())
    (entry,) = entries(database)
    assert (entry.account_id, entry.actor_name) == (4, "Anna Administrator")
    assert (entry.at, entry.reason) == (now, "a new clinic joins")
    assert (entry.action, entry.table_name, entry.record_key) == ("insert", "site", "1")
    assert changes(entry)["code"] == [None, "HAM"]
    assert "origin_note" not in changes(entry)


def test_an_update_says_what_was_and_what_is(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_site(database, administrator, now)
    with database.transaction(administrator, at=now) as session:
        session.scalars(select(Site)).one().name = "Spine Centre Hamburg"
    entry = entries(database)[-1]
    assert entry.action == "update"
    assert changes(entry) == {"name": ["Spine Centre", "Spine Centre Hamburg"]}


def test_an_update_that_changes_nothing_leaves_no_entry(
    database: Database, administrator: Actor, now: datetime
) -> None:
    add_site(database, administrator, now)
    with database.transaction(administrator, at=now) as session:
        session.scalars(select(Site)).one().name = "Spine Centre"
    assert len(entries(database)) == 1


def test_an_answer_that_is_cleared_is_told(
    session: Session, treated: str, database: Database
) -> None:
    level = session.scalars(select(TreatedLevel)).one()
    level.pfirrmann = None
    session.commit()
    assert treated
    assert changes(entries(database)[-1]) == {"pfirrmann": ["4", None]}


def test_what_names_a_patient_never_stands_in_the_trail(
    session: Session, enrolled: str, database: Database
) -> None:
    session.scalars(select(Identity)).one().name_encrypted = b"another name"
    session.commit()
    told = [changes(entry) for entry in entries(database) if entry.table_name == "identity"]
    assert enrolled
    assert told[0]["name_encrypted"] == [None, "(protected)"]
    assert told[0]["record_number_fingerprint"] == [None, "(protected)"]
    assert told[1] == {"name_encrypted": ["(protected)", "(protected)"]}


def test_a_password_never_stands_in_the_trail(clinics: Database) -> None:
    told = [changes(entry) for entry in entries(clinics) if entry.table_name == "account"]
    assert {tuple(change["password_hash"]) for change in told} == {(None, "(protected)")}


def test_each_row_of_a_record_has_its_own_entry(
    session: Session, treated: str, database: Database
) -> None:
    session.commit()
    assert treated
    written = [(entry.table_name, entry.record_key) for entry in entries(database)]
    assert ("treatment", "1") in written
    assert ("treated_level", "1/L4-L5") in written


def test_nothing_is_written_without_an_actor(database: Database) -> None:
    with database.reading() as session:
        session.add(site())
        with pytest.raises(RuntimeError, match="nothing is written without an actor"):
            session.flush()


def test_records_are_never_deleted(database: Database, administrator: Actor, now: datetime) -> None:
    add_site(database, administrator, now)
    with database.transaction(administrator, at=now) as session:
        session.delete(session.scalars(select(Site)).one())
        with pytest.raises(RuntimeError, match="never deleted"):
            session.flush()
        session.rollback()


def test_a_transaction_that_fails_leaves_neither_record_nor_entry(
    database: Database, administrator: Actor, now: datetime
) -> None:
    def fail() -> None:
        with database.transaction(administrator, at=now) as session:
            session.add(site())
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with database.reading() as session:
        assert session.scalars(select(Site)).all() == []
    assert entries(database) == []


def test_each_entry_follows_the_one_before(
    database: Database, administrator: Actor, now: datetime
) -> None:
    for code in ("HAM", "KOE", "LEI"):
        add_site(database, administrator, now, code)
    trail = entries(database)
    assert trail[0].previous_hash == FIRST_HASH
    assert [entry.previous_hash for entry in trail[1:]] == [
        entry.entry_hash for entry in trail[:-1]
    ]
    with database.reading() as session:
        assert broken_link(session) is None


@pytest.mark.parametrize(
    "tampering",
    [
        update(AuditEntry).values(actor_name="Nobody"),
        update(AuditEntry).values(changes="{}"),
        update(AuditEntry).values(reason="invented later"),
        update(AuditEntry).values(entry_hash=bytes(32)),
    ],
)
def test_an_entry_that_was_tampered_with_is_found(
    database: Database, administrator: Actor, now: datetime, tampering: Update
) -> None:
    for code in ("HAM", "KOE", "LEI"):
        add_site(database, administrator, now, code)
    with database.engine.begin() as connection:
        connection.execute(tampering.where(AuditEntry.id == 2))
    with database.reading() as session:
        assert broken_link(session) == 2


def test_an_entry_that_was_taken_out_is_found(
    database: Database, administrator: Actor, now: datetime
) -> None:
    for code in ("HAM", "KOE", "LEI"):
        add_site(database, administrator, now, code)
    with database.engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_entry WHERE id = 2"))
    with database.reading() as session:
        assert broken_link(session) == 3


def test_concurrent_writers_keep_one_chain(
    database: Database, administrator: Actor, now: datetime
) -> None:
    def write(writer: int) -> None:
        for number in range(SITES_EACH):
            add_site(database, administrator, now, f"W{writer}N{number}")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert len(entries(database)) == WRITERS * SITES_EACH
    with database.reading() as session:
        assert broken_link(session) is None


def test_a_time_stamp_needs_its_time_zone(database: Database, administrator: Actor) -> None:
    naive = datetime(2026, 6, 1, 9, 30)  # noqa: DTZ001 - what must be refused

    def write() -> None:
        with database.transaction(administrator, at=naive) as session:
            session.add(site())

    with pytest.raises(StatementError, match="a time stamp needs its time zone"):
        write()
