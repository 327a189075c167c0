"""Commands on people who sign in."""

import sys

import click
from marshmallow import ValidationError

from registry.cli.records import writing
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import Role
from registry.forms.account import AddAccountForm
from registry.forms.bound import sentences
from registry.services.accounts import add_account
from registry.settings import load_settings


@click.group()
def user() -> None:
    """Add people who sign in."""


@user.command()
@click.argument("email")
@click.option("--name", required=True, help="The person’s name, shown beside what they enter.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="What they may do.",
)
@click.option(
    "--site", "sites", metavar="CODE", multiple=True, help="A site they see; left out, all sites."
)
def add(email: str, name: str, role: str, sites: tuple[str, ...]) -> None:
    """Add the account of this EMAIL.

    The password is asked for, or read from the standard input.
    """
    typed = {"email": email, "display_name": name, "role": role, "password": _password()}
    form = AddAccountForm()
    try:
        command = form.load(typed | {"site_codes": list(sites)})
    except ValidationError as error:
        said = (
            f"{form.fields[name].metadata['label']}: {' '.join(sentences(found))}"
            for name, found in error.messages_dict.items()
        )
        raise click.UsageError(" ".join(said)) from error
    with writing(load_settings(), reason="account added on the command line") as session:
        add_account(session, COMMAND_LINE, command)
    click.echo(f"{email} may sign in.")


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
