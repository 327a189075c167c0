"""Column types and constraints that several tables share."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, TypeVar

from sqlalchemy import CheckConstraint, DateTime, Dialect, Enum, ForeignKey, LargeBinary
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

CodeType = TypeVar("CodeType", bound=StrEnum)

PROTECTED = {"protected": True}
"""Marks a column whose values the audit trail may name but never show."""

Key = Annotated[int, mapped_column(primary_key=True)]
PatientKey = Annotated[int, mapped_column(ForeignKey("patient.id"), index=True)]
Encrypted = Annotated[bytes, mapped_column(LargeBinary, info=PROTECTED)]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time stamp, stored and given back in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time stamp; store the others in UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a time stamp needs its time zone: {value.isoformat()}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time stamp back in UTC, which SQLite does not store."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def coded(codes: type[CodeType]) -> Enum:
    """Return a text column that holds only the codes of ``codes``, checked by the database."""
    return Enum(
        codes,
        name=codes.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=max(len(code.value) for code in codes),
        values_callable=lambda members: [member.value for member in members],
    )


def code_column(codes: type[CodeType]) -> MappedColumn[CodeType]:
    """Return a column for one coded answer; the annotation says whether it may be empty."""
    return mapped_column(coded(codes))


def between(column: str, lowest: float, highest: float) -> CheckConstraint:
    """Return the constraint that a value lies between two bounds, both included."""
    return CheckConstraint(f"{column} BETWEEN {lowest} AND {highest}", name=f"{column}_range")
