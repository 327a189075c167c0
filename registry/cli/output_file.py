"""Write files whole and for their owner alone: a reader sees the old one or the new one."""

import os
from pathlib import Path

import click


def checked_output(path: Path) -> Path:
    """Return the path, refused while its folder is missing: before the work, not after it."""
    if not path.parent.is_dir():
        message = f"The folder {path.parent} does not exist. Create it, or name another."
        raise click.UsageError(message)
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write under a temporary name, then give the file its own."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.touch(mode=0o600)
    unfinished.write_bytes(content)
    unfinished.replace(path)


def write_report(path: Path, report: bytes, numbers: bytes, tables: bytes) -> None:
    """Write a report, and beside it its numbers (JSON) and its tables (CSV files in a zip)."""
    write_whole(path.with_suffix(".json"), numbers)
    write_whole(path.with_name(f"{path.stem}-tables.zip"), tables)
    write_whole(path, report)


def write_private(path: Path, content: str) -> None:
    """Write a new file that only its owner may read; never over one that exists."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
