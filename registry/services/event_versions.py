"""New information on an adverse event: what stood before is kept as it stood."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Enum, func, inspect, select
from sqlalchemy.orm import Session

from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.codes import SeriousnessCriterion
from registry.domain.reporting_clock import kept_report_by
from registry.extracts.reporting_clocks import clock_of
from registry.models import AdverseEvent, EarlierVersion, Seriousness
from registry.models.valid_records import record_aside

_NOT_SAID = frozenset({"id", "patient_id", "version", "voided", "locked", "kept_report_by"})


def stored_event(session: Session) -> AdverseEvent | None:
    """Return the event that is being amended, None where one is entered."""
    aside = record_aside(session)
    return aside if isinstance(aside, AdverseEvent) else None


def latest_information(event: AdverseEvent | None) -> date | None:
    """Return when the newest information on a stored event came."""
    return None if event is None else event.received_on or event.aware_on


def renew(
    session: Session, stored: AdverseEvent, event: AdverseEvent, command: RecordAdverseEvent
) -> None:
    """Let an event that is amended go on from the stored one; keep that one if it is renewed.

    A correction leaves the version and its clock as they are. New information makes a version:
    what was reported was the one before, unless a report after the new information is entered.
    """
    event.received_on, event.kept_report_by = stored.received_on, stored.kept_report_by
    if command.received_on is None:
        return
    running = None if stored.reported_on else clock_of(stored)
    event.kept_report_by = kept_report_by(
        running, reported=stored.reported_on is not None, received_on=command.received_on
    )
    event.received_on = command.received_on
    if command.reported_on is not None and command.reported_on < command.received_on:
        event.reported_on = event.authority_reference = None
    before = EarlierVersion(
        adverse_event_id=stored.id,
        sequence=_next_sequence(session, stored),
        known_on=stored.received_on or stored.aware_on,
        content=json.dumps(said(stored), ensure_ascii=False),
    )
    session.add(before)


def said(event: AdverseEvent) -> dict[str, object]:
    """Return what an event says, answers by column; codes and dates as they are stored."""
    names = [attribute.key for attribute in inspect(AdverseEvent).column_attrs]
    answers = {name: getattr(event, name) for name in names if name not in _NOT_SAID}
    shown = {name: _stored(value) for name, value in answers.items()}
    return shown | {"criteria": sorted(each.criterion.value for each in event.seriousness)}


def earlier_versions(session: Session, event: AdverseEvent) -> Sequence[EarlierVersion]:
    """Return an event as it stood before each follow-up, the first report first."""
    versions = select(EarlierVersion).where(EarlierVersion.adverse_event_id == event.id)
    return session.scalars(versions.order_by(EarlierVersion.sequence)).all()


def as_it_stood(version: EarlierVersion) -> AdverseEvent:
    """Return an event as it stood, to be read and never stored."""
    answers = json.loads(version.content)
    criteria = answers.pop("criteria")
    columns = AdverseEvent.__table__.columns
    event = AdverseEvent(**{name: _read(columns[name], text) for name, text in answers.items()})
    event.seriousness = [Seriousness(criterion=SeriousnessCriterion(each)) for each in criteria]
    return event


def _read(column: Column[Any], text: Any) -> object:  # noqa: ANN401 - any JSON value
    """Return a stored answer as its column holds it."""
    if text is None or isinstance(text, bool):
        return text
    if isinstance(column.type, Enum) and column.type.enum_class:
        return column.type.enum_class(text)
    return date.fromisoformat(text) if isinstance(column.type, Date) else text


def _stored(value: object) -> object:
    return value if isinstance(value, bool | None) else str(value)


def _next_sequence(session: Session, event: AdverseEvent) -> int:
    kept = select(func.count(EarlierVersion.id)).where(EarlierVersion.adverse_event_id == event.id)
    return session.scalar(kept) or 0
