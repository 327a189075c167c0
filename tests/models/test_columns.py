"""Types that mean the same on every database."""

from datetime import UTC, datetime, timedelta, timezone

from sqlalchemy import select

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import DataOrigin, Role
from registry.models import Account, AuditEntry, Site

IN_BERLIN = datetime(2026, 6, 1, 1, 30, tzinfo=timezone(timedelta(hours=2)))


def test_a_time_stamp_comes_back_in_utc(database: Database) -> None:
    with database.transaction(COMMAND_LINE, at=IN_BERLIN) as session:
        session.add(
            Site(
                code="HAM",
                name="Spine Centre",
                time_zone="Europe/Berlin",
                active=True,
                data_origin=DataOrigin.CLINICAL,
            )
        )
    with database.reading() as session:
        stored = session.scalars(select(AuditEntry.at)).one()
    assert stored == IN_BERLIN
    assert (stored.tzinfo, stored.day, stored.hour) == (UTC, 31, 23)


def test_a_code_comes_back_as_what_it_is(clinics: Database) -> None:
    with clinics.reading() as session:
        roles = session.scalars(select(Account.role).order_by(Account.id)).all()
    assert roles[0] is Role.STAFF
    assert roles[3] is Role.ADMINISTRATOR
