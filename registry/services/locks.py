"""Lock records and quarters after they were signed off, and unlock them with a reason."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.amendment import Amendment
from registry.domain.errors import Conflict
from registry.domain.permissions import check_may_lock
from registry.domain.quarter import Quarter, quarter_is_over
from registry.domain.rules import require
from registry.models import QuarterLock, Site
from registry.models.lifecycle import Amendable
from registry.services.amendments import noun, seen_record
from registry.services.sites import find_site


def set_record_lock(  # noqa: PLR0913 - which record, by whom, and why
    session: Session,
    actor: Actor,
    model: type[Amendable],
    number: str,
    key: int,
    amendment: Amendment,
    *,
    locked: bool,
) -> Amendable:
    """Lock a record against every change, or unlock it.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not lock, or sees no such record.
    RuleBroken, Stale
        There is no reason, or the record was changed since.
    Conflict
        It is locked already, or not locked; or it is voided.
    """
    check_may_lock(actor)
    record = seen_record(session, actor, model, number, key, amendment)
    if record.voided:
        raise Conflict(noun=noun(model), reason="it is voided; restore it first")
    _require_other(noun(model), is_locked=record.locked, locked=locked)
    record.locked = locked
    session.flush()
    return record


def set_quarter_lock(  # noqa: PLR0913 - which quarter, by whom, when, and why
    session: Session,
    actor: Actor,
    site_code: str,
    quarter: Quarter,
    reason: str,
    *,
    locked: bool,
    today: date,
) -> QuarterLock:
    """Lock a quarter of a site against every record dated in it, or unlock it.

    Raises
    ------
    NotPermitted, NotFound
        The actor may not lock, or sees no such site.
    RuleBroken
        The quarter is not over.
    Conflict
        It is locked already, or not locked.
    """
    check_may_lock(actor)
    site = find_site(session, actor, site_code)
    session.refresh(site, with_for_update=True)
    if locked:
        require(quarter_is_over(quarter, today=today))
    lock = _lock_of(session, site, quarter)
    _require_other("quarter", is_locked=lock is not None and lock.locked, locked=locked)
    lock = lock or QuarterLock(site_id=site.id, year=quarter.year, quarter=quarter.number)
    at: datetime = session.info["at"]
    lock.locked, lock.reason = locked, reason
    lock.changed_at, lock.changed_by = at, actor.name
    session.info["reason"] = reason
    session.add(lock)
    session.flush()
    return lock


def _lock_of(session: Session, site: Site, quarter: Quarter) -> QuarterLock | None:
    wanted = select(QuarterLock).where(
        QuarterLock.site_id == site.id,
        QuarterLock.year == quarter.year,
        QuarterLock.quarter == quarter.number,
    )
    return session.scalar(wanted.execution_options(populate_existing=True))


def _require_other(what: str, *, is_locked: bool, locked: bool) -> None:
    """Raise Conflict where nothing would change: somebody else was first."""
    if is_locked is locked:
        reason = "it is locked already" if locked else "it is not locked"
        raise Conflict(noun=what, reason=reason)
