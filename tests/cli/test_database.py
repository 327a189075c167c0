import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import Role
from registry.models import Account, Submission
from tests.cli.conftest import Registry, run
from tests.databases import opened, sqlite_url


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


def test_tidying_forgets_forms_sent_long_ago_and_no_other(
    registry: Registry, instance: Path
) -> None:
    now = datetime.now(UTC)
    with (
        opened(sqlite_url(instance / "registry.sqlite")) as database,
        database.transaction(COMMAND_LINE, at=now) as session,
    ):
        account = Account(
            email="nora@example.org",
            display_name="Nora",
            password_hash="no password fits this",  # noqa: S106 - it is no hash: nobody signs in
            role=Role.STAFF,
            all_sites=True,
            active=True,
        )
        session.add(account)
        session.flush()
        session.add_all(
            Submission(
                token=token,
                account_id=account.id,
                stored_at=now - timedelta(days=days),
                message="saved",
                location="/",
            )
            for token, days in (("old", 91), ("young", 89))
        )
    tidied = registry("database", "tidy")
    assert tidied.stdout == "1 form sent more than 90 days ago forgotten.\n"
    with (
        opened(sqlite_url(instance / "registry.sqlite")) as database,
        database.reading() as session,
    ):
        assert session.scalars(select(Submission.token)).all() == ["young"]
