"""What a merge of two patients moved, so that it can be undone exactly."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.columns import Key


class MovedRecord(Base):
    """One record that went from a duplicate to the patient it was merged into."""

    __tablename__ = "moved_record"

    id: Mapped[Key]
    duplicate_id: Mapped[int] = mapped_column(ForeignKey("patient.id"), index=True)
    table_name: Mapped[str] = mapped_column(String(63))
    record_id: Mapped[int]
    returned: Mapped[bool] = mapped_column(default=False)
