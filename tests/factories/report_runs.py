"""A quarter that is issued: frozen, made, reviewed, signed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import EventDefinition
from registry.domain.quarter import Quarter
from registry.domain.report_run import FreezeReport
from registry.interchange.report_runs import make_run
from registry.services.report_runs import freeze_report, review_report, sign_report
from registry.settings import Settings
from tests.people import ADMINISTRATOR, NOW, REPORTER, TODAY

FIRST_QUARTER = FreezeReport(
    quarter=Quarter(2026, 1),
    site_code="BER",
    cut_off=date(2026, 3, 31),
    event_definition=EventDefinition.SURGERY_AT_TREATED_LEVEL,
)
ALL_SITES = replace(FIRST_QUARTER, site_code=None)
MADE_AT = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)


def frozen(
    session: Session,
    settings: Settings,
    command: FreezeReport = FIRST_QUARTER,
    actor: Actor = REPORTER,
) -> int:
    """Freeze a quarter, and return the number of the report."""
    return freeze_report(session, actor, command, settings.for_reports(), today=TODAY).id


def make(database: Database, key: int) -> None:
    """Make what waits to be made of a report."""
    make_run(database, COMMAND_LINE, key, clock=lambda: MADE_AT)


def drafted(database: Database, settings: Settings, command: FreezeReport = FIRST_QUARTER) -> int:
    """Freeze a quarter and make its draft, and return the number of the report."""
    with database.transaction(REPORTER, at=NOW) as session:
        key = frozen(session, settings, command)
    make(database, key)
    return key


def signed(database: Database, settings: Settings, command: FreezeReport = FIRST_QUARTER) -> int:
    """Issue a quarter to the end, and return the number of the report."""
    key = drafted(database, settings, command)
    with database.transaction(ADMINISTRATOR, at=NOW) as session:
        review_report(session, ADMINISTRATOR, key, "Read against the source data.")
    with database.transaction(REPORTER, at=NOW) as session:
        sign_report(session, REPORTER, key, None)
    make(database, key)
    return key
