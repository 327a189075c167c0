"""Which reports used a publication, and in which version."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import SnapshotError
from registry.domain.report_run import ReportFileKind, ReportState
from registry.extracts.snapshot import publication_versions
from registry.models import ReportFile, ReportRun
from registry.services.report_runs import archive


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationUse:
    """A report that used a publication.

    ``sha256`` is the version; None where the report was frozen before versions were kept, or
    (``unreadable`` says why) where its snapshot cannot be read.
    """

    run: ReportRun
    sha256: str | None = None
    unreadable: str | None = None


def publication_uses(session: Session, actor: Actor, key: str) -> tuple[PublicationUse, ...]:
    """Return the reports the actor sees that used a publication, the newest quarter first.

    Discarded drafts were never issued and are left out.
    """
    runs = [run for run in archive(session, actor) if run.state is not ReportState.DISCARDED]
    wanted = select(ReportFile).where(
        ReportFile.kind == ReportFileKind.SNAPSHOT,
        ReportFile.run_id.in_([run.id for run in runs]),
    )
    files = {file.run_id: file for file in session.scalars(wanted)}
    return tuple(use for run in runs if run.id in files for use in _uses(run, files[run.id], key))


def _uses(run: ReportRun, file: ReportFile, key: str) -> Iterator[PublicationUse]:
    versions: dict[str, str | None] = json.loads(file.versions)
    try:
        versions = versions or publication_versions(file.content)
    except SnapshotError as error:
        yield PublicationUse(run=run, unreadable=error.reason)
        return
    if key in versions:
        yield PublicationUse(run=run, sha256=versions[key] or None)
