"""Store a record anew, or in the place of the one that is being amended."""

from typing import Any, TypeVar, cast

from sqlalchemy import inspect
from sqlalchemy.orm import Mapper, RelationshipProperty, Session

from registry.models.lifecycle import Amendable, Part
from registry.models.valid_records import taken_back

Model = TypeVar("Model", bound=Amendable)
_LIFECYCLE = frozenset({"version", "voided", "locked"})


def store(session: Session, record: Model) -> Model:
    """Store a new record, or give what it says to the one that is being amended or restored."""
    stored = taken_back(session)
    if stored is None:
        session.add(record)
        session.flush()
        return record
    with session.no_autoflush:
        _take_over(session, stored, record)
    stored.voided = False
    stored.version += 1
    session.flush()
    return cast("Model", stored)


def _take_over(session: Session, stored: object, record: object) -> None:
    """Copy what a record says: not its keys, nor what happened to it; its parts one by one."""
    mapper: Mapper[Any] = inspect(type(stored))
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        if not (column.primary_key or column.foreign_keys or attribute.key in _LIFECYCLE):
            setattr(stored, attribute.key, getattr(record, attribute.key))
    for relation in _parts(mapper):
        _take_over_parts(session, stored, record, relation)


def _parts(mapper: Mapper[Any]) -> list[RelationshipProperty[Any]]:
    parts = (each for each in mapper.relationships if each.direction.name == "ONETOMANY")
    return [each for each in parts if issubclass(each.mapper.class_, Part)]


def _take_over_parts(
    session: Session, stored: object, record: object, relation: RelationshipProperty[Any]
) -> None:
    new = _named(record, relation)
    for name, part in _named(stored, relation).items():
        if name in new:
            _take_over(session, part, new.pop(name))
        else:
            _remove(session, part)
    for part in new.values():
        if relation.uselist:
            getattr(record, relation.key).remove(part)
            getattr(stored, relation.key).append(part)
        else:
            setattr(record, relation.key, None)
            setattr(stored, relation.key, part)


def _named(record: object, relation: RelationshipProperty[Any]) -> dict[str, Any]:
    """Return the parts of a record by what tells them apart; an only one needs no name."""
    found = getattr(record, relation.key)
    if relation.uselist:
        return {getattr(part, part.named_by): part for part in found}
    return {} if found is None else {"": found}


def _remove(session: Session, part: object) -> None:
    for relation in _parts(inspect(type(part))):
        for own in _named(part, relation).values():
            _remove(session, own)
    session.delete(part)
