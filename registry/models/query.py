"""Questions on one field, what was answered to them, and warnings that were accepted."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.query import QueryState
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, UtcDateTime, code_column

_UNCLOSED_RULE = text("rule IS NOT NULL AND state <> 'closed'")


class Query(Base):
    """One question on one field of one record, asked by a person or by a rule."""

    __tablename__ = "query"
    __table_args__ = (
        Index(
            "uq_query_rule",
            "rule",
            "table_name",
            "record_id",
            "field",
            unique=True,
            sqlite_where=_UNCLOSED_RULE,
            postgresql_where=_UNCLOSED_RULE,
        ),
        Index("ix_query_site_state", "site_id", "state"),
    )

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    patient_id: Mapped[PatientKey]
    table_name: Mapped[str] = mapped_column(String(63))
    record_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(63))
    rule: Mapped[str | None] = mapped_column(String(63))
    state: Mapped[QueryState] = code_column(QueryState)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)

    messages: Mapped[list["QueryMessage"]] = relationship(
        back_populates="query", order_by="QueryMessage.id"
    )


class QueryMessage(Base):
    """One thing said on a query: the question, an answer, the reason of closing.

    ``account_id`` None means a rule.
    """

    __tablename__ = "query_message"

    id: Mapped[Key]
    query_id: Mapped[int] = mapped_column(ForeignKey("query.id"), index=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None]
    said_by: Mapped[str] = mapped_column(String(200))
    state: Mapped[QueryState] = code_column(QueryState)
    words: Mapped[str] = mapped_column(String(2000))

    query: Mapped[Query] = relationship(back_populates="messages")


class AcceptedWarning(Base):
    """A soft warning that was shown on saving, and why the record was saved all the same."""

    __tablename__ = "accepted_warning"

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    table_name: Mapped[str] = mapped_column(String(63))
    record_id: Mapped[int]
    rule: Mapped[str] = mapped_column(String(63))
    warning: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(String(500))
