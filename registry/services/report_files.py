"""Keep the files of a report, and how far the making of one is."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.errors import NotFound
from registry.domain.report_run import MakingStage, ReportFileKind
from registry.models import ReportFile, ReportMaking, ReportRun


def keep_file(
    session: Session,
    run: ReportRun,
    kind: ReportFileKind,
    content: bytes,
    *,
    signed: bool,
    versions: Mapping[str, str] | None = None,
) -> ReportFile:
    """Store a file for good; the database refuses to change it later."""
    file = ReportFile(
        run_id=run.id,
        kind=kind,
        signed=signed,
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        versions=json.dumps(dict(versions or {}), sort_keys=True),
        made_at=session.info["at"],
        content=content,
    )
    session.add(file)
    session.flush()
    return file


def kept_files(session: Session, run: ReportRun) -> list[ReportFile]:
    """Return the files of an issue, without reading their content."""
    return list(
        session.scalars(
            select(ReportFile).where(ReportFile.run_id == run.id).order_by(ReportFile.id)
        )
    )


def kept_file(session: Session, run: ReportRun, kind: ReportFileKind) -> ReportFile:
    """Return the newest file of that kind: the signed one where there is one.

    Raises
    ------
    NotFound
        It is not made yet.
    """
    found = session.scalar(
        select(ReportFile)
        .where(ReportFile.run_id == run.id, ReportFile.kind == kind)
        .order_by(ReportFile.signed.desc())
        .limit(1)
    )
    if found is None:
        raise NotFound(noun=kind.label.lower(), key=str(run.id))
    return found


def set_waiting(session: Session, run: ReportRun) -> None:
    """Note that the files of an issue are to be made."""
    note_stage(session, run.id, MakingStage.WAITING, at=session.info["at"])


def note_stage(
    session: Session, run_id: int, stage: MakingStage, *, at: datetime, failure: str | None = None
) -> None:
    """Note what the making of an issue is busy with."""
    making = session.get(ReportMaking, run_id) or ReportMaking(run_id=run_id)
    making.stage, making.stage_at, making.failure = stage, at, failure
    session.add(making)
    session.flush()


def making_of(session: Session, run: ReportRun) -> ReportMaking | None:
    """Return how far the making of an issue is, None where nothing was asked for."""
    return session.get(ReportMaking, run.id)
