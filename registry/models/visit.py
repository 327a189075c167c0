"""Visits and the scores answered at them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import VisitMode, WorkStatus, YesNoUnknown
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.instruments.odi import MAXIMUM_ANSWER, NOT_ANSWERED, OdiSection
from registry.domain.visit_answers import GlobalChange, Satisfaction
from registry.models.base import Base
from registry.models.columns import Key, PatientKey, between, code_column
from registry.models.lifecycle import Amendable, Part, unique_unless_voided


def _section_code(section: OdiSection) -> CheckConstraint:
    rule = f"{section.value} BETWEEN 0 AND {MAXIMUM_ANSWER} OR {section.value} = {NOT_ANSWERED}"
    return CheckConstraint(rule, name=f"{section.value}_range")


class Visit(Amendable, Base):
    """One contact at which outcomes were asked for."""

    __tablename__ = "visit"
    dated_by = "visited_on"
    __table_args__ = (unique_unless_voided("visit", "patient_id", "visited_on"),)

    id: Mapped[Key]
    patient_id: Mapped[PatientKey]
    visited_on: Mapped[date]
    planned_visit: Mapped[str | None] = mapped_column(String(16))
    mode: Mapped[VisitMode | None] = code_column(VisitMode)
    surgery_since_last_contact: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)
    work_status: Mapped[WorkStatus | None] = code_column(WorkStatus)
    opioid_use: Mapped[YesNoUnknown | None] = code_column(YesNoUnknown)
    satisfaction: Mapped[Satisfaction | None] = code_column(Satisfaction)
    global_change: Mapped[GlobalChange | None] = code_column(GlobalChange)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    scores: Mapped[list["Score"]] = relationship(back_populates="visit", order_by="Score.id")


class Score(Part, Base):
    """One instrument that was asked; no value means not answered, or not scorable."""

    __tablename__ = "score"
    named_by = "instrument"
    __table_args__ = (
        UniqueConstraint("visit_id", "instrument"),
        between("value_0_100", 0, 100),
    )

    id: Mapped[Key]
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"))
    instrument: Mapped[InstrumentCode] = code_column(InstrumentCode)
    value_0_100: Mapped[float | None]
    conversion: Mapped[Conversion] = code_column(Conversion)

    visit: Mapped[Visit] = relationship(back_populates="scores")
    odi_answers: Mapped["OdiAnswers | None"] = relationship(back_populates="score")

    @property
    def audit_key(self) -> str:
        """The key of the record and of this part of it."""
        return f"{self.visit_id}/{self.instrument}"


class OdiAnswers(Part, Base):
    """The ten ODI sections of one score: 0-5, 9 not answered, empty not asked."""

    __tablename__ = "odi_answers"
    named_by = "score_id"
    __table_args__ = tuple(_section_code(section) for section in OdiSection)

    score_id: Mapped[int] = mapped_column(ForeignKey("score.id"), primary_key=True)
    pain_intensity: Mapped[int | None] = mapped_column(SmallInteger)
    personal_care: Mapped[int | None] = mapped_column(SmallInteger)
    lifting: Mapped[int | None] = mapped_column(SmallInteger)
    walking: Mapped[int | None] = mapped_column(SmallInteger)
    sitting: Mapped[int | None] = mapped_column(SmallInteger)
    standing: Mapped[int | None] = mapped_column(SmallInteger)
    sleeping: Mapped[int | None] = mapped_column(SmallInteger)
    sex_life: Mapped[int | None] = mapped_column(SmallInteger)
    social_life: Mapped[int | None] = mapped_column(SmallInteger)
    travelling: Mapped[int | None] = mapped_column(SmallInteger)

    score: Mapped[Score] = relationship(back_populates="odi_answers")

    @classmethod
    def of(cls, answers: Mapping[OdiSection, int | None]) -> "OdiAnswers":
        """Return the row that keeps apart what was not answered and what was not asked."""
        codes = {section.value: answers[section] for section in answers}
        return cls(**{name: NOT_ANSWERED if code is None else code for name, code in codes.items()})

    @property
    def answers(self) -> dict[OdiSection, int | None]:
        """The sections that were asked; None is not answered."""
        codes: dict[OdiSection, int | None] = {
            section: getattr(self, section.value) for section in OdiSection
        }
        return {
            section: None if code == NOT_ANSWERED else code
            for section, code in codes.items()
            if code is not None
        }

    @property
    def audit_key(self) -> str:
        """The key of the record and of this part of it."""
        return self.score.audit_key
