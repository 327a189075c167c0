"""Commands on what is published."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from registry.cli.publications import add, compare, list_publications, show
from registry.domain.benchmark import Outcome
from registry.settings import Settings, load_settings

if TYPE_CHECKING:
    from registry.analysis.meta_analysis.results import Study

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUTCOMES = [Outcome.VAS_BACK_CHANGE.value, Outcome.ODI_CHANGE.value, Outcome.REOPERATION.value]


@click.group()
def evidence() -> None:
    """List, show, compare and add what is published, and pool studies."""


for _command in (list_publications, show, compare, add):
    evidence.add_command(_command)


@evidence.command()
@click.argument("file", type=_FILE)
@click.option("--site", metavar="CODE", help="Add the cohort of this site, or of “all”.")
@click.option("--cut-off", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--outcome", type=click.Choice(_OUTCOMES), help="Which figure of the cohort.")
def pool(file: Path, site: str | None, cut_off: datetime | None, outcome: str | None) -> None:
    """Pool the studies of a CSV FILE, with the own cohort beside them if asked.

    Columns: study, patients, optionally year, and change with standard_deviation (points of
    0–100, positive = improvement), or events.
    """
    from registry.analysis.meta_analysis.results import (  # noqa: PLC0415 - keeps --help quick
        StudyEffects,
    )
    from registry.display.pooled_studies import pooled_lines  # noqa: PLC0415 - and without scipy
    from registry.interchange.studies_csv import Measure, read_studies  # noqa: PLC0415 - likewise

    settings, supplied = load_settings(), read_studies(file)
    shares, level = supplied.measure is Measure.SHARE, settings.confidence_level
    sets = [("The studies", supplied.effects)]
    if site is not None:
        if cut_off is None or outcome is None:
            message = "--site needs --cut-off and --outcome."
            raise click.UsageError(message)
        own = _cohort(settings, site, cut_off.date(), Outcome(outcome), shares=shares)
        both = StudyEffects(studies=(*supplied.effects.studies, own))
        sets.append(("With this cohort", both))
    for title, effects in sets:
        click.echo(f"{title}\n")
        for line in pooled_lines(effects, shares=shares, confidence_level=level):
            click.echo(f"  {line}")
        click.echo()


def _cohort(
    settings: Settings, site: str, cut_off: date, outcome: Outcome, *, shares: bool
) -> "Study":
    """Return the cohort as one more study: its last observation, or its reoperations."""
    from registry.cli.cohorts import summary_of  # noqa: PLC0415 - keeps --help quick
    from registry.interchange.studies_csv import cohort_study  # noqa: PLC0415 - and without pandas

    if shares is outcome.is_change:
        message = "The file reports another kind of result than --outcome."
        raise click.UsageError(message)
    return cohort_study(summary_of(settings, site, cut_off), outcome)
