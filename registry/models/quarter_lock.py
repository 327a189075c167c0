"""Quarters of a site that were signed off."""

from sqlalchemy import ForeignKey, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import Key, between


class QuarterLock(Base):
    """One quarter of one site: while locked, what happened in it cannot be changed."""

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
    version: Mapped[int] = mapped_column(default=1)
