"""What every clinical record shares: it is amended, voided or locked, never deleted."""

from typing import ClassVar

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column


class Amendable:
    """A record with a version, so that nobody silently overwrites what another has saved.

    A voided record stays, with its reason in the audit trail, and is read by nothing that
    counts or shows the clinical course. A locked one changes only after it is unlocked.

    ``dated_by`` is the column with the day that the record is about: its quarter may be locked;
    ``asked_as`` is the field of the form where that day is typed, if it has another name.
    ``renewed_by`` is the column with the day of new information, which dates a change that sets it.
    ``known_later`` are columns that say what happened to it afterwards; a lock of the record
    leaves them open, and each has its own day.
    """

    dated_by: ClassVar[str]
    renewed_by: ClassVar[str | None] = None
    asked_as: ClassVar[str | None] = None
    known_later: ClassVar[frozenset[str]] = frozenset()

    version: Mapped[int] = mapped_column(default=1)
    voided: Mapped[bool] = mapped_column(default=False)
    locked: Mapped[bool] = mapped_column(default=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:  # noqa: N805 - SQLAlchemy hands it the class
        """Let SQLAlchemy refuse a change of a version that is no longer the newest."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]  # the mapped table


class Part:
    """A row of one clinical record: it changes with the record, and is removed with audit.

    ``named_by`` is the column that tells the parts of one record apart.
    """

    named_by: ClassVar[str]

    @property
    def audit_key(self) -> str:
        """The key of the record and the name of the part, under which its changes are found."""
        raise NotImplementedError


class Unaudited:
    """What is no clinical record: it leaves no audit trail, and may be deleted."""


def unique_unless_voided(table: str, *columns: str) -> Index:
    """Return the rule that only one record that is not voided has these values."""
    valid = text("NOT voided")
    return Index(
        f"uq_{table}_valid",
        *columns,
        unique=True,
        sqlite_where=valid,
        postgresql_where=valid,
    )
