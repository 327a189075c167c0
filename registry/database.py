"""Connections and transactions, on SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from registry.domain.actors import Actor
from registry.domain.errors import Conflict
from registry.models import audit_listener, changed_patients, lock_guard, valid_records

BUSY_TIMEOUT_SECONDS = 10


class AuditedSession(Session):
    """A session that writes its audit trail, reads no voided and changes no locked record."""


audit_listener.install(AuditedSession)
valid_records.install(AuditedSession)
changed_patients.install(AuditedSession)
lock_guard.install(AuditedSession)


class Database:
    """The one door to the stored records."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and self.url.database:
            _make_private(Path(self.url.database))
        self.engine = self._engine("BEGIN IMMEDIATE")
        self._reading_engine = self._engine("BEGIN") if self.is_sqlite else self.engine

    def _engine(self, begin: str) -> Engine:
        if not self.is_sqlite:
            return create_engine(self.url, pool_pre_ping=True, hide_parameters=True)
        wait = {"timeout": BUSY_TIMEOUT_SECONDS}
        engine = create_engine(self.url, connect_args=wait, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", lambda connection: _begin_sqlite(connection, begin))
        return engine

    @contextmanager
    def transaction(
        self, actor: Actor, *, at: datetime, reason: str | None = None
    ) -> Iterator[Session]:
        """Open a session that is stored whole at the end, or not at all."""
        info: dict[Any, Any] = {"actor": actor, "at": at, "reason": reason}
        with AuditedSession(self.engine, info=info) as session, session.begin():
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Open a connection that may make tables anew, and check their references at the end."""
        with self.engine.connect() as connection:
            if self.is_sqlite:
                _check_foreign_keys(connection, at_once=False)
            with connection.begin():
                yield connection
                if self.is_sqlite:
                    _require_whole_references(connection)
            if self.is_sqlite:
                _check_foreign_keys(connection, at_once=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that stores nothing."""
        with AuditedSession(self._reading_engine, autoflush=False) as session:
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        self._reading_engine.dispose()


def _make_private(path: Path) -> None:
    """Make a file that only its owner may read, where SQLite would let everybody read it."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def _prepare_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    """Leave BEGIN to SQLAlchemy, check foreign keys, and lose no acknowledged save."""
    del entry
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


def _check_foreign_keys(connection: Connection, *, at_once: bool) -> None:
    """Turn SQLite's check of foreign keys on or off, which no transaction may be open for."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys = {'ON' if at_once else 'OFF'}")
    cursor.close()


def _require_whole_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise Conflict(noun="migration", reason=f"these rows refer to nothing: {broken}")
