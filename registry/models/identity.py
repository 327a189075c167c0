"""What names a patient, kept apart and encrypted."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import PROTECTED, Encrypted


class Identity(Base):
    """Encrypted identifiers; the record number is found by its keyed fingerprint alone."""

    __tablename__ = "identity"

    patient_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), primary_key=True)
    name_encrypted: Mapped[Encrypted]
    date_of_birth_encrypted: Mapped[Encrypted | None]
    record_number_encrypted: Mapped[Encrypted | None]
    record_number_fingerprint: Mapped[bytes | None] = mapped_column(
        LargeBinary(32), index=True, info=PROTECTED
    )
    phone_encrypted: Mapped[Encrypted | None]
    email_encrypted: Mapped[Encrypted | None]
