"""Quarters of a site that were signed off."""

from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.quarter import Quarter
from registry.models.base import Base
from registry.models.columns import Key, UtcDateTime, between


class QuarterLock(Base):
    """A quarter of a site that is locked, or was and is unlocked again; its history is audited."""

    __tablename__ = "quarter_lock"
    __table_args__ = (
        UniqueConstraint("site_id", "year", "quarter"),
        between("quarter", 1, 4),
    )

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    quarter: Mapped[int] = mapped_column(SmallInteger)
    locked: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(500))

    @property
    def covers(self) -> Quarter:
        """The quarter it is about."""
        return Quarter(self.year, self.quarter)
