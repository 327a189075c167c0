"""Make an issue that waits, and make an archived one again."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import Actor
from registry.domain.errors import Conflict, SnapshotError
from registry.domain.report_run import MakingStage, ReportFileKind, ReportIssue, ReportState
from registry.interchange.report_making import EarlierIssue, MadeReport, make_report
from registry.models import ReportRun
from registry.services.report_files import keep_file, kept_file, kept_files, note_stage
from registry.services.report_runs import find_run, issue_of
from reports.issue import versions_now

_LONGEST_FAILURE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ingredients:
    """What the files of an issue are made from."""

    snapshot: bytes
    issue: ReportIssue
    earlier: EarlierIssue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """An archived report made again, beside what was kept.

    ``same`` tells of each file that was kept whether it is the same, byte for byte.
    ``versions`` are the parts whose version differs: then and now; None where it was not there.
    """

    made: MadeReport
    same: Mapping[ReportFileKind, bool]
    versions: tuple[tuple[str, str | None, str | None], ...]


def make_run(database: Database, actor: Actor, key: int, *, clock: Callable[[], datetime]) -> None:
    """Make the files of an issue and keep them; say in its own row how far that is.

    A draft is printed as a draft, a signed issue with its signatures. What goes wrong is noted
    for who waits, and raised.
    """

    def begins(stage: MakingStage, failure: str | None = None) -> None:
        at = clock()
        with database.transaction(actor, at=at) as session:
            note_stage(session, key, stage, at=at, failure=failure)

    try:
        with database.reading() as session:
            ingredients = _ingredients(session, find_run(session, actor, key))
        made = make_report(
            ingredients.snapshot, ingredients.issue, ingredients.earlier, begins=begins
        )
        _keep(database, actor, key, made, signed=ingredients.issue.signed, at=clock())
    except Exception as error:
        begins(MakingStage.FAILED, f"{type(error).__name__}: {error}"[:_LONGEST_FAILURE])
        raise
    begins(MakingStage.STORED)


def _ingredients(session: Session, run: ReportRun) -> _Ingredients:
    issue = _issue_as_printed(run, signed=run.state is ReportState.SIGNED)
    if any(
        file.kind is ReportFileKind.REPORT and file.signed is issue.signed
        for file in kept_files(session, run)
    ):
        raise Conflict(noun="report", reason="it was made already")
    return _read(session, run, issue)


def _read(session: Session, run: ReportRun, issue: ReportIssue) -> _Ingredients:
    earlier = session.get(ReportRun, run.previous_id) if run.previous_id else None
    return _Ingredients(
        snapshot=kept_file(session, run, ReportFileKind.SNAPSHOT).content,
        issue=issue,
        earlier=None if earlier is None else _earlier(session, earlier),
    )


def _earlier(session: Session, run: ReportRun) -> EarlierIssue:
    return EarlierIssue(
        label=issue_of(run).label,
        snapshot=kept_file(session, run, ReportFileKind.SNAPSHOT).content,
        numbers=kept_file(session, run, ReportFileKind.NUMBERS).content,
    )


def _keep(
    database: Database, actor: Actor, key: int, made: MadeReport, *, signed: bool, at: datetime
) -> None:
    with database.transaction(actor, at=at) as session:
        run = find_run(session, actor, key)
        session.refresh(run, with_for_update=True)
        if (run.state is ReportState.SIGNED) is not signed:
            raise Conflict(noun="report", reason="it was signed or discarded while it was made")
        for kind, content in made.files.items():
            keep_file(session, run, kind, content, signed=signed, versions=versions_now())


def rebuild_run(session: Session, actor: Actor, key: int) -> Rebuilt:
    """Make an archived report again from its snapshot, and compare it with what was kept.

    Raises
    ------
    NotFound
        There is no such issue, or it was never made.
    SnapshotError
        Its snapshot cannot be read by this release.
    """
    run = find_run(session, actor, key)
    report = kept_file(session, run, ReportFileKind.REPORT)
    read = _read(session, run, _issue_as_printed(run, signed=report.signed))
    versions = _differing(json.loads(report.versions), versions_now())
    try:
        made = make_report(read.snapshot, read.issue, read.earlier, begins=lambda _stage: None)
    except SnapshotError as error:
        then = ", ".join(f"{name} {version}" for name, version, _ in versions if version)
        reason = f"{error.reason}; it was made by {then or 'the same versions'}"
        raise SnapshotError(reason=reason) from error
    return Rebuilt(
        made=made,
        same={
            file.kind: _sha256(made.files[file.kind]) == file.sha256
            for file in kept_files(session, run)
            if file.kind in made.files and file.signed is report.signed
        },
        versions=versions,
    )


def _issue_as_printed(run: ReportRun, *, signed: bool) -> ReportIssue:
    """Return what the issue said of itself when it was printed: a draft knew no signature."""
    issue = issue_of(run)
    return issue if signed else replace(issue, signed=False, signatures=issue.signatures[:1])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _differing(
    then: Mapping[str, str], now: Mapping[str, str]
) -> tuple[tuple[str, str | None, str | None], ...]:
    return tuple(
        (name, then.get(name), now.get(name))
        for name in dict.fromkeys((*then, *now))
        if then.get(name) != now.get(name)
    )
