"""Commands on the database itself."""

from datetime import UTC, datetime, timedelta

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from registry.cli.records import opened
from registry.database import Database
from registry.display.numbers import count_noun
from registry.domain.actors import COMMAND_LINE
from registry.domain.errors import SettingsError
from registry.services.planned_visits import plan_everybody
from registry.services.submissions import forget_submissions
from registry.settings import PROJECT_FOLDER, Settings, load_settings

DAYS_SENT_FORMS_ARE_KNOWN = 90
"""Many times the longest session: no page that is still open was opened before."""


@click.group()
def database() -> None:
    """Bring the database to the program’s version."""


@database.command()
def upgrade() -> None:
    """Run the migrations the database has not had yet, and plan visits by the schedule."""
    settings = load_settings()
    with opened(settings) as target:
        run_migrations(target)
        _plan_visits(target, settings)
    click.echo("The database is up to date.")


@database.command()
def tidy() -> None:
    """Forget which forms were sent long ago; records, drafts and the audit trail stay.

    Schedule it where the registry runs for years, such as once a month.
    """
    now = datetime.now(UTC)
    before = now - timedelta(days=DAYS_SENT_FORMS_ARE_KNOWN)
    reason = "sent forms forgotten on the command line"
    with (
        opened(load_settings()) as target,
        target.transaction(COMMAND_LINE, at=now, reason=reason) as session,
    ):
        forgotten = forget_submissions(session, before=before)
    forms = count_noun(forgotten, "form")
    click.echo(f"{forms} sent more than {DAYS_SENT_FORMS_ARE_KNOWN} days ago forgotten.")


def _plan_visits(target: Database, settings: Settings) -> None:
    """Plan the visits of patients whom an older program or another schedule left unplanned."""
    with target.transaction(
        COMMAND_LINE, at=datetime.now(UTC), reason="visits planned on upgrade"
    ) as session:
        planned = 0
        for lot in plan_everybody(session, settings.schedule):
            planned += lot
            if lot:
                click.echo(f"Planning the visits of treated patients: {planned} …", err=True)


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
