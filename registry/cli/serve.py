"""The command that serves the pages."""

import os
import socket
import sys

import click

from registry.cli.database import check_version
from registry.cli.main import Refusal
from registry.cli.records import opened
from registry.settings import PROJECT_FOLDER, Settings, load_settings


@click.command()
@click.option(
    "--port",
    metavar="NUMBER",
    type=click.IntRange(1, 65535),
    help="Another port than the settings name.",
)
def serve(port: int | None) -> None:
    """Serve the pages on this machine until Ctrl-C."""
    if port is not None:
        os.environ["REGISTRY_PORT"] = str(port)
    settings = load_settings()
    _check_port(settings)
    with opened(settings) as database:
        check_version(database)
    click.echo(f"Serving on http://{settings.host}:{settings.port} – stop with Ctrl-C.")
    sys.stdout.flush()
    os.chdir(PROJECT_FOLDER)
    server = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    os.execv(sys.executable, [*server, "wsgi:application"])  # noqa: S606 - no shell is wanted


def _check_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            sentence = (
                f"{settings.host}:{settings.port} cannot be used ({error.strerror}). "
                "Choose another port, such as: registry serve --port 8001, "
                "or: make run PORT=8001"
            )
            raise Refusal(sentence) from error
