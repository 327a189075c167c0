"""What somebody is typing, and what they have already sent."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import Key, UtcDateTime
from registry.models.lifecycle import Unaudited


class Draft(Unaudited, Base):
    """A form as it was typed so far, for its author only; no clinical record yet."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("account_id", "address"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    patient_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"), index=True)
    address: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(200))
    typed_encrypted: Mapped[bytes]
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Submission(Unaudited, Base):
    """One form that was sent and stored: the same token again stores nothing."""

    __tablename__ = "submission"

    token: Mapped[str] = mapped_column(String(43), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)
    message: Mapped[str] = mapped_column(String(500))
    location: Mapped[str] = mapped_column(String(300))
