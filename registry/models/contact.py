"""Contacts that brought no scores but may say whether an operation happened."""

from datetime import date

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.codes import VisitMode, YesNoUnknown
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, code_column


class Contact(Base):
    """One contact with the patient outside a visit."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("patient_id", "contacted_on"),)

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    contacted_on: Mapped[date]
    mode: Mapped[VisitMode] = code_column(VisitMode)
    surgery_since_last_contact: Mapped[YesNoUnknown] = code_column(YesNoUnknown)
    remarks: Mapped[str | None] = mapped_column(String(500))
