"""Operations after the index treatment."""

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import DiscLevel, Procedure, ReoperationIndication
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, code_column, coded
from registry.models.lifecycle import Amendable, Part, unique_unless_voided


class Reoperation(Amendable, Base):
    """One operation; its relation to the treated level is derived from the levels."""

    __tablename__ = "reoperation"
    dated_by = "performed_on"
    __table_args__ = (
        unique_unless_voided("reoperation", "patient_id", "performed_on", "procedure"),
    )

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    performed_on: Mapped[date]
    procedure: Mapped[Procedure] = code_column(Procedure)
    indication: Mapped[ReoperationIndication] = code_column(ReoperationIndication)
    facility: Mapped[str | None] = mapped_column(String(200))
    remarks: Mapped[str | None] = mapped_column(String(2000))

    levels: Mapped[list["ReoperatedLevel"]] = relationship(
        back_populates="reoperation", order_by="ReoperatedLevel.level"
    )


class ReoperatedLevel(Part, Base):
    """One disc that was operated on."""

    __tablename__ = "reoperated_level"
    named_by = "level"

    reoperation_id: Mapped[int] = mapped_column(ForeignKey("reoperation.id"), primary_key=True)
    level: Mapped[DiscLevel] = mapped_column(coded(DiscLevel), primary_key=True)

    reoperation: Mapped[Reoperation] = relationship(back_populates="levels")

    @property
    def audit_key(self) -> str:
        """The key of the record and of this part of it."""
        return f"{self.reoperation_id}/{self.level}"
