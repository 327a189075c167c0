"""The audit trail: who changed what, when, from what to what, and why."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import Key, UtcDateTime


class AuditEntry(Base):
    """One change of one record, chained to the entry before it.

    ``changes`` is JSON: for each field that changed, what was and what is.
    ``previous_hash`` is unique, so that two entries can never follow the same one.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_record", "table_name", "record_key"),)

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(8))
    table_name: Mapped[str] = mapped_column(String(63))
    record_key: Mapped[str] = mapped_column(String(100))
    changes: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(String(500))
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    entry_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
