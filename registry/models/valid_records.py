"""Leaves voided records out of everything that is read, so that no query can forget it.

While a record is amended it is set aside: queries see the others only, so that every rule
that holds for a new record holds for an amended one, and none compares it with itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, event, not_
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from registry.models.lifecycle import Amendable

WITH_VOIDED = {"with_voided": True}
"""The execution options of a query that asks for voided records too: to restore or explain them."""


def _valid(record: type[Amendable]) -> ColumnElement[bool]:
    return not_(record.voided)


_VALID = with_loader_criteria(Amendable, _valid, include_aliases=True)


def install(session_class: type[Session]) -> None:
    """Make every session of that class read valid records only."""
    event.listen(session_class, "do_orm_execute", _leave_out)


def _leave_out(state: ORMExecuteState) -> None:
    """Add the conditions to what is selected; a record that is already held may be refreshed."""
    if not state.is_select or state.is_column_load or state.execution_options.get("with_voided"):
        return
    state.statement = state.statement.options(_VALID)
    aside = state.session.info.get("aside")
    if aside is not None:
        model, key = type(aside), aside.id
        others = with_loader_criteria(model, model.id != key, include_aliases=True)
        state.statement = state.statement.options(others)


@contextmanager
def set_aside(session: Session, record: Amendable) -> Iterator[None]:
    """Let queries see the other records only, until something takes the place of this one."""
    session.info["aside"] = record
    try:
        yield
    finally:
        session.info.pop("aside", None)


def record_aside(session: Session) -> Amendable | None:
    """Return the record that is set aside: the one that is being amended or restored."""
    record: Amendable | None = session.info.get("aside")
    return record


def taken_back(session: Session) -> Amendable | None:
    """Return the record that was set aside, if any, and let queries see it again."""
    record: Amendable | None = session.info.pop("aside", None)
    return record
