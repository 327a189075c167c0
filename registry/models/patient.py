"""Patients, without anything that names them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import Sex, Smoking, WorkStatus, YesNoUnknown
from registry.models.base import Base
from registry.models.columns import Key, between, code_column
from registry.models.lifecycle import Amendable
from registry.models.site import Site

_BYTE_BY_BYTE = String(24).with_variant(String(24, collation="C"), "postgresql")


class Patient(Amendable, Base):
    """A person at enrolment; ``external_id`` is the key in the file they were imported from."""

    __tablename__ = "patient"
    dated_by = "enrolled_on"
    __table_args__ = (
        UniqueConstraint("site_id", "sequence"),
        UniqueConstraint("site_id", "external_id"),
        Index("ix_patient_listed", "site_id", "enrolled_on", "id"),
        between("birth_year", 1900, 2100),
        between("height_cm", 100, 230),
        between("weight_kg", 25, 350),
        between("symptom_duration_months", 0, 900),
    )

    id: Mapped[Key]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    study_number: Mapped[str] = mapped_column(_BYTE_BY_BYTE, unique=True)
    sequence: Mapped[int]
    external_id: Mapped[str | None] = mapped_column(String(64))
    enrolled_on: Mapped[date]
    birth_year: Mapped[int]
    sex: Mapped[Sex] = code_column(Sex)
    height_cm: Mapped[float | None]
    weight_kg: Mapped[float | None]
    smoking: Mapped[Smoking | None] = code_column(Smoking)
    work_status: Mapped[WorkStatus | None] = code_column(WorkStatus)
    compensation_claim: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)
    symptom_duration_months: Mapped[int | None]
    previous_lumbar_surgery: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)
    opioid_use: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)

    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("patient.id"))

    site: Mapped[Site] = relationship()
