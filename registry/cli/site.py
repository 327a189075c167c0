"""Commands on sites."""

import click

from registry.cli.records import writing
from registry.domain.actors import COMMAND_LINE
from registry.domain.site import AddSite
from registry.services.sites import add_site
from registry.settings import load_settings


@click.group()
def site() -> None:
    """Add sites."""


@site.command()
@click.argument("code")
@click.option("--name", required=True, help="The clinic’s name.")
@click.option("--time-zone", required=True, help="Such as Europe/Berlin.")
def add(code: str, name: str, time_zone: str) -> None:
    """Add the clinic with this short CODE, which begins its study numbers."""
    command = AddSite(code=code, name=name, time_zone=time_zone)
    with writing(load_settings(), reason="site added on the command line") as session:
        add_site(session, COMMAND_LINE, command)
    click.echo(f"The site {code} was added.")
