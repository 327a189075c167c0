"""Recording why and when a patient is no longer followed."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.partial_date import PartialDate
from registry.models import Disposition
from registry.services.adverse_events import record_adverse_event
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.reoperations import record_reoperation
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import (
    DEATH,
    FLARE,
    FUSION,
    NEIGHBOUR,
    NURSE,
    PHONE_CALL,
    REPORTER,
    TODAY,
    TWELVE_MONTHS,
)
from tests.refusals import refused


def record(
    session: Session, number: str, command: RecordDisposition, actor: Actor = NURSE
) -> Disposition:
    return record_disposition(session, actor, number, command, today=TODAY)


def died_on(day: date) -> RecordDisposition:
    return replace(DEATH, occurred_on=day)


def test_a_death_is_stored(session: Session, treated: str) -> None:
    assert record(session, treated, DEATH).occurred_on == date(2026, 4, 1)


def test_a_second_death_is_refused(session: Session, treated: str) -> None:
    record(session, treated, DEATH)
    with refused("kind", "“Died” is already recorded on 1 April 2026."):
        record(session, treated, died_on(date(2026, 3, 31)))


def test_a_loss_and_a_later_death_are_both_stored(session: Session, treated: str) -> None:
    lost = RecordDisposition(kind=DispositionKind.LOST, occurred_on=date(2026, 1, 1))
    assert record(session, treated, lost).id != record(session, treated, DEATH).id


def test_a_withdrawal_after_death_is_refused(session: Session, treated: str) -> None:
    record(session, treated, DEATH)
    withdrawal = RecordDisposition(kind=DispositionKind.WITHDRAWAL, occurred_on=TODAY)
    with refused("occurred_on", "1 June 2026 is after the patient’s death (1 April 2026)."):
        record(session, treated, withdrawal)


def test_a_death_in_the_future_is_refused(session: Session, treated: str) -> None:
    with refused("occurred_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record(session, treated, died_on(date(2026, 6, 2)))


def test_a_death_before_the_treatment_is_refused(session: Session, treated: str) -> None:
    with refused("occurred_on", "3 March 2025 is before a recorded treatment (4 March 2025)."):
        record(session, treated, died_on(date(2025, 3, 3)))


def test_a_death_before_a_visit_is_refused(
    session: Session, treated: str, settings: Settings
) -> None:
    record_visit(
        session,
        NURSE,
        treated,
        TWELVE_MONTHS,
        today=TODAY,
        schedule=settings.schedule,
        odi_minimum_answered=9,
    )
    with refused("occurred_on", "9 March 2026 is before a recorded visit (10 March 2026)."):
        record(session, treated, died_on(date(2026, 3, 9)))


def test_a_death_before_an_operation_is_refused(session: Session, treated: str) -> None:
    record_reoperation(session, NURSE, treated, FUSION, today=TODAY)
    rule = "19 November 2025 is before a recorded operation (20 November 2025)."
    with refused("occurred_on", rule):
        record(session, treated, died_on(date(2025, 11, 19)))


def test_a_death_before_the_onset_of_an_event_is_refused(session: Session, treated: str) -> None:
    onset = PartialDate(date(2026, 4, 2), FLARE.onset.precision)
    event = replace(FLARE, onset=onset, aware_on=TODAY)
    record_adverse_event(session, NURSE, treated, event, today=TODAY)
    rule = "1 April 2026 is before the onset of a recorded adverse event (2 April 2026)."
    with refused("occurred_on", rule):
        record(session, treated, DEATH)


def test_a_death_the_family_told_of_later_is_stored(session: Session, treated: str) -> None:
    call = replace(PHONE_CALL, contacted_on=date(2026, 4, 20))
    record_contact(session, NURSE, treated, call, today=TODAY)
    assert record(session, treated, DEATH).id


def test_a_report_issuer_may_not_record_a_death(session: Session, treated: str) -> None:
    with pytest.raises(NotPermitted):
        record(session, treated, DEATH, REPORTER)


def test_the_death_of_another_sites_patient_is_not_found(session: Session, treated: str) -> None:
    with pytest.raises(NotFound):
        record(session, treated, DEATH, NEIGHBOUR)
