"""Databases that have had no migration yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.database import Database
from tests.databases import PostgresServer, opened, sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
def blank_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Return a database without tables, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        url = sqlite_url(tmp_path / "blank.sqlite")
    else:
        postgres: PostgresServer = request.getfixturevalue("postgres")
        postgres.execute("DROP DATABASE IF EXISTS blank")
        postgres.execute("CREATE DATABASE blank")
        url = postgres.url("blank")
    with opened(url) as database:
        yield database
