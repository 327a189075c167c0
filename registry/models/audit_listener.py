"""Writes the audit trail from inside the session, so that no service can forget it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import event, func, insert, inspect, select, text
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from registry.domain.actors import Actor
from registry.models.audit import AuditEntry
from registry.models.lifecycle import Part, Unaudited

FIRST_HASH = bytes(32)
CHAIN_LOCK = 7_402_418
"""The advisory lock that lets one PostgreSQL transaction at a time extend the chain."""

_NEWEST_HASH = select(AuditEntry.entry_hash).order_by(AuditEntry.id.desc()).limit(1)


def entry_hash(previous_hash: bytes, fields: dict[str, Any]) -> bytes:
    """Return the SHA-256 of an entry's fields and of the entry before it."""
    canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous_hash + canonical.encode()).digest()


def hashed_fields(entry: AuditEntry | dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry that its hash covers, as JSON values."""
    values = entry if isinstance(entry, dict) else vars(entry)
    at = cast("datetime", values["at"])
    names = ("account_id", "actor_name", "action", "table_name", "record_key", "changes", "reason")
    return {"at": at.isoformat(), **{name: values[name] for name in names}}


def _shown(value: object) -> object:
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def _changes(state: InstanceState[Any], action: str) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {}
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        was, becomes = list(history.deleted or ()), list(history.added or ())
        if action == "delete":
            was, becomes = list(history.sum()), [None]
        if not becomes or (action == "update" and not history.has_changes()):
            continue
        before, after = was[0] if was else None, becomes[0]
        if before is None and after is None:
            continue
        if attribute.columns[0].info.get("protected"):
            before, after = (None if value is None else "(protected)" for value in (before, after))
        changes[attribute.key] = [_shown(before), _shown(after)]
    return changes


def _entries(session: Session) -> Iterator[dict[str, Any]]:
    written = [(record, "insert") for record in session.new]
    written += [(record, "update") for record in session.dirty if session.is_modified(record)]
    written += [(record, "delete") for record in session.deleted]
    for record, action in written:
        if isinstance(record, Unaudited):
            continue
        state = inspect(record)
        changes = _changes(state, action)
        if changes:
            yield _entry(session, record, action, changes)


def _entry(
    session: Session,
    record: Any,  # noqa: ANN401 - a mapped record of any table
    action: str,
    changes: dict[str, list[object]],
) -> dict[str, Any]:
    actor: Actor = session.info["actor"]
    return {
        "at": session.info["at"],
        "account_id": actor.account_id,
        "actor_name": actor.name,
        "action": action,
        "table_name": record.__tablename__,
        "record_key": _record_key(record),
        "changes": json.dumps(changes, ensure_ascii=False, sort_keys=True),
        "reason": session.info.get("reason"),
    }


def _record_key(record: Any) -> str:  # noqa: ANN401 - a mapped record of any table
    if isinstance(record, Part):
        return record.audit_key
    return "/".join(
        str(_shown(part)) for part in inspect(record).mapper.primary_key_from_instance(record)
    )


def _check_flush(session: Session, context: UOWTransaction, instances: object) -> None:
    del context, instances
    if any(not isinstance(record, Part | Unaudited) for record in session.deleted):
        message = "records are amended or voided, never deleted"
        raise RuntimeError(message)
    if (session.new or session.dirty) and "actor" not in session.info:
        message = "nothing is written without an actor"
        raise RuntimeError(message)


def _last_hash(session: Session) -> bytes:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    return session.connection().scalar(_NEWEST_HASH) or FIRST_HASH


def _write_entries(session: Session, context: UOWTransaction) -> None:
    del context
    _append(session, list(_entries(session)))


def note_look(session: Session, record: Any) -> None:  # noqa: ANN401 - a mapped record
    """Write that somebody read a record which names a person."""
    _append(session, [_entry(session, record, "read", {})])


def _append(session: Session, entries: list[dict[str, Any]]) -> None:
    """Chain the entries to the last one."""
    if not entries:
        return
    previous = _last_hash(session)
    for entry in entries:
        entry["previous_hash"] = previous
        previous = entry["entry_hash"] = entry_hash(previous, hashed_fields(entry))
    session.connection().execute(insert(AuditEntry), entries)


def install(session_class: type[Session]) -> None:
    """Make every session of that class write its audit trail."""
    event.listen(session_class, "before_flush", _check_flush)
    event.listen(session_class, "after_flush", _write_entries)


def broken_link(session: Session) -> int | None:
    """Return the id of the first entry whose hash does not hold, None where all do."""
    previous = FIRST_HASH
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)):
        expected = entry_hash(previous, hashed_fields(entry))
        if entry.previous_hash != previous or entry.entry_hash != expected:
            return entry.id
        previous = entry.entry_hash
    return None


def chain_end(session: Session) -> tuple[int, bytes]:
    """Return how many entries the chain has, and the hash of the last one."""
    entries = session.scalar(select(func.count(AuditEntry.id))) or 0
    return entries, session.scalar(_NEWEST_HASH) or FIRST_HASH
