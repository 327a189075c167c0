import sqlite3
from pathlib import Path

from tests.cli.conftest import Registry, run


def test_an_upgrade_makes_the_tables_and_a_second_changes_nothing(instance: Path) -> None:
    run("secrets", "create")
    first, second = run("database", "upgrade"), run("database", "upgrade")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert run("audit", "verify").exit_code == 0
    assert (instance / "registry.sqlite").is_file()


def test_a_database_of_a_newer_program_is_refused(registry: Registry, instance: Path) -> None:
    connection = sqlite3.connect(instance / "registry.sqlite")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    ended = registry("database", "upgrade")
    assert ended.exit_code == 1
    assert "another version of the program" in ended.stderr
