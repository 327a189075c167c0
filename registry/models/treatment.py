"""Injection sessions and the discs treated in them."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import (
    DiscLevel,
    Donor,
    Guidance,
    Modic,
    Pfirrmann,
    ProductType,
    TissueSource,
    YesNoUnknown,
)
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, between, code_column
from registry.models.lifecycle import Amendable, Part, unique_unless_voided


class Treatment(Amendable, Base):
    """One injection session; a patient's first is the index treatment."""

    __tablename__ = "treatment"
    dated_by = "treated_on"
    __table_args__ = (
        unique_unless_voided("treatment", "patient_id", "treated_on"),
        between("viability_percent", 0, 100),
        between("viable_cells_million", 0, 100000),
        between("volume_ml", 0, 100),
        between("passage", 0, 30),
    )

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    treated_on: Mapped[date]
    operator: Mapped[str | None] = mapped_column(String(200))
    guidance: Mapped[Guidance | None] = code_column(Guidance)
    product_type: Mapped[ProductType] = code_column(ProductType)
    tissue_source: Mapped[TissueSource] = code_column(TissueSource)
    donor: Mapped[Donor | None] = code_column(Donor)
    passage: Mapped[int | None]
    viable_cells_million: Mapped[float | None]
    viability_percent: Mapped[float | None]
    carrier: Mapped[str | None] = mapped_column(String(200))
    volume_ml: Mapped[float | None]
    lot_number: Mapped[str | None] = mapped_column(String(100))
    manufacturer: Mapped[str | None] = mapped_column(String(200))
    harvest_site: Mapped[str | None] = mapped_column(String(200))

    levels: Mapped[list["TreatedLevel"]] = relationship(
        back_populates="treatment", order_by="TreatedLevel.level"
    )


class TreatedLevel(Part, Base):
    """One disc of one treatment."""

    __tablename__ = "treated_level"
    named_by = "level"
    __table_args__ = (UniqueConstraint("treatment_id", "level"),)

    id: Mapped[Key]
    treatment_id: Mapped[int] = mapped_column(ForeignKey("treatment.id"), index=True)
    level: Mapped[DiscLevel] = code_column(DiscLevel)
    pfirrmann: Mapped[Pfirrmann | None] = code_column(Pfirrmann)
    modic: Mapped[Modic | None] = code_column(Modic)
    previous_surgery: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)

    treatment: Mapped[Treatment] = relationship(back_populates="levels")

    @property
    def audit_key(self) -> str:
        """The key of the record and of this part of it."""
        return f"{self.treatment_id}/{self.level}"
