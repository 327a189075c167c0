"""The contact log: every attempt to reach a patient, and what came of it."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.codes import YesNoUnknown
from registry.domain.contact import ContactMode, ContactResult
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, code_column
from registry.models.lifecycle import Amendable


class Contact(Amendable, Base):
    """One attempt; a contact that was reached may say whether an operation happened."""

    __tablename__ = "contact"

    dated_by = "contacted_on"
    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    contacted_on: Mapped[date]
    mode: Mapped[ContactMode] = code_column(ContactMode)
    result: Mapped[ContactResult] = code_column(ContactResult)
    planned_visit: Mapped[str | None] = mapped_column(String(16))
    surgery_since_last_contact: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)
    next_try_on: Mapped[date | None]
    remarks: Mapped[str | None] = mapped_column(String(500))
