"""Runs the migrations on the connection it is given, or on the configured database."""

from alembic import context
from sqlalchemy import Connection

from registry.database import Database
from registry.models import Base
from registry.settings import load_settings


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


_given = context.config.attributes.get("connection")
if _given is None:
    _database = Database(load_settings().database_url)
    with _database.migrating() as _connection:
        _migrate(_connection)
    _database.dispose()
else:
    _migrate(_given)
