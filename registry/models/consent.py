"""Consents, one row a version, and what was withdrawn of them."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.consent import ConsentScope
from registry.models.base import Base
from registry.models.columns import Key, PatientKey
from registry.models.lifecycle import Amendable, unique_unless_voided


def _withdrawn_from(scope: ConsentScope) -> CheckConstraint:
    """Return the rule that only what was given is withdrawn, and not before."""
    day = f"{scope.value}_withdrawn_on"
    rule = f"{day} IS NULL OR (to_{scope.value} AND {day} >= consented_on)"
    return CheckConstraint(rule, name=f"{scope.value}_withdrawn")


class Consent(Amendable, Base):
    """What a patient agreed to in one version, and since when they no longer do."""

    __tablename__ = "consent"
    dated_by = "consented_on"
    known_later = frozenset(f"{scope.value}_withdrawn_on" for scope in ConsentScope)
    __table_args__ = (
        unique_unless_voided("consent", "patient_id", "form_version"),
        *(_withdrawn_from(scope) for scope in ConsentScope),
    )

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    form_version: Mapped[str] = mapped_column(String(40))
    consented_on: Mapped[date]
    to_registry: Mapped[bool]
    to_contact: Mapped[bool]
    to_sharing: Mapped[bool]
    registry_withdrawn_on: Mapped[date | None]
    contact_withdrawn_on: Mapped[date | None]
    sharing_withdrawn_on: Mapped[date | None]

    def given(self, scope: ConsentScope) -> bool:
        """Return whether the patient agreed to that scope in this version."""
        given: bool = getattr(self, f"to_{scope.value}")
        return given

    def withdrawn_on(self, scope: ConsentScope) -> date | None:
        """Return since when the scope is withdrawn, None while it is not."""
        day: date | None = getattr(self, f"{scope.value}_withdrawn_on")
        return day

    def withdraw(self, scope: ConsentScope, day: date) -> None:
        """Note that the scope is withdrawn from that day on."""
        setattr(self, f"{scope.value}_withdrawn_on", day)
