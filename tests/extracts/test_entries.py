"""When a treatment was entered, by the clock of its site."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.models import AuditEntry
from tests.extracts.conftest import Read


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2025, 3, 9, 22, 59, tzinfo=UTC), date(2025, 3, 9)),
        (datetime(2025, 3, 9, 23, 1, tzinfo=UTC), date(2025, 3, 10)),
    ],
)
def test_a_treatment_is_entered_on_the_day_that_the_site_has(
    session: Session, treated: str, read: Read, at: datetime, day: date
) -> None:
    assert treated
    session.flush()
    session.connection().execute(update(AuditEntry).values(at=at))
    assert read().subjects["recorded_on"].dt.date.tolist() == [day]


def test_a_treatment_that_the_trail_does_not_know_has_no_day_of_entry(
    session: Session, treated: str, read: Read
) -> None:
    assert treated
    session.flush()
    session.connection().execute(
        update(AuditEntry).where(AuditEntry.table_name == "treatment").values(record_key="other")
    )
    assert read().subjects["recorded_on"].isna().tolist() == [True]
