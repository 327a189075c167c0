"""Refuses every change of what is locked, so that no service can forget it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from registry.domain.errors import Conflict
from registry.domain.quarter import Quarter, not_locked
from registry.domain.rules import require
from registry.models.lifecycle import Amendable
from registry.models.patient import Patient
from registry.models.quarter_lock import QuarterLock
from registry.models.site import Site

LOCKED = "it is locked; a physician or an administrator can unlock it, with a reason"
_NO_CONTENT = frozenset({"locked", "version"})


def install(session_class: type[Session]) -> None:
    """Make every session of that class respect the locks."""
    event.listen(session_class, "before_flush", _check)


def locked_quarters(session: Session, site_id: int) -> frozenset[Quarter]:
    """Return the quarters that are locked at a site."""
    locks = select(QuarterLock).where(QuarterLock.site_id == site_id, QuarterLock.locked)
    return frozenset(lock.covers for lock in session.scalars(locks))


def _check(session: Session, context: UOWTransaction, instances: object) -> None:
    del context, instances
    for record in (*session.new, *session.dirty):
        if isinstance(record, Amendable):
            _check_record(session, record)


def _check_record(session: Session, record: Amendable) -> None:
    """Refuse a change of a locked record, and one dated in a locked quarter."""
    changed = _changed(record)
    content = changed.keys() - _NO_CONTENT - record.known_later
    if content and _was_locked(record, changed):
        noun = str(cast("Any", record).__tablename__).replace("_", " ")
        raise Conflict(noun=noun, reason=LOCKED)
    dates = list(_dates(record, changed, whole=bool(content)))
    if dates:
        site = _held_site(session, record)
        locked = locked_quarters(session, site.id)
        require(
            rule
            for field, day in dates
            for rule in not_locked(field, day, locked=locked, site_code=site.code)
        )


def _changed(record: Amendable) -> dict[str, tuple[Any, Any]]:
    """Return what each column was and is, of those that change."""
    state = inspect(record)
    histories = {
        attribute.key: state.attrs[attribute.key].history for attribute in state.mapper.column_attrs
    }
    return {
        name: (next(iter(history.deleted or ()), None), history.added[0])
        for name, history in histories.items()
        if history.added
    }


def _was_locked(record: Amendable, changed: dict[str, tuple[Any, Any]]) -> bool:
    before, _ = changed.get("locked", (record.locked, None))
    return bool(before) and inspect(record).persistent


def _dates(
    record: Amendable, changed: dict[str, tuple[Any, Any]], *, whole: bool
) -> Iterator[tuple[str, date]]:
    """Yield field and day of whatever a change touches: the record's own, and what came later."""
    days: list[tuple[str, object]] = []
    if whole and record.renewed_by in changed and getattr(record, record.renewed_by):
        days.append((record.renewed_by, getattr(record, record.renewed_by)))
    elif whole:
        own = changed.get(record.dated_by, (None, getattr(record, record.dated_by)))
        days += ((record.asked_as or record.dated_by, day) for day in own)
    for name in record.known_later & changed.keys():
        days += ((name, day) for day in changed[name])
    yield from ((field, day) for field, day in days if isinstance(day, date))


def _held_site(session: Session, record: Amendable) -> Site:
    """Return the site of a record, held so that none of its quarters is locked meanwhile."""
    found = select(Site)
    if isinstance(record, Patient):
        found = found.where(Site.id == (record.site_id or record.site.id))
    else:
        key = cast("Any", record).patient_id
        found = found.join(Patient, Patient.site_id == Site.id).where(Patient.id == key)
    held = found.with_for_update(read=True, of=Site)
    return session.scalars(held.execution_options(with_voided=True)).one()
