"""Commands on the secrets of this installation."""

import os
import secrets as random_secrets

import click

from registry.cli.main import Refusal
from registry.cli.output_file import write_private
from registry.settings import SECRETS, instance_folder

ENTROPY_BYTES = 48


@click.group()
def secrets() -> None:
    """Create the secrets of this installation."""


@secrets.command()
def create() -> None:
    """Write new random secrets.

    Secrets that exist are never overwritten.
    """
    path = instance_folder(os.environ) / "secrets.toml"
    if path.exists():
        click.echo(f"{path} exists and was left as it is.")
        return
    if (path.parent / "registry.sqlite").exists():
        sentence = (
            f"{path} is missing, but a database lies beside it. New secrets could not read its "
            "identities: put the copy of the file back."
        )
        raise Refusal(sentence)
    write_private(
        path, "".join(f'{name} = "{random_secrets.token_hex(ENTROPY_BYTES)}"\n' for name in SECRETS)
    )
    click.echo(f"{path} was written. Keep a copy apart: without it no identity can be read.")
