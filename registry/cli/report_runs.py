"""Commands on the quarterly report: issue a draft, list, make, rebuild."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from registry.cli.output_file import checked_output, write_report
from registry.cli.records import opened, today
from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.cohort import ALL_SITES
from registry.domain.quarter import Quarter
from registry.domain.report_run import FreezeReport, ReportState
from registry.settings import Settings, load_settings

_OUTPUT = click.Path(dir_okay=False, writable=True, path_type=Path)
_FROZEN = "report frozen on the command line"


class _QuarterName(click.ParamType[Quarter]):
    """A quarter such as 2026-Q2."""

    name = "quarter"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Quarter:
        """Read the name; a sentence where it is none."""
        found = value if isinstance(value, Quarter) else Quarter.named(str(value))
        if found is None:
            self.fail(f"“{value}” is no quarter; write it as 2026-Q2.", param, ctx)
        return found


@click.command()
@click.option("--quarter", required=True, type=_QuarterName(), metavar="YYYY-QN")
@click.option("--site", required=True, metavar="CODE", help="The site’s code, or “all”.")
@click.option(
    "--cut-off",
    metavar="YYYY-MM-DD",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day that is read; without it the quarter’s last day.",
)
@click.option("--reason", help="Why a quarter that was signed is issued once more.")
def issue(quarter: Quarter, site: str, cut_off: datetime | None, reason: str | None) -> None:
    """Freeze the data of a quarter and make its draft, to be reviewed and signed on the pages."""
    settings = load_settings()
    key = freeze(
        settings,
        FreezeReport(
            quarter=quarter,
            site_code=None if site == ALL_SITES else site,
            cut_off=cut_off.date() if cut_off else quarter.last_day,
            event_definition=settings.event_definition,
            reason=reason,
        ),
    )
    make_now(settings, key)
    click.echo(f"The draft of {quarter.label} waits to be reviewed: report {key}.")


def freeze(settings: Settings, command: FreezeReport) -> int:
    """Keep the snapshot of a report, and return its number."""
    from registry.services.report_runs import (  # noqa: PLC0415 - keeps --help quick
        freeze_report,
    )

    with (
        opened(settings) as database,
        database.transaction(COMMAND_LINE, at=datetime.now(UTC), reason=_FROZEN) as session,
    ):
        frozen = settings.for_reports()
        return freeze_report(session, COMMAND_LINE, command, frozen, today=today()).id


def make_now(settings: Settings, key: int) -> None:
    """Make what is to be made of a report, and write to who asked to be told."""
    from registry.interchange.report_runs import make_run  # noqa: PLC0415 - keeps --help quick

    with opened(settings) as database:
        try:
            make_run(database, COMMAND_LINE, key, clock=lambda: datetime.now(UTC))
        finally:
            _tell(database, settings, key)


def _tell(database: Database, settings: Settings, key: int) -> None:
    """Post the letters about a report; it is made all the same where that fails."""
    from registry.interchange.report_mail import (  # noqa: PLC0415 - keeps --help quick
        letters_about,
        post,
    )

    with database.reading() as session:
        letters = letters_about(session, COMMAND_LINE, key, settings)
    try:
        post(letters, settings)
    except OSError as error:
        message = f"The letters about report {key} were not sent by {settings.mail_server}: {error}"
        click.echo(message, err=True)


@click.command()
def due() -> None:
    """Make the draft on all sites of the quarter that ended last, once it is time; run it daily.

    It is time on the day that the setting report_draft_after_days names. Where an issue of the
    quarter exists already nothing is done.
    """
    settings, day = load_settings(), today()
    quarter = Quarter.of(day).previous
    time = quarter.last_day + timedelta(settings.report_draft_after_days)
    if day < time:
        click.echo(f"The draft of {quarter.label} is due on {time.isoformat()}.")
    elif _is_issued(settings, quarter):
        click.echo(f"{quarter.label} has its report already: see “registry report list”.")
    else:
        key = freeze(
            settings,
            FreezeReport(
                quarter=quarter,
                site_code=None,
                cut_off=quarter.last_day,
                event_definition=settings.event_definition,
            ),
        )
        make_now(settings, key)
        click.echo(f"The draft of {quarter.label} waits to be reviewed: report {key}.")


def _is_issued(settings: Settings, quarter: Quarter) -> bool:
    from registry.services.report_runs import archive  # noqa: PLC0415 - keeps --help quick

    with opened(settings) as database, database.reading() as session:
        return any(
            run.site is None and run.covers == quarter and run.state is not ReportState.DISCARDED
            for run in archive(session, COMMAND_LINE)
        )


@click.command()
@click.argument("runs", type=int, nargs=-1, required=True, metavar="RUN…")
def make(runs: tuple[int, ...]) -> None:
    """Make the files of each report RUN that was frozen or signed and waits for them."""
    settings = load_settings()
    for run in runs:
        make_now(settings, run)
        click.echo(f"Report {run} is made.")


@click.command(name="list")
def list_issues() -> None:
    """List the issues of the quarterly report, the newest quarter first."""
    from registry.services.report_runs import archive  # noqa: PLC0415 - keeps --help quick

    with opened(load_settings()) as database, database.reading() as session:
        for run in archive(session, COMMAND_LINE):
            click.echo(
                f"{run.id}  {run.covers.label}, {run.sites_label}, issue {run.number}, "
                f"cut-off {run.cut_off.isoformat()}: {run.state.label.lower()}"
            )


@click.command()
@click.argument("run", type=int)
@click.option(
    "--output", type=_OUTPUT, help="Where to write the PDF; numbers and tables are set beside it."
)
def rebuild(run: int, output: Path | None) -> None:
    """Make the archived report RUN again from its snapshot, and compare the two.

    The exit code is 1 where a byte differs.
    """
    from registry.interchange.report_runs import rebuild_run  # noqa: PLC0415 - keeps --help quick

    path = checked_output(output) if output else None
    with opened(load_settings()) as database, database.reading() as session:
        rebuilt = rebuild_run(session, COMMAND_LINE, run)
    for name, then, now in rebuilt.versions:
        click.echo(f"{name}: {then or 'absent'} then, {now or 'absent'} now")
    for kind, same in rebuilt.same.items():
        click.echo(f"{kind.label}: {_alike(same=same)}.")
    if path is not None:
        write_report(path, rebuilt.made.report, rebuilt.made.numbers, rebuilt.made.tables)
        click.echo(str(path.resolve()))
    if not all(rebuilt.same.values()):
        raise click.exceptions.Exit(1)


def _alike(*, same: bool) -> str:
    return "the same, byte for byte" if same else "not the same as in the archive"
