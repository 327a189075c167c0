"""What every view needs and no view makes: settings, database, clock, and who is signed in."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app
from flask_login import current_user
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import Actor
from registry.models import Site
from registry.services.quality import check_changed
from registry.settings import Settings

Clock = Callable[[], datetime]
StartMaking = Callable[[Sequence[int]], None]
"""Begins to make reports, one after the other, and does not wait for them."""
_EXTENSION = "msc_outcomes_registry"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistryContext:
    """The parts an application is made of."""

    settings: Settings
    database: Database
    clock: Clock
    start_making: StartMaking


def install(app: Flask, context: RegistryContext) -> None:
    """Give the application its parts."""
    app.extensions[_EXTENSION] = context


def registry() -> RegistryContext:
    """Return the parts of the application that answers this request."""
    return cast("RegistryContext", current_app.extensions[_EXTENSION])


def actor() -> Actor:
    """Return who is signed in."""
    return cast("Actor", current_user.actor)


def today_at(site: Site) -> date:
    """Return the calendar date at the site now."""
    return registry().clock().astimezone(ZoneInfo(site.time_zone)).date()


@contextmanager
def writing() -> Iterator[Session]:
    """Open a session that is stored whole, in the name of who is signed in, and checked."""
    with registry().database.transaction(actor(), at=registry().clock()) as session:
        yield session
        check_changed(session, schedule=registry().settings.schedule, at=registry().clock())


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that stores nothing."""
    with registry().database.reading() as session:
        yield session
