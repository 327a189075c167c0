"""Accounts and the sites they see."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registry.domain.codes import Role
from registry.models.base import Base
from registry.models.columns import PROTECTED, Key, code_column
from registry.models.site import Site


class Account(Base):
    """A person who signs in; ``all_sites`` takes the place of a list."""

    __tablename__ = "account"

    id: Mapped[Key]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200), info=PROTECTED)
    role: Mapped[Role] = code_column(Role)
    all_sites: Mapped[bool]
    active: Mapped[bool]

    account_sites: Mapped[list["AccountSite"]] = relationship(back_populates="account")


class AccountSite(Base):
    """One site an account sees."""

    __tablename__ = "account_site"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)

    account: Mapped[Account] = relationship(back_populates="account_sites")
    site: Mapped[Site] = relationship()
