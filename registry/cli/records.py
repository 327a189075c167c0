"""Open the records for a command, as the command line’s own actor."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy.exc import SQLAlchemyError
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
    try:
        database = Database(settings.database_url)
    except (SQLAlchemyError, ModuleNotFoundError) as error:
        raise _unusable(error) from error
    try:
        yield database
    except SQLAlchemyError as error:
        raise _unusable(error) from error
    finally:
        database.dispose()


def _unusable(error: Exception) -> SettingsError:
    cause = getattr(error, "orig", None) or error
    reason = f"cannot be used ({cause}). Check it, run “registry database upgrade”, try again"
    return SettingsError(setting="database_url", reason=reason)


@contextmanager
def writing(settings: Settings, *, reason: str) -> Iterator[Session]:
    """Open a transaction that is stored whole, or not at all."""
    with (
        opened(settings) as database,
        database.transaction(COMMAND_LINE, at=datetime.now(UTC), reason=reason) as session,
    ):
        yield session
