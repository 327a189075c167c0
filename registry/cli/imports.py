"""Commands that read files others made."""

from datetime import UTC, datetime
from pathlib import Path

import click

from registry.cli.records import opened, today
from registry.domain.actors import COMMAND_LINE
from registry.interchange.problems import FileRefused
from registry.interchange.score_mapping import load_mapping
from registry.interchange.scores_csv import read_scores
from registry.interchange.stored_scores import published_site, store_scores
from registry.settings import load_settings

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def imports() -> None:
    """Read files that others made."""


@imports.command()
@click.argument("file", type=_FILE)
@click.option("--map", "map_file", type=_FILE, required=True, help="What the columns mean (TOML).")
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
def scores(file: Path, map_file: Path, *, dry_run: bool) -> None:
    """Import published scores from a CSV FILE.

    All rows are stored, or none.
    """
    settings = load_settings()
    mapping = load_mapping(map_file)
    patients = read_scores(file, mapping, settings.schedule)
    reason = f"imported from {file.name}"
    with (
        opened(settings) as database,
        database.transaction(COMMAND_LINE, at=datetime.now(UTC), reason=reason) as session,
        click.progressbar(patients, label=f"Importing {len(patients)} patients") as watched,
    ):
        published_site(session, COMMAND_LINE, mapping.site)
        outcome = store_scores(session, COMMAND_LINE, watched, settings, today=today())
        if outcome.problems:
            raise FileRefused(file.name, tuple(outcome.problems))
        if dry_run:
            session.rollback()
    click.echo(str(outcome))
    if dry_run:
        click.echo("This was a dry run: nothing was stored.")
