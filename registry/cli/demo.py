"""Commands on the synthetic cohort."""

import secrets
from datetime import UTC, datetime, time
from pathlib import Path

import click
from sqlalchemy.orm import Session

from registry.cli.output_file import write_private
from registry.cli.records import opened
from registry.domain.account import AddAccount
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import Role
from registry.domain.errors import Conflict
from registry.interchange.demo import DemoEntry, add_demo_sites, is_empty
from registry.interchange.demo_parameters import load_demo_parameters
from registry.interchange.demo_patients import draw_patients
from registry.services.accounts import add_account
from registry.services.quality import check_changed
from registry.settings import PROJECT_FOLDER, Settings, load_settings

_PASSWORD_BYTES = 12
_ACCOUNTS = (
    ("staff@demo.example", "Demo Staff", Role.STAFF),
    ("administrator@demo.example", "Demo Administrator", Role.ADMINISTRATOR),
)


@click.group()
def demo() -> None:
    """Load a synthetic cohort."""


@demo.command()
@click.option("--if-empty", is_flag=True, help="Do nothing where there are records already.")
def load(*, if_empty: bool) -> None:
    """Fill an empty registry with synthetic patients and two accounts."""
    settings = load_settings()
    with (
        opened(settings) as database,
        database.transaction(
            COMMAND_LINE, at=datetime.now(UTC), reason="synthetic demonstration cohort"
        ) as session,
    ):
        if is_empty(session):
            _fill(session, settings)
        elif if_empty:
            click.echo("The registry holds records already: they were left as they are.")
        else:
            reason = "the registry holds records already; name an empty database"
            raise Conflict(noun="synthetic cohort", reason=reason)


def _fill(session: Session, settings: Settings) -> None:
    parameters = load_demo_parameters(PROJECT_FOLDER / "config" / "demo.toml")
    add_demo_sites(session, COMMAND_LINE, parameters)
    entry = DemoEntry(
        session=session, actor=COMMAND_LINE, settings=settings, today=parameters.reference_date
    )
    at = datetime.combine(parameters.reference_date, time(12), UTC)
    patients = draw_patients(parameters, settings.schedule)
    label = f"Entering {len(patients)} synthetic patients"
    with click.progressbar(patients, label=label) as watched:
        for patient in watched:
            entry.enter(patient)
            check_changed(session, schedule=settings.schedule, at=at)
            session.expunge_all()
    _add_accounts(session, settings.instance_folder / "demo-sign-in.txt")


def _add_accounts(session: Session, path: Path) -> None:
    """Add the accounts with a new password, which is kept beside the database."""
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    for email, name, role in _ACCOUNTS:
        account = AddAccount(
            email=email, display_name=name, password=password, role=role, site_codes=None
        )
        add_account(session, COMMAND_LINE, account)
    emails = " or ".join(email for email, _, _ in _ACCOUNTS)
    path.unlink(missing_ok=True)
    write_private(path, f"Sign in as {emails} with the password {password}\n")
