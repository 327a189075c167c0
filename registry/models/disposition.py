"""Why and when patients stopped being followed."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.codes import DispositionKind
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, code_column
from registry.models.lifecycle import Amendable, unique_unless_voided


class Disposition(Amendable, Base):
    """Death, withdrawal, loss or transfer; each at most once a patient."""

    __tablename__ = "disposition"
    dated_by = "occurred_on"
    __table_args__ = (unique_unless_voided("disposition", "patient_id", "kind"),)

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    kind: Mapped[DispositionKind] = code_column(DispositionKind)
    occurred_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(String(500))
