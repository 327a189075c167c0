"""Commands that write reports."""

from datetime import date, datetime
from pathlib import Path

import click

from registry.cli.output_file import checked_output, write_report
from registry.cli.report_runs import due, issue, list_issues, make, rebuild
from registry.settings import Settings, load_settings

_OUTPUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def report() -> None:
    """Write reports as PDF."""


@report.command()
@click.option("--site", required=True, metavar="CODE", help="The site’s code, or “all”.")
@click.option(
    "--cut-off",
    required=True,
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day that is read.",
)
@click.option("--output", required=True, type=_OUTPUT, help="The PDF to write, for you alone.")
@click.option("--release", is_flag=True, help="Withhold small counts: a report to pass on.")
def cohort(site: str, cut_off: datetime, output: Path, *, release: bool) -> None:
    """Write the cohort report on what was recorded up to the cut-off.

    Every number of it is written beside it as JSON, every table as CSV in a zip file.
    """
    path, settings = checked_output(output), load_settings()
    click.echo("Summarising the cohort and printing the report …", err=True)
    write_report(path, *_cohort_report(settings, site, cut_off.date(), release=release))
    click.echo(str(path.resolve()))


@report.command()
def schema() -> None:
    """Print the JSON schema of a report’s numbers."""
    from registry.interchange.cohort_json.schema import cohort_schema  # noqa: PLC0415 - keeps --help quick

    click.echo(cohort_schema(), nl=False)


@report.command()
def codebook() -> None:
    """Print the codebook of the frames that every analysis reads."""
    from registry.interchange.codebook import (  # noqa: PLC0415 - keeps --help quick
        codebook as written,
    )

    click.echo(written(), nl=False)


for command in (due, issue, list_issues, make, rebuild):
    report.add_command(command)


def _cohort_report(
    settings: Settings, site: str, cut_off: date, *, release: bool
) -> tuple[bytes, bytes, bytes]:
    from registry.analysis.released import released  # noqa: PLC0415 - keeps --help quick
    from registry.cli.cohorts import summary_of  # noqa: PLC0415 - keeps --help quick
    from registry.interchange.cohort_json.document import (  # noqa: PLC0415 - and without pandas
        cohort_json,
    )
    from registry.interchange.tables_csv import tables_file  # noqa: PLC0415 - likewise
    from reports.issue import print_cohort  # noqa: PLC0415 - and without reportlab

    summary = summary_of(settings, site, cut_off)
    if release:
        summary = released(summary, minimum=settings.disclosure_minimum_count)
    printed = print_cohort(summary, settings)
    return printed.pdf, cohort_json(summary), tables_file(printed.tables)
