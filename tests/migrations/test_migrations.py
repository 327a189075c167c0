"""The numbered migrations make exactly the tables of the models, and take them away again."""

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Inspector, inspect

from registry.database import Database
from registry.models import Base
from registry.settings import PROJECT_FOLDER
from tests.databases import alembic_config

LEFT_BY_ALEMBIC = {"alembic_version"}


def tables(database: Database) -> set[str]:
    inspector: Inspector = inspect(database.engine)
    return set(inspector.get_table_names())


def upgrade(database: Database, revision: str = "head") -> None:
    with database.engine.begin() as connection:
        command.upgrade(alembic_config(connection), revision)


def test_the_migrations_make_every_table(blank_database: Database) -> None:
    upgrade(blank_database)
    assert tables(blank_database) == set(Base.metadata.tables) | LEFT_BY_ALEMBIC


def test_nothing_is_left_to_migrate(blank_database: Database) -> None:
    upgrade(blank_database)
    with blank_database.engine.begin() as connection:
        command.check(alembic_config(connection))
    assert checks(blank_database) == declared_checks()


def checks(database: Database) -> set[str]:
    inspector: Inspector = inspect(database.engine)
    return {
        str(check["name"])
        for table in Base.metadata.tables
        for check in inspector.get_check_constraints(table)
    }


def declared_checks() -> set[str]:
    return {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if str(constraint.name).startswith("ck_")
    }


def test_each_migration_can_be_undone(blank_database: Database) -> None:
    upgrade(blank_database)
    with blank_database.engine.begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert tables(blank_database) == LEFT_BY_ALEMBIC


def test_a_second_upgrade_changes_nothing(blank_database: Database) -> None:
    upgrade(blank_database)
    before = tables(blank_database)
    upgrade(blank_database)
    assert tables(blank_database) == before


def test_the_migrations_stand_in_one_row() -> None:
    scripts = ScriptDirectory(PROJECT_FOLDER / "migrations")
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert revisions == sorted(revisions, reverse=True)
    assert len(scripts.get_heads()) == 1
