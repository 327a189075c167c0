"""Issue the quarterly report: freeze, review, sign, discard; what is signed stays as it is."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.cohort import CohortDefinition
from registry.domain.errors import Conflict, NotFound
from registry.domain.permissions import check_may_issue_reports, check_sees_site
from registry.domain.quarter import Quarter
from registry.domain.report_run import (
    FreezeReport,
    MakingStage,
    ReportFileKind,
    ReportIssue,
    ReportState,
    Signature,
    cut_off_rules,
    reason_rules,
)
from registry.domain.rules import require
from registry.extracts.snapshot import snapshot_file, take_snapshot
from registry.models import ReportRun, Site
from registry.services.cohorts import cohort_criteria, other_sites
from registry.services.report_files import keep_file, making_of, set_waiting
from registry.services.sites import find_site
from registry.settings import ReportSettings

ALL_SITES_KEY = "all sites"
_REPORT = "report"


def freeze_report(
    session: Session, actor: Actor, command: FreezeReport, settings: ReportSettings, *, today: date
) -> ReportRun:
    """Keep what the report of a quarter is made from; nothing stored later enters it.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not issue reports, or does not see the site, or not all sites.
    RuleBroken
        The quarter is not over, the cut-off does not fit it, or there is no reason for another
        issue.
    Conflict
        An issue of the quarter waits to be signed or discarded.
    """
    check_may_issue_reports(actor)
    site = find_report_site(session, actor, command.site_code)
    _wait_for_turn(session, site)
    earlier = _issues(session, site, command.quarter)
    signed = [run for run in earlier if run.state is ReportState.SIGNED]
    require(
        [
            *cut_off_rules(command, today=today),
            *reason_rules(command, signed_before=len(signed)),
        ]
    )
    if any(run.state.is_open for run in earlier):
        reason = f"a draft of {command.quarter.label} waits; sign it or discard it first"
        raise Conflict(noun=_REPORT, reason=reason)
    run = ReportRun(
        site=site,
        year=command.quarter.year,
        quarter=command.quarter.number,
        number=len(signed) + 1,
        cut_off=command.cut_off,
        event_definition=command.event_definition,
        reason=command.reason,
        previous_id=getattr(last_signed(session, site, command.quarter), "id", None),
        state=ReportState.DRAFT,
        frozen_at=session.info["at"],
        frozen_by=actor.name,
    )
    session.add(run)
    session.flush()
    definition = _definition(command)
    criteria = cohort_criteria(session, actor, definition)
    others = other_sites(session, definition, settings)
    snapshot = take_snapshot(session, criteria, definition, settings, others)
    keep_file(
        session,
        run,
        ReportFileKind.SNAPSHOT,
        snapshot_file(snapshot),
        signed=False,
        versions={each.key: each.sha256 or "" for each in settings.publications},
    )
    set_waiting(session, run)
    return run


def find_report_site(session: Session, actor: Actor, site_code: str | None) -> Site | None:
    """Return the site of a report, None for all; NotFound where the actor does not see it."""
    if site_code is not None:
        return find_site(session, actor, site_code)
    if actor.site_codes is not None:
        raise NotFound(noun="site", key=ALL_SITES_KEY)
    return None


def _wait_for_turn(session: Session, site: Site | None) -> None:
    """Let one transaction at a time begin a report; the others wait for it."""
    rows = select(Site.id).order_by(Site.id)
    chosen = rows if site is None else rows.where(Site.id == site.id)
    session.execute(chosen.with_for_update())


def _definition(command: FreezeReport) -> CohortDefinition:
    return CohortDefinition(
        site_codes=() if command.site_code is None else (command.site_code,),
        cut_off=command.cut_off,
        event_definition=command.event_definition,
    )


def _issues(session: Session, site: Site | None, quarter: Quarter) -> list[ReportRun]:
    of_quarter = select(ReportRun).where(
        ReportRun.site_id.is_(None) if site is None else ReportRun.site_id == site.id,
        ReportRun.year == quarter.year,
        ReportRun.quarter == quarter.number,
    )
    return list(session.scalars(of_quarter))


def last_signed(session: Session, site: Site | None, quarter: Quarter) -> ReportRun | None:
    """Return the newest signed issue of this quarter or of the nearest one before it."""
    place = ReportRun.year * 4 + ReportRun.quarter
    signed = (
        select(ReportRun)
        .where(
            ReportRun.site_id.is_(None) if site is None else ReportRun.site_id == site.id,
            ReportRun.state == ReportState.SIGNED,
            place <= quarter.year * 4 + quarter.number,
        )
        .order_by(place.desc(), ReportRun.number.desc())
        .limit(1)
    )
    return session.scalar(signed)


def find_run(session: Session, actor: Actor, key: int) -> ReportRun:
    """Return an issue; NotFound where there is none or it is of sites the actor does not see."""
    run = session.get(ReportRun, key)
    if run is None or (run.site is None and actor.site_codes is not None):
        raise NotFound(noun=_REPORT, key=str(key))
    if run.site is not None:
        check_sees_site(actor, run.site.code, noun=_REPORT, key=str(key))
    return run


def review_report(session: Session, actor: Actor, key: int, words: str | None) -> ReportRun:
    """Note that somebody read the draft, and what they say of it.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not issue reports, or sees no such issue.
    Conflict
        It is no draft that was made whole.
    """
    run = _open_run(session, actor, key)
    if run.state is not ReportState.DRAFT:
        raise Conflict(noun=_REPORT, reason="it was reviewed already")
    making = making_of(session, run)
    if making is None or making.stage is not MakingStage.STORED:
        raise Conflict(noun=_REPORT, reason="the draft is not made yet")
    run.state = ReportState.REVIEWED
    run.reviewed_at, run.reviewed_by, run.review = session.info["at"], actor.name, words
    session.flush()
    return run


def sign_report(session: Session, actor: Actor, key: int, words: str | None) -> ReportRun:
    """Sign a reviewed issue: nothing of it changes any more, and it is printed as signed.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not issue reports, or sees no such issue.
    Conflict
        It was not reviewed, or is signed or discarded already.
    """
    run = _open_run(session, actor, key)
    if run.state is not ReportState.REVIEWED:
        raise Conflict(noun=_REPORT, reason="it was not reviewed yet")
    _close(session, actor, run, ReportState.SIGNED, words)
    set_waiting(session, run)
    return run


def discard_report(session: Session, actor: Actor, key: int, reason: str) -> ReportRun:
    """Set a draft aside, with the reason; it stays in the archive and is not issued.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not issue reports, or sees no such issue.
    Conflict
        It is signed or discarded already.
    """
    run = _open_run(session, actor, key)
    _close(session, actor, run, ReportState.DISCARDED, reason)
    return run


def _open_run(session: Session, actor: Actor, key: int) -> ReportRun:
    check_may_issue_reports(actor)
    run = find_run(session, actor, key)
    session.refresh(run, with_for_update=True)
    if not run.state.is_open:
        raise Conflict(noun=_REPORT, reason=f"it is {run.state.label.lower()} already")
    return run


def _close(
    session: Session, actor: Actor, run: ReportRun, state: ReportState, words: str | None
) -> None:
    run.state = state
    run.closed_at, run.closed_by, run.closing_words = session.info["at"], actor.name, words
    session.flush()


def issue_of(run: ReportRun) -> ReportIssue:
    """Return what an issue says of itself in the report."""
    acts: tuple[tuple[str, str | None, datetime | None, str | None], ...] = (
        ("Frozen", run.frozen_by, run.frozen_at, None),
        ("Reviewed", run.reviewed_by, run.reviewed_at, run.review),
        (run.state.label, run.closed_by, run.closed_at, run.closing_words),
    )
    return ReportIssue(
        quarter=run.covers,
        number=run.number,
        reason=run.reason,
        signed=run.state is ReportState.SIGNED,
        signatures=tuple(
            Signature(act=act, name=name, at=at, words=words)
            for act, name, at, words in acts
            if name is not None and at is not None
        ),
    )


def archive(session: Session, actor: Actor) -> list[ReportRun]:
    """Return the issues the actor may see, the newest quarter first."""
    newest = (ReportRun.year.desc(), ReportRun.quarter.desc(), ReportRun.id.desc())
    runs = session.scalars(select(ReportRun).order_by(*newest))
    return [run for run in runs if sees_run(actor, run)]


def sees_run(actor: Actor, run: ReportRun) -> bool:
    """Return whether the issue exists for this actor."""
    if run.site is None:
        return actor.site_codes is None
    return actor.sees(run.site.code)


def count_signed(session: Session, site: Site | None, quarter: Quarter) -> int:
    """Return how many issues of a quarter were signed."""
    signed = _issues(session, site, quarter)
    return sum(run.state is ReportState.SIGNED for run in signed)
