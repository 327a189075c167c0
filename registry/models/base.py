"""The base of all tables, and the names their constraints get."""

from sqlalchemy import CheckConstraint, Constraint, MetaData, Table
from sqlalchemy.orm import DeclarativeBase


def _checked(constraint: Constraint, table: Table) -> str:
    """Name a check by its column: a coded answer may stand twice in one table."""
    del table
    columns = constraint.columns if isinstance(constraint, CheckConstraint) else ()
    names = [column.name for column in columns]
    return names[0] if names else str(constraint.name)


class Base(DeclarativeBase):
    """A table of the registry."""

    metadata = MetaData(
        naming_convention={
            "constraint_name": _checked,
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
