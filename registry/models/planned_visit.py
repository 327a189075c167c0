"""The dates of each planned visit; its state is derived from them each time."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import Key, PatientKey

OPEN = text("visit_id IS NULL AND expected")
"""Which rows are still to be answered: the words of the index, so that a query may use it."""


class PlannedVisit(Base):
    """One visit of one patient's plan: a row of dates, and the visit that answered it.

    ``expected`` is false after death, withdrawal of contact or transfer.
    """

    __tablename__ = "planned_visit"
    __table_args__ = (
        UniqueConstraint("patient_id", "code"),
        Index(
            "ix_planned_visit_open",
            "site_id",
            "code",
            "closes_on",
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
    )

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    code: Mapped[str] = mapped_column(String(16))
    target_on: Mapped[date]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    expected: Mapped[bool]
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit.id"))
