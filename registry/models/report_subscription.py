"""Who is written to when a draft of the quarterly report waits."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import Base
from registry.models.lifecycle import Unaudited


class ReportSubscription(Unaudited, Base):
    """One account that wants to be told; no row: nothing is sent."""

    __tablename__ = "report_subscription"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
