"""Commands on data quality."""

from datetime import UTC, datetime

import click

from registry.cli.records import writing
from registry.domain.actors import COMMAND_LINE
from registry.domain.cohort import ALL_SITES
from registry.settings import load_settings

PATIENTS_A_LINE = 500


@click.group()
def quality() -> None:
    """Run the data-quality rules."""


@quality.command()
@click.option("--site", required=True, metavar="CODE", help="The site’s code, or “all”.")
def run(site: str) -> None:
    """Open a query wherever a rule is broken, and close those where the data are right."""
    from registry.services.quality import check_site  # noqa: PLC0415 - keeps --help quick
    from registry.services.sites import find_site, visible_sites  # noqa: PLC0415 - the same

    settings = load_settings()
    with writing(settings, reason="data-quality rules run on the command line") as session:
        everywhere = site == ALL_SITES
        sites = (
            visible_sites(session, COMMAND_LINE)
            if everywhere
            else [find_site(session, COMMAND_LINE, site)]
        )
        now = datetime.now(UTC)
        for each in sites:
            steps = check_site(session, COMMAND_LINE, each, schedule=settings.schedule, at=now)
            patients = 0
            for patients, _ in enumerate(steps, start=1):
                if patients % PATIENTS_A_LINE == 0:
                    click.echo(f"{each.code}: {patients} patients …", err=True)
            click.echo(f"Rules run over {patients} patients of {each.code}.")


@quality.command()
def checks() -> None:
    """Print the table of all edit checks, as docs/edit-checks.md holds it."""
    from registry.interchange.edit_checks import edit_checks  # noqa: PLC0415 - keeps --help quick

    click.echo(edit_checks(), nl=False)
