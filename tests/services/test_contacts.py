"""Recording contacts that brought no scores."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import YesNoUnknown
from registry.domain.contact import RecordContact
from registry.domain.errors import NotFound, NotPermitted
from registry.models import Contact
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from tests.people import DEATH, NEIGHBOUR, NURSE, PHONE_CALL, REPORTER, TODAY
from tests.refusals import refused


def record(session: Session, number: str, command: RecordContact, actor: Actor = NURSE) -> Contact:
    return record_contact(session, actor, number, command, today=TODAY)


def test_a_contact_keeps_what_was_said_of_operations(session: Session, treated: str) -> None:
    contact = record(session, treated, PHONE_CALL)
    session.refresh(contact)
    assert contact.surgery_since_last_contact is YesNoUnknown.NO


def test_a_second_contact_on_one_day_is_refused(session: Session, treated: str) -> None:
    record(session, treated, PHONE_CALL)
    with refused("contacted_on", "A contact on 1 September 2025 is already recorded."):
        record(session, treated, PHONE_CALL)


def test_a_contact_in_the_future_is_refused(session: Session, treated: str) -> None:
    with refused("contacted_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record(session, treated, replace(PHONE_CALL, contacted_on=date(2026, 6, 2)))


def test_a_contact_after_death_is_refused(session: Session, treated: str) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=TODAY)
    with refused("contacted_on", "2 April 2026 is after the patient’s death (1 April 2026)."):
        record(session, treated, replace(PHONE_CALL, contacted_on=date(2026, 4, 2)))


def test_a_report_issuer_may_not_record_a_contact(session: Session, treated: str) -> None:
    with pytest.raises(NotPermitted):
        record(session, treated, PHONE_CALL, REPORTER)


def test_a_contact_of_another_sites_patient_is_not_found(session: Session, treated: str) -> None:
    with pytest.raises(NotFound):
        record(session, treated, PHONE_CALL, NEIGHBOUR)
