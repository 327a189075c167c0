"""Commands on the publications of the evidence library: list, show, compare, add."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from registry.cli.records import opened
from registry.domain.actors import COMMAND_LINE
from registry.domain.benchmark import Publication
from registry.domain.errors import NotFound
from registry.settings import Settings, load_settings

if TYPE_CHECKING:
    from registry.services.publication_uses import PublicationUse

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TWO = 2


@click.command("list")
def list_publications() -> None:
    """List the publications: key, kind, version, whose, and what each reports."""
    from registry.display.numbers import (  # noqa: PLC0415 - keeps --help quick
        count_noun,
    )
    from registry.display.publications import (  # noqa: PLC0415 - keeps --help quick
        DEFAULT_COMPARATOR,
        kind_words,
        origin_words,
        outcome_words,
        version_words,
    )

    for each in load_settings().publications:
        mark = f", {DEFAULT_COMPARATOR.lower()}" if each.reference else ""
        click.echo(
            f"{each.key}: {each.short_name}, {kind_words(each).lower()}{mark}, "
            f"{origin_words(each)}, version {version_words(each.sha256)}: {outcome_words(each)} "
            f"({count_noun(len(each.results), 'result')})"
        )


@click.command()
@click.argument("key")
def show(key: str) -> None:
    """Show the publication KEY: what was read, what is derived, and which reports used it."""
    from registry.analysis.published_comparison import (  # noqa: PLC0415 - keeps --help quick
        published_figures,
    )
    from registry.cli.table_lines import table_lines  # noqa: PLC0415 - keeps --help quick
    from registry.display.publications import (  # noqa: PLC0415 - keeps --help quick
        DEFAULT_COMPARATOR,
        doi_address,
        publication_facts,
    )
    from registry.display.tabulate.published import (  # noqa: PLC0415 - keeps --help quick
        results_table,
    )

    settings = load_settings()
    found = _publication(settings, key)
    click.echo(found.short_name)
    if found.reference:
        click.echo(f"{DEFAULT_COMPARATOR} of the cohort")
    click.echo(found.citation)
    if found.doi is not None:
        click.echo(doi_address(found))
    for label, value in publication_facts(found):
        click.echo(f"{label}: {value}")
    click.echo("Limits:" if found.limits else "Limits: none noted")
    for limit in found.limits:
        click.echo(f"  {limit}")
    figures = published_figures([found], confidence_level=settings.confidence_level)
    for line in table_lines(results_table(figures)):
        click.echo(line)
    _echo_uses(settings, found)


def _echo_uses(settings: Settings, publication: Publication) -> None:
    from registry.services.publication_uses import (  # noqa: PLC0415 - keeps --help quick
        publication_uses,
    )

    with opened(settings) as database, database.reading() as session:
        uses = publication_uses(session, COMMAND_LINE, publication.key)
        click.echo("Reports that used it:" if uses else "No report used it yet.")
        for use in uses:
            click.echo(f"  {_use_line(use, publication)}")


def _use_line(use: "PublicationUse", publication: Publication) -> str:
    from registry.display.publications import (  # noqa: PLC0415 - keeps --help quick
        use_words,
        version_words,
    )

    run = use.run
    return (
        f"{run.id}  {run.covers.label}, {run.sites_label}, issue {run.number} "
        f"({run.state.label.lower()}): version {version_words(use.sha256)}, "
        f"{use_words(use.sha256, use.unreadable, publication)}"
    )


@click.command()
@click.argument("keys", nargs=-1, required=True, metavar="KEY KEY…")
def compare(keys: tuple[str, ...]) -> None:
    """Set the results of publications side by side, with what is not comparable and why."""
    from registry.analysis.published_comparison import (  # noqa: PLC0415 - keeps --help quick
        compare_publications,
    )
    from registry.cli.table_lines import table_lines  # noqa: PLC0415 - keeps --help quick
    from registry.display.tabulate.published import (  # noqa: PLC0415 - keeps --help quick
        comparison_sentences,
        comparison_table,
    )

    settings = load_settings()
    chosen = {_publication(settings, key).key for key in keys}
    if len(chosen) < _TWO:
        message = "Name two publications or more."
        raise click.UsageError(message)
    compared = compare_publications(
        tuple(each for each in settings.publications if each.key in chosen),
        confidence_level=settings.confidence_level,
    )
    for line in table_lines(comparison_table(compared)):
        click.echo(line)
    for title, sentences in comparison_sentences(compared):
        click.echo(title)
        for sentence in sentences:
            click.echo(f"  {sentence}")


@click.command()
@click.argument("file", type=_FILE)
def add(file: Path) -> None:
    """Check the publication in the TOML FILE and add it to the clinic's own; see config/README.md.

    Nothing is stored where it is refused, and nothing is overwritten.
    """
    from registry.interchange.own_publications import (  # noqa: PLC0415 - keeps --help quick
        add_publication,
    )

    added = add_publication(file.read_bytes(), name=file.name, settings=load_settings())
    publication = added.publication
    if not added.is_new:
        click.echo(f"{publication.short_name} is there already, in this version.")
        return
    click.echo(
        f"{publication.short_name} is in the library as “{publication.key}”, version "
        f"{publication.version}: {added.path}"
    )
    click.echo("Servers that run show it from the next page on; reports frozen before keep theirs.")


def _publication(settings: Settings, key: str) -> Publication:
    found = next((each for each in settings.publications if each.key == key), None)
    if found is None:
        raise NotFound(noun="publication", key=key)
    return found
