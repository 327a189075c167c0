"""Commands on the audit trail."""

import click

from registry.cli.main import Refusal
from registry.cli.records import opened
from registry.models.audit_listener import broken_link, chain_end
from registry.settings import load_settings


@click.group()
def audit() -> None:
    """Verify the audit trail."""


@audit.command()
def verify() -> None:
    """Check that no entry was changed, removed or put in later."""
    with opened(load_settings()) as database, database.reading() as session:
        broken = broken_link(session)
        entries, last_hash = chain_end(session)
    if broken is not None:
        sentence = (
            f"The audit trail is broken: entry {broken} does not follow from the one before it. "
            "Keep this database as it is, and compare it with a backup."
        )
        raise Refusal(sentence)
    click.echo("The audit trail is whole: every entry follows from the one before it.")
    click.echo(f"Entries: {entries}. Hash of the last: {last_hash.hex()}")
    click.echo("Note both apart: a trail cut at its end is whole, but shorter.")
