"""What happened to one record and to its parts, from the audit trail."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Enum, and_, inspect, or_, select
from sqlalchemy.orm import Mapper, Session

from registry.models import AuditEntry
from registry.models.lifecycle import Amendable, Part


def record_history(session: Session, model: type[Amendable], key: int) -> Sequence[AuditEntry]:
    """Return every entry on the record, oldest first."""
    own = and_(AuditEntry.table_name == _table(inspect(model)), AuditEntry.record_key == str(key))
    parts = (
        and_(AuditEntry.table_name == table, AuditEntry.record_key.in_(keys))
        for table, keys in _parts(inspect(model), str(key))
    )
    return session.scalars(select(AuditEntry).where(or_(own, *parts)).order_by(AuditEntry.id)).all()


def _table(mapper: Mapper[Any]) -> str:
    return str(mapper.class_.__tablename__)


def _parts(mapper: Mapper[Any], key: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the table of each kind of part, and every key that a part of this record can have."""
    for relation in mapper.relationships:
        part = relation.mapper.class_
        if relation.direction.name != "ONETOMANY" or not issubclass(part, Part):
            continue
        named_by = relation.mapper.columns[part.named_by].type
        names = named_by.enums if isinstance(named_by, Enum) else []
        keys = [f"{key}/{name}" for name in names]
        yield _table(relation.mapper), keys
        for own in relation.mapper.relationships:
            if own.direction.name == "ONETOMANY":
                yield _table(own.mapper), keys
