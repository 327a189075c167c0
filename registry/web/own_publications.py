"""Let a server that runs see what the clinic adds to its own publications."""

from dataclasses import replace
from pathlib import Path

from flask import Flask, current_app

from registry.domain.errors import PublicationError
from registry.evidence_library import read_own_again
from registry.web import registry_context

_SEEN = "msc_outcomes_registry_own_publications"

Stamp = tuple[tuple[str, int, int], ...]


def watch(app: Flask) -> None:
    """Look before each request whether the folder has changed, and read it again if so."""
    app.extensions[_SEEN] = None
    app.before_request(_refresh)


def _refresh() -> None:
    settings = registry_context.registry().settings
    stamp = _stamp(settings.own_publications_folder)
    if stamp == current_app.extensions[_SEEN]:
        return
    current_app.extensions[_SEEN] = stamp
    try:
        publications = read_own_again(settings.publications, settings.own_publications_folder)
    except PublicationError as error:
        current_app.logger.warning("The evidence library stays as it was. %s", error)
        return
    changed = replace(
        registry_context.registry(), settings=replace(settings, publications=publications)
    )
    registry_context.install(current_app, changed)


def _stamp(folder: Path) -> Stamp:
    """Return by what the folder's files are known: name, time of change and size."""
    found = [(path.name, path.stat()) for path in folder.glob("*.toml")]
    return tuple(sorted((name, status.st_mtime_ns, status.st_size) for name, status in found))
