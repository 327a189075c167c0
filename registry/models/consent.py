"""Consents, one row a version, and what was withdrawn of them."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import Key, PatientKey
from registry.models.lifecycle import Amendable, unique_unless_voided


class Consent(Amendable, Base):
    """What a patient agreed to in one version, and what they withdrew and when."""

    __tablename__ = "consent"
    __table_args__ = (
        unique_unless_voided("consent", "patient_id", "form_version"),
        CheckConstraint("withdrawn_on >= consented_on", name="withdrawn_after_consent"),
    )

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    form_version: Mapped[str] = mapped_column(String(40))
    consented_on: Mapped[date]
    to_registry: Mapped[bool]
    to_contact: Mapped[bool]
    to_sharing: Mapped[bool]
    withdrawn_on: Mapped[date | None]
    registry_withdrawn: Mapped[bool] = mapped_column(default=False)
    contact_withdrawn: Mapped[bool] = mapped_column(default=False)
    sharing_withdrawn: Mapped[bool] = mapped_column(default=False)
