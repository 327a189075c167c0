"""Add a publication of the clinic's own to the evidence library, whole or not at all."""

import os
from dataclasses import dataclass
from pathlib import Path

from registry.domain.benchmark import Publication
from registry.domain.errors import Conflict, PublicationError
from registry.evidence_library import checked_library, read_publication
from registry.settings import Settings

LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPublication:
    """A publication of the library and its file; ``is_new`` False: it was there already."""

    publication: Publication
    path: Path
    is_new: bool


def add_publication(content: bytes, *, name: str, settings: Settings) -> AddedPublication:
    """Check the bytes of a publication's file, and keep them beside the clinic's own.

    ``name`` is how the file is called in what is said of it. Nothing is stored where it is
    refused, and nothing is overwritten.

    Raises
    ------
    PublicationError
        The file is too large, no TOML, or has a field that is missing, unknown or impossible;
        its key is that of a shipped publication; or the folder cannot be written.
    Conflict
        An own publication of that key has other content.
    """
    if len(content) > LARGEST_BYTES:
        raise PublicationError(setting=name, reason="is larger than 1 MB: it is no publication")
    publication = read_publication(content, name=name, own=True)
    folder = settings.own_publications_folder
    path = folder / f"{publication.key}.toml"
    present = next((each for each in settings.publications if each.key == publication.key), None)
    if present is not None and present.own:
        if present.sha256 == publication.sha256:
            return AddedPublication(publication=present, path=path, is_new=False)
        raise Conflict(noun="publication", reason=_other_content(present, publication))
    others = [(f"{each.key}.toml", each) for each in settings.publications]
    checked_library([*others, (name, publication)])
    _write_new(path, content)
    return AddedPublication(publication=publication, path=path, is_new=True)


def _other_content(present: Publication, publication: Publication) -> str:
    return (
        f"“{present.key}” is there in version {present.version}, and this file is version "
        f"{publication.version}; choose another key, or set the old file aside first"
    )


def _write_new(path: Path, content: bytes) -> None:
    """Write under a temporary name, then give the file its own; never over one that exists."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.unfinished")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(unfinished, flags, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_name(unfinished, path)
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
        raise PublicationError(setting=str(path), reason=reason) from error


def _give_name(unfinished: Path, path: Path) -> None:
    try:
        path.hardlink_to(unfinished)
    except FileExistsError as error:
        reason = f"a file {path.name} is there already, with other content; set it aside first"
        raise Conflict(noun="publication", reason=reason) from error
    finally:
        unfinished.unlink()
