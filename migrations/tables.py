"""Change what SQLite can only change by making a table anew; its checks are kept."""

import re
from collections.abc import Callable

from alembic import op
from sqlalchemy import text

_CONSTRAINT = (
    r",\s*CONSTRAINT {name} [A-Z ]+\((?:[^()]|\([^()]*\))*\)(?: REFERENCES \w+ \([^)]*\))?"
)


def on_sqlite() -> bool:
    """Return whether the migration runs on SQLite."""
    return op.get_bind().dialect.name == "sqlite"


def add_constraint(table: str, name: str, clause: str) -> None:
    """Add a constraint such as “CHECK (…)” to a table that exists."""
    if on_sqlite():
        rebuild(table, lambda sql: f"{sql[: sql.rindex(')')]}, CONSTRAINT {name} {clause})")
    else:
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {clause}")


def drop_constraint(table: str, name: str) -> None:
    """Drop a constraint of that name."""
    if on_sqlite():
        rebuild(table, lambda sql: re.sub(_CONSTRAINT.format(name=name), "", sql))
    else:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def rebuild(table: str, changed: Callable[[str], str]) -> None:
    """Make a SQLite table anew from its changed CREATE statement, with all that belongs to it.

    That is its rows, its indexes and its triggers.
    """
    bind = op.get_bind()
    found = text("SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :type")
    belonging = [
        sql
        for kind in ("index", "trigger")
        for sql in bind.scalars(found, {"table": table, "type": kind})
        if sql
    ]
    created = bind.scalars(found, {"table": table, "type": "table"}).one()
    new = changed(created)
    if new == created:
        message = f"nothing to change was found in the table {table}"
        raise RuntimeError(message)
    new = re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE new_{table}", new)
    bind.exec_driver_sql(new)
    bind.exec_driver_sql(f"INSERT INTO new_{table} SELECT * FROM {table}")  # noqa: S608 - our own table names
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE new_{table} RENAME TO {table}")
    for sql in belonging:
        bind.exec_driver_sql(sql)
