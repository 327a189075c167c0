"""Commands on sites."""

import click

from registry.cli.records import writing
from registry.domain.actors import COMMAND_LINE
from registry.domain.site import AddSite
from registry.services.sites import add_site, set_double_entry
from registry.settings import load_settings


@click.group()
def site() -> None:
    """Add sites, and set how they work."""


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


@site.command()
@click.argument("code")
@click.option("--on/--off", "wanted", required=True, help="Whether paper forms are typed twice.")
def double_entry(code: str, *, wanted: bool) -> None:
    """Have the visits of site CODE typed a second time by somebody else, or no longer."""
    with writing(load_settings(), reason="double entry set on the command line") as session:
        set_double_entry(session, COMMAND_LINE, code, wanted=wanted)
    click.echo(f"Paper forms of {code} are typed {'twice' if wanted else 'once'} from now on.")
