"""Adverse events; severity and seriousness are two columns."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import (
    AdverseEventCategory,
    DatePrecision,
    EventOutcome,
    Relatedness,
    SeriousnessCriterion,
    SeverityGrade,
    YesNoUnknown,
)
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, code_column, coded
from registry.models.lifecycle import Amendable, Part, unique_unless_voided

CLOCK_MAY_RUN = (
    "reported_on IS NULL AND (serious AND expected <> 'yes' OR kept_report_by IS NOT NULL)"
)
"""Which events the index of those to be reported holds; a query uses the same words."""


class AdverseEvent(Amendable, Base):
    """One adverse event; a partial date holds its first possible day and its precision.

    ``received_on`` is when the newest information came, None while the first stands;
    ``kept_report_by`` is the end of a clock that began before it.
    """

    __tablename__ = "adverse_event"
    dated_by, asked_as = "onset_on", "onset"
    known_later = frozenset({"reported_on", "authority_reference"})
    renewed_by = "received_on"
    __table_args__ = (
        unique_unless_voided(
            "adverse_event", "patient_id", "verbatim_term", "onset_on", "onset_precision"
        ),
        CheckConstraint("aware_on >= onset_on", name="aware_after_onset"),
        CheckConstraint("reported_on >= aware_on", name="reported_after_awareness"),
        CheckConstraint("received_on >= aware_on", name="follow_up_after_awareness"),
        CheckConstraint("end_precision <> 'day' OR ended_on >= onset_on", name="end_after_onset"),
        CheckConstraint("(ended_on IS NULL) = (end_precision IS NULL)", name="end_whole"),
        CheckConstraint("(grade = '5') = (outcome = 'fatal')", name="fatality"),
        Index(
            "ix_adverse_event_to_report",
            "aware_on",
            sqlite_where=text(CLOCK_MAY_RUN),
            postgresql_where=text(CLOCK_MAY_RUN),
        ),
    )

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    verbatim_term: Mapped[str] = mapped_column(String(500))
    category: Mapped[AdverseEventCategory] = code_column(AdverseEventCategory)
    meddra_code: Mapped[str | None] = mapped_column(String(16))
    grade: Mapped[SeverityGrade] = code_column(SeverityGrade)
    serious: Mapped[bool]
    related_to_cells: Mapped[Relatedness] = code_column(Relatedness)
    related_to_injection: Mapped[Relatedness] = code_column(Relatedness)
    related_to_harvest: Mapped[Relatedness | None] = code_column(Relatedness)
    expected: Mapped[YesNoUnknown] = code_column(YesNoUnknown)
    onset_on: Mapped[date]
    onset_precision: Mapped[DatePrecision] = code_column(DatePrecision)
    ended_on: Mapped[date | None]
    end_precision: Mapped[DatePrecision | None] = code_column(DatePrecision)
    outcome: Mapped[EventOutcome] = code_column(EventOutcome)
    action_taken: Mapped[str | None] = mapped_column(String(500))
    aware_on: Mapped[date]
    reported_on: Mapped[date | None]
    authority_reference: Mapped[str | None] = mapped_column(String(100))
    received_on: Mapped[date | None]
    kept_report_by: Mapped[date | None]

    seriousness: Mapped[list["Seriousness"]] = relationship(back_populates="adverse_event")


class EarlierVersion(Base):
    """An adverse event as it stood until new information came, as JSON: answers by column."""

    __tablename__ = "earlier_version"
    __table_args__ = (UniqueConstraint("adverse_event_id", "sequence"),)

    id: Mapped[Key]
    adverse_event_id: Mapped[int] = mapped_column(ForeignKey("adverse_event.id"))
    sequence: Mapped[int] = mapped_column(SmallInteger)
    known_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text)


class Seriousness(Part, Base):
    """One ICH E2A criterion that an event meets."""

    __tablename__ = "seriousness"
    named_by = "criterion"

    adverse_event_id: Mapped[int] = mapped_column(ForeignKey("adverse_event.id"), primary_key=True)
    criterion: Mapped[SeriousnessCriterion] = mapped_column(
        coded(SeriousnessCriterion), primary_key=True
    )

    adverse_event: Mapped[AdverseEvent] = relationship(back_populates="seriousness")

    @property
    def audit_key(self) -> str:
        """The key of the record and of this part of it."""
        return f"{self.adverse_event_id}/{self.criterion}"
