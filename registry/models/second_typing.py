"""Visits that are typed twice."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.second_typing import SecondTypingState
from registry.models.base import Base
from registry.models.columns import Key, code_column
from registry.models.visit import Visit

_OPEN = text("state <> 'verified'")


class SecondTyping(Base):
    """The second typing of one visit: ``typed`` is what the form held, as JSON.

    ``verified_version`` is the version of the visit that both typings, or who decided between
    them, found right.
    """

    __tablename__ = "second_typing"
    __table_args__ = (
        CheckConstraint("second_by <> first_by", name="by_another"),
        CheckConstraint("(state = 'waiting') = (second_by IS NULL)", name="typed_by_somebody"),
        Index("ix_second_typing_open", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    first_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    second_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    state: Mapped[SecondTypingState] = code_column(SecondTypingState)
    typed: Mapped[str | None] = mapped_column(Text)
    fields_compared: Mapped[int | None]
    fields_different: Mapped[int | None]
    verified_version: Mapped[int | None]

    visit: Mapped[Visit] = relationship()
