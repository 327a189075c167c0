"""New information makes a version of an adverse event; what stood before stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from registry.domain.adverse_event import RecordAdverseEvent, ReportAdverseEvent
from registry.domain.amendment import Amendment
from registry.domain.codes import (
    EventOutcome,
    Relatedness,
    SeriousnessCriterion,
    YesNoUnknown,
)
from registry.domain.quarter import Quarter
from registry.domain.reporting_clock import (
    DAYS_OTHERWISE,
    ReportingClock,
    kept_report_by,
    reporting_clock,
)
from registry.extracts.reporting_clocks import clock_of, running_clocks
from registry.models import AdverseEvent
from registry.services.adverse_events import record_adverse_event, report_adverse_event
from registry.services.amendments import amending, void_record
from registry.services.entered import entered
from registry.services.event_versions import as_it_stood, earlier_versions
from tests.factories.recorded import lock_quarter
from tests.people import FLARE, NURSE, SCHEDULE, TODAY
from tests.refusals import refused

WHY = "The ward called"
MAY_20, MAY_25, MAY_30 = date(2026, 5, 20), date(2026, 5, 25), date(2026, 5, 30)
SERIOUS = replace(
    FLARE,
    verbatim_term="Discitis",
    serious=True,
    criteria=(SeriousnessCriterion.HOSPITALISATION,),
    expected=YesNoUnknown.NO,
    aware_on=MAY_20,
)
HARMLESS = replace(SERIOUS, serious=False, criteria=())
URGENT = replace(SERIOUS, criteria=(SeriousnessCriterion.LIFE_THREATENING,))
UNRELATED = replace(
    SERIOUS,
    related_to_cells=Relatedness.NOT_RELATED,
    related_to_injection=Relatedness.NOT_RELATED,
    related_to_harvest=None,
)


def first(session: Session, number: str, command: RecordAdverseEvent) -> AdverseEvent:
    return record_adverse_event(session, NURSE, number, command, today=TODAY)


def amend(session: Session, number: str, command: RecordAdverseEvent) -> AdverseEvent:
    version = session.get_one(AdverseEvent, 1).version
    with amending(session, NURSE, AdverseEvent, number, 1, Amendment(version=version, reason=WHY)):
        return record_adverse_event(session, NURSE, number, command, today=TODAY)


def report_by(event: AdverseEvent) -> date | None:
    clock = clock_of(event)
    return clock.report_by if clock and event.reported_on is None else None


def test_each_version_can_be_read_as_it_stood(session: Session, treated: str) -> None:
    first(session, treated, HARMLESS)
    amend(session, treated, replace(SERIOUS, received_on=MAY_25))
    last = replace(SERIOUS, outcome=EventOutcome.RECOVERED, received_on=MAY_30)
    event = amend(session, treated, last)
    versions = earlier_versions(session, event)
    assert [version.known_on for version in versions] == [MAY_20, MAY_25]
    assert [entered(as_it_stood(each)) for each in versions] == [HARMLESS, SERIOUS]
    assert entered(event) == replace(last, received_on=None)
    assert (event.aware_on, event.received_on) == (MAY_20, MAY_30)


def test_a_correction_makes_no_version_and_leaves_the_clock(session: Session, treated: str) -> None:
    first(session, treated, HARMLESS)
    amend(session, treated, replace(SERIOUS, received_on=MAY_25))
    event = amend(session, treated, replace(SERIOUS, verbatim_term="Discitis L4–L5"))
    assert event.received_on == MAY_25
    assert len(earlier_versions(session, event)) == 1
    assert report_by(event) == MAY_25 + timedelta(days=15)


@pytest.mark.parametrize(
    ("before", "after", "by"),
    [
        (HARMLESS, SERIOUS, MAY_25 + timedelta(days=15)),
        (HARMLESS, URGENT, MAY_25 + timedelta(days=7)),
        (SERIOUS, SERIOUS, MAY_20 + timedelta(days=15)),
        (SERIOUS, URGENT, MAY_25 + timedelta(days=7)),
        (URGENT, SERIOUS, MAY_20 + timedelta(days=7)),
        (SERIOUS, UNRELATED, MAY_20 + timedelta(days=15)),
        (HARMLESS, HARMLESS, None),
    ],
)
def test_the_clock_after_new_information(
    session: Session,
    treated: str,
    before: RecordAdverseEvent,
    after: RecordAdverseEvent,
    by: date | None,
) -> None:
    first(session, treated, before)
    event = amend(session, treated, replace(after, received_on=MAY_25))
    assert report_by(event) == by
    (running,) = running_clocks(session, NURSE) or (None,)
    assert (running.clock.report_by if running else None) == by


@pytest.mark.parametrize("after", [SERIOUS, UNRELATED], ids=["as serious", "not related"])
def test_an_event_that_was_reported_is_reported_again_with_what_is_new(
    session: Session, treated: str, after: RecordAdverseEvent
) -> None:
    first(session, treated, SERIOUS)
    report = ReportAdverseEvent(reported_on=date(2026, 5, 22), authority_reference="DE-17")
    report_adverse_event(session, NURSE, treated, 1, report, today=TODAY)
    stored = entered(session.get_one(AdverseEvent, 1))
    again = replace(
        after,
        reported_on=stored.reported_on,
        authority_reference=stored.authority_reference,
        received_on=MAY_25,
    )
    event = amend(session, treated, again)
    assert (event.reported_on, event.authority_reference) == (None, None)
    assert report_by(event) == MAY_25 + timedelta(days=15)
    (version,) = earlier_versions(session, event)
    assert entered(as_it_stood(version)).authority_reference == "DE-17"
    rule = "24 May 2026 is before the clinic became aware (25 May 2026)."
    early = ReportAdverseEvent(reported_on=date(2026, 5, 24))
    with refused("reported_on", rule):
        report_adverse_event(session, NURSE, treated, 1, early, today=TODAY)
    report_adverse_event(
        session, NURSE, treated, 1, replace(early, reported_on=MAY_30), today=TODAY
    )
    assert report_by(event) is None


def test_new_information_has_its_place_in_time(session: Session, treated: str) -> None:
    rule = "This event is new: leave the date of a follow-up empty."
    with refused("received_on", rule):
        first(session, treated, replace(SERIOUS, received_on=MAY_25))
    first(session, treated, SERIOUS)
    with refused("received_on", "2 June 2026 lies in the future. Enter a date up to today."):
        amend(session, treated, replace(SERIOUS, received_on=date(2026, 6, 2)))
    amend(session, treated, replace(SERIOUS, received_on=MAY_25))
    rule = "20 May 2026 is before the newest information (25 May 2026)."
    with refused("received_on", rule):
        amend(session, treated, replace(SERIOUS, received_on=MAY_20))


def test_what_is_learned_after_a_locked_quarter_is_entered(session: Session, treated: str) -> None:
    first(session, treated, HARMLESS)
    lock_quarter(session, Quarter.of(HARMLESS.onset.first_day))
    event = amend(session, treated, replace(SERIOUS, received_on=MAY_25))
    assert event.serious


def test_a_voided_event_is_restored_in_its_newest_version(session: Session, treated: str) -> None:
    first(session, treated, HARMLESS)
    event = amend(session, treated, replace(SERIOUS, received_on=MAY_25))
    seen = Amendment(version=event.version, reason=WHY)
    void_record(session, NURSE, AdverseEvent, treated, 1, seen, schedule=SCHEDULE)
    seen = replace(seen, version=event.version)
    with amending(session, NURSE, AdverseEvent, treated, 1, seen, restoring=True) as voided:
        record_adverse_event(session, NURSE, treated, entered(voided), today=TODAY)
    assert (event.voided, event.received_on, event.serious) == (False, MAY_25, True)


@given(
    aware=st.integers(0, 200),
    later=st.integers(0, 200),
    criteria=st.lists(st.sampled_from(SeriousnessCriterion), unique=True),
    reported=st.booleans(),
)
def test_a_kept_clock_never_ends_before_it_was_known_of_and_never_gets_longer(
    *, aware: int, later: int, criteria: list[SeriousnessCriterion], reported: bool
) -> None:
    aware_on = date(2026, 1, 1) + timedelta(days=aware)
    received_on = aware_on + timedelta(days=later)
    clock = reporting_clock(criteria, [Relatedness.POSSIBLE], YesNoUnknown.NO, aware_on=aware_on)
    kept = kept_report_by(clock, reported=reported, received_on=received_on)
    if reported:
        assert kept == received_on + timedelta(days=DAYS_OTHERWISE)
    else:
        assert kept == (clock.report_by if isinstance(clock, ReportingClock) else None)
        assert kept is None or kept > aware_on
