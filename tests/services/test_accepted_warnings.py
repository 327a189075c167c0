"""Saving a visit that raises a warning."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.visit import OdiEntry, RecordVisit
from registry.models import AcceptedWarning, Visit
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import NURSE, TODAY, TWELVE_MONTHS
from tests.refusals import refused

EARLY = replace(TWELVE_MONTHS, visited_on=date(2026, 1, 5), planned_visit="m12")


def record(session: Session, settings: Settings, number: str, command: RecordVisit) -> Visit:
    return record_visit(
        session,
        NURSE,
        number,
        command,
        today=TODAY,
        schedule=settings.schedule,
        odi_minimum_answered=settings.odi_minimum_answered,
    )


def accepted(session: Session) -> list[AcceptedWarning]:
    return list(session.scalars(select(AcceptedWarning).order_by(AcceptedWarning.id)))


def test_a_warning_without_a_reason_stores_nothing(
    session: Session, settings: Settings, treated: str
) -> None:
    sentence = (
        "5 January 2026 is outside the window of the visit at 12 months "
        "(18 January 2026 to 18 April 2026)."
    )
    with refused("warning_reason", sentence):
        record(session, settings, treated, EARLY)
    assert session.scalar(select(Visit)) is None
    assert accepted(session) == []


def test_a_reason_is_stored_with_each_warning_it_answers(
    session: Session, settings: Settings, treated: str
) -> None:
    reason = "Moved abroad a week later."
    odd = replace(EARLY, vas_back_0_100=0, odi=OdiEntry(total_0_100=70), warning_reason=reason)
    visit = record(session, settings, treated, odd)
    stored = accepted(session)
    assert [each.rule for each in stored] == ["outside_collection_window", "no_pain_but_disabled"]
    assert {(each.table_name, each.record_id, each.reason) for each in stored} == {
        ("visit", visit.id, reason)
    }


def test_a_usual_visit_keeps_no_warning(session: Session, settings: Settings, treated: str) -> None:
    record(session, settings, treated, replace(TWELVE_MONTHS, warning_reason="Just in case."))
    assert accepted(session) == []


@pytest.mark.parametrize("kept", ["vas_back_0_100", "odi"])
def test_answers_are_compared_with_the_stored_ones(
    session: Session, settings: Settings, treated: str, kept: str
) -> None:
    first = replace(TWELVE_MONTHS, vas_back_0_100=80, odi=OdiEntry(total_0_100=80))
    record(session, settings, treated, first)
    second = replace(
        first, visited_on=date(2026, 3, 12), vas_back_0_100=20, odi=OdiEntry(total_0_100=20)
    )
    again = replace(second, **{kept: getattr(first, kept)}, warning_reason="Said so twice.")
    record(session, settings, treated, again)
    rules = [each.rule for each in accepted(session)]
    assert rules == ["large_jump", "planned_visit_twice"]
