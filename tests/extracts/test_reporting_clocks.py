"""Which events are still to be reported, and by whom they are seen."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from registry.domain.adverse_event import ReportAdverseEvent
from registry.domain.codes import SeriousnessCriterion, YesNoUnknown
from registry.domain.errors import NotFound
from registry.extracts.reporting_clocks import running_clocks
from registry.models.adverse_event import CLOCK_MAY_RUN
from registry.services.adverse_events import record_adverse_event, report_adverse_event
from tests.people import ADMINISTRATOR, FLARE, NEIGHBOUR, NURSE, TODAY
from tests.refusals import refused

INFECTION = replace(
    FLARE,
    verbatim_term="Discitis",
    serious=True,
    criteria=(SeriousnessCriterion.HOSPITALISATION,),
    expected=YesNoUnknown.NO,
    aware_on=date(2026, 5, 20),
)
PARALYSIS = replace(
    INFECTION, verbatim_term="Paralysis", criteria=(SeriousnessCriterion.LIFE_THREATENING,)
)
REPORT = ReportAdverseEvent(reported_on=date(2026, 5, 30), authority_reference="DE-2026-17")


@pytest.fixture
def infection(session: Session, treated: str) -> int:
    """Return the key of a serious, unexpected and possibly related event."""
    record_adverse_event(session, NURSE, treated, FLARE, today=TODAY)
    return record_adverse_event(session, NURSE, treated, INFECTION, today=TODAY).id


def test_the_most_urgent_event_comes_first(session: Session, treated: str, infection: int) -> None:
    record_adverse_event(session, NURSE, treated, PARALYSIS, today=TODAY)
    clocks = running_clocks(session, NURSE)
    assert [clock.verbatim_term for clock in clocks] == ["Paralysis", "Discitis"]
    assert clocks[1].event_id == infection
    assert clocks[1].clock.report_by == date(2026, 6, 4)


def test_a_reported_event_has_no_running_clock(
    session: Session, treated: str, infection: int
) -> None:
    event = report_adverse_event(session, NURSE, treated, infection, REPORT, today=TODAY)
    assert (event.reported_on, event.authority_reference) == (date(2026, 5, 30), "DE-2026-17")
    assert running_clocks(session, NURSE) == []


def test_an_event_is_reported_once(session: Session, treated: str, infection: int) -> None:
    report_adverse_event(session, NURSE, treated, infection, REPORT, today=TODAY)
    rule = "A report on 30 May 2026 is already recorded. Amend the event instead."
    with refused("reported_on", rule):
        report_adverse_event(session, NURSE, treated, infection, REPORT, today=TODAY)


def test_a_report_before_awareness_is_refused(
    session: Session, treated: str, infection: int
) -> None:
    early = ReportAdverseEvent(reported_on=date(2026, 5, 19))
    with refused("reported_on", "19 May 2026 is before the clinic became aware (20 May 2026)."):
        report_adverse_event(session, NURSE, treated, infection, early, today=TODAY)


def test_a_report_of_an_event_that_does_not_exist_is_not_found(
    session: Session, treated: str
) -> None:
    with pytest.raises(NotFound):
        report_adverse_event(session, NURSE, treated, 99, REPORT, today=TODAY)


def test_another_sites_clocks_are_not_seen(session: Session, infection: int) -> None:
    assert infection
    assert running_clocks(session, NEIGHBOUR) == []
    assert len(running_clocks(session, ADMINISTRATOR, site_code="BER")) == 1
    assert running_clocks(session, ADMINISTRATOR, site_code="MUC") == []


def test_the_events_to_report_are_found_by_their_index(session: Session, infection: int) -> None:
    assert infection
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole, whatever its indexes")
    plan = session.execute(
        text(f"EXPLAIN QUERY PLAN SELECT id FROM adverse_event WHERE {CLOCK_MAY_RUN}")  # noqa: S608 - our own condition
    )
    assert "ix_adverse_event_to_report" in str(plan.all())
