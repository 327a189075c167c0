"""Notes whose records a session changes, so that their data can be checked once at the end."""

from typing import Any, cast

from sqlalchemy import event
from sqlalchemy.orm import Session, UOWTransaction

from registry.models.lifecycle import Amendable
from registry.models.patient import Patient

_NOTED = "changed_patients"


def install(session_class: type[Session]) -> None:
    """Make every session of that class note whose records it changes."""
    event.listen(session_class, "after_flush", _note)


def changed_patients(session: Session) -> list[int]:
    """Return the keys of the patients whose records were changed, and forget them."""
    found: set[int] = session.info.pop(_NOTED, set())
    return sorted(found)


def _note(session: Session, context: UOWTransaction) -> None:
    del context
    for record in (*session.new, *session.dirty):
        if isinstance(record, Amendable):
            key = record.id if isinstance(record, Patient) else cast("Any", record).patient_id
            session.info.setdefault(_NOTED, set()).add(key)
