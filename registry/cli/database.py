"""Commands on the database itself."""

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from registry.cli.records import opened
from registry.database import Database
from registry.domain.errors import SettingsError
from registry.settings import PROJECT_FOLDER, load_settings


@click.group()
def database() -> None:
    """Bring the database to the program’s version."""


@database.command()
def upgrade() -> None:
    """Run the migrations the database has not had yet."""
    with opened(load_settings()) as target:
        run_migrations(target)
    click.echo("The database is up to date.")


def run_migrations(target: Database) -> None:
    """Bring the tables to the newest migration."""
    config = _alembic_config()
    with target.migrating() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            reason = (
                f"names a database of another version of the program ({error}). "
                "Install the newest version, or name another database"
            )
            raise SettingsError(setting="database_url", reason=reason) from error


def check_version(target: Database) -> None:
    """Raise SettingsError unless the tables are those of this version of the program."""
    newest = ScriptDirectory.from_config(_alembic_config()).get_current_head()
    with target.reading() as session:
        found = MigrationContext.configure(session.connection()).get_current_revision()
    if found != newest:
        reason = (
            f"names a database of another version: its migration is {found or 'none'}, "
            f"the program’s is {newest}. Run “registry database upgrade”"
        )
        raise SettingsError(setting="database_url", reason=reason)


def _alembic_config() -> Config:
    return Config(toml_file=PROJECT_FOLDER / "pyproject.toml")
