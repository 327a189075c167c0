"""Clinics."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from registry.domain.codes import DataOrigin
from registry.models.base import Base
from registry.models.columns import Key, code_column


class Site(Base):
    """A clinic, where its data come from, and whether its paper forms are typed twice."""

    __tablename__ = "site"

    id: Mapped[Key]
    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    active: Mapped[bool]
    double_entry: Mapped[bool] = mapped_column(default=False)
    data_origin: Mapped[DataOrigin] = code_column(DataOrigin)
    origin_note: Mapped[str | None] = mapped_column(String(500))
