"""The serious adverse events that are still to be reported to the authority."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.orm import Session, selectinload

from registry.domain.actors import Actor
from registry.domain.reporting_clock import ReportingClock, reporting_clock
from registry.domain.rules import in_words
from registry.models import AdverseEvent, Patient, Site
from registry.models.adverse_event import CLOCK_MAY_RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningClock:
    """One event to be reported, and until when."""

    study_number: str
    event_id: int
    verbatim_term: str
    clock: ReportingClock


def running_clocks(
    session: Session, actor: Actor, *, site_code: str | None = None
) -> list[RunningClock]:
    """Return the clocks that run at the actor's sites, or at one of them; the most urgent first.

    They are few: read from their own index, and chosen by site only then.
    """
    events = (
        select(AdverseEvent, Patient.study_number, Site.code)
        .join(Patient, AdverseEvent.patient_id == Patient.id)
        .join(Site, Patient.site_id == Site.id)
        .where(text(CLOCK_MAY_RUN))
        .order_by(AdverseEvent.aware_on)
        .options(selectinload(AdverseEvent.seriousness))
    )
    rows = [
        (event, number)
        for event, number, code in session.execute(events)
        if actor.sees(code) and site_code in (None, code)
    ]
    return clocks_of(rows)


def clocks_of(events: Iterable[tuple[AdverseEvent, str]]) -> list[RunningClock]:
    """Return the running clocks among events with their study number, the most urgent first."""
    found = [
        RunningClock(
            study_number=number, event_id=event.id, verbatim_term=_term(event), clock=clock
        )
        for event, number in events
        if (clock := clock_of(event)) and event.reported_on is None
    ]
    return sorted(found, key=lambda running: (running.clock.report_by, running.event_id))


def _term(event: AdverseEvent) -> str:
    """Return the event with the version of it that is to be reported."""
    if event.received_on is None:
        return event.verbatim_term
    return f"{event.verbatim_term} (with the information of {in_words(event.received_on)})"


def clock_of(event: AdverseEvent) -> ReportingClock | None:
    """Return the clock of an event, the shorter where one ran before new information came."""
    own = reporting_clock(
        [each.criterion for each in event.seriousness],
        [event.related_to_cells, event.related_to_injection, event.related_to_harvest],
        event.expected,
        aware_on=event.received_on or event.aware_on,
    )
    kept = event.kept_report_by
    if kept is None or (own is not None and own.report_by <= kept):
        return own
    return ReportingClock(aware_on=event.aware_on, report_by=kept)
