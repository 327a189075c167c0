"""Issues of the quarterly report, and the files that are kept of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import EventDefinition
from registry.domain.quarter import Quarter
from registry.domain.report_run import (
    LONGEST_SIGNED_TEXT,
    MakingStage,
    ReportFileKind,
    ReportState,
)
from registry.models.base import Base
from registry.models.columns import PROTECTED, Key, UtcDateTime, between, code_column
from registry.models.lifecycle import Unaudited
from registry.models.site import Site


class ReportRun(Base):
    """One issue of a quarter's report, of one site or (None) of all; final once it is signed.

    ``previous_id`` is the issue it is compared with.
    """

    __tablename__ = "report_run"
    __table_args__ = (between("quarter", 1, 4),)

    id: Mapped[Key]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    year: Mapped[int] = mapped_column(SmallInteger)
    quarter: Mapped[int] = mapped_column(SmallInteger)
    number: Mapped[int] = mapped_column(SmallInteger)
    cut_off: Mapped[date]
    event_definition: Mapped[EventDefinition] = code_column(EventDefinition)
    reason: Mapped[str | None] = mapped_column(String(LONGEST_SIGNED_TEXT))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("report_run.id"))
    state: Mapped[ReportState] = code_column(ReportState)
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_by: Mapped[str] = mapped_column(String(200))
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewed_by: Mapped[str | None] = mapped_column(String(200))
    review: Mapped[str | None] = mapped_column(String(LONGEST_SIGNED_TEXT))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[str | None] = mapped_column(String(200))
    closing_words: Mapped[str | None] = mapped_column(String(LONGEST_SIGNED_TEXT))

    site: Mapped[Site | None] = relationship()

    @property
    def covers(self) -> Quarter:
        """The quarter it is about."""
        return Quarter(self.year, self.quarter)

    @property
    def sites_label(self) -> str:
        """The site's code, or all sites."""
        return "all sites" if self.site is None else self.site.code


class ReportFile(Base):
    """One file of an issue, as it was made: never changed, never deleted.

    ``versions`` is a JSON object: the program and the libraries that made it; of a snapshot, the
    publications in it with the SHA-256 of each.
    """

    __tablename__ = "report_file"
    __table_args__ = (UniqueConstraint("run_id", "kind", "signed"),)

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("report_run.id"))
    kind: Mapped[ReportFileKind] = code_column(ReportFileKind)
    signed: Mapped[bool]
    sha256: Mapped[str] = mapped_column(String(64))
    size_bytes: Mapped[int]
    versions: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True, info=PROTECTED)


class ReportMaking(Unaudited, Base):
    """How far the making of an issue is; ``failure`` is the sentence for who waits."""

    __tablename__ = "report_making"

    run_id: Mapped[int] = mapped_column(ForeignKey("report_run.id"), primary_key=True)
    stage: Mapped[MakingStage] = code_column(MakingStage)
    stage_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(LONGEST_SIGNED_TEXT))
