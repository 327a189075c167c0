"""Open the records for a command, as the command line’s own actor."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.errors import SettingsError
from registry.settings import Settings


def today() -> date:
    """Return this machine’s calendar date."""
    return datetime.now(UTC).astimezone().date()


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """Open the configured database, and say how to repair one that cannot be used."""
    database = Database(settings.database_url)
    try:
        yield database
    except (OperationalError, ProgrammingError) as error:
        reason = f"cannot be used ({error.orig}); run “registry database upgrade”, then try again"
        raise SettingsError(setting="database_url", reason=reason) from error
    finally:
        database.dispose()


@contextmanager
def writing(settings: Settings, *, reason: str) -> Iterator[Session]:
    """Open a transaction that is stored whole, or not at all."""
    with (
        opened(settings) as database,
        database.transaction(COMMAND_LINE, at=datetime.now(UTC), reason=reason) as session,
    ):
        yield session
