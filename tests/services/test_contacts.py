"""Recording attempts to reach a patient."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import YesNoUnknown
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.domain.errors import NotFound, NotPermitted
from registry.models import Contact
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from tests.people import DEATH, NEIGHBOUR, NURSE, PHONE_CALL, REPORTER, TODAY
from tests.refusals import refused

IN_VAIN = RecordContact(
    contacted_on=date(2025, 9, 1),
    mode=ContactMode.PHONE,
    result=ContactResult.NO_ANSWER,
    planned_visit="m6",
    next_try_on=date(2025, 9, 15),
)


def record(session: Session, number: str, command: RecordContact, actor: Actor = NURSE) -> Contact:
    return record_contact(session, actor, number, command, today=TODAY)


def test_a_contact_keeps_what_was_said_of_operations(session: Session, treated: str) -> None:
    contact = record(session, treated, PHONE_CALL)
    session.refresh(contact)
    assert contact.surgery_since_last_contact is YesNoUnknown.NO


def test_the_same_attempt_is_stored_once(session: Session, treated: str) -> None:
    record(session, treated, PHONE_CALL)
    with refused("contacted_on", "The same attempt on 1 September 2025 is already recorded."):
        record(session, treated, PHONE_CALL)


def test_a_patient_is_tried_several_times_on_one_day(session: Session, treated: str) -> None:
    record(session, treated, IN_VAIN)
    letter = replace(IN_VAIN, mode=ContactMode.POST, result=ContactResult.MESSAGE_LEFT)
    record(session, treated, letter)
    assert len(session.scalars(select(Contact)).all()) == 2


def test_an_attempt_keeps_the_visit_it_was_about_and_the_next_try(
    session: Session, treated: str
) -> None:
    contact = record(session, treated, IN_VAIN)
    session.refresh(contact)
    assert (contact.planned_visit, contact.next_try_on) == ("m6", date(2025, 9, 15))
    assert (contact.result, contact.surgery_since_last_contact) == (ContactResult.NO_ANSWER, None)


def test_who_was_not_reached_says_nothing_of_operations(session: Session, treated: str) -> None:
    said = replace(IN_VAIN, surgery_since_last_contact=YesNoUnknown.NO)
    rule = "Leave this empty: nobody was reached who could say it."
    with refused("surgery_since_last_contact", rule):
        record(session, treated, said)


def test_who_was_reached_is_asked_for_operations(session: Session, treated: str) -> None:
    rule = "Say whether an operation happened; choose “Unknown” if that was not asked."
    with refused("surgery_since_last_contact", rule):
        record(session, treated, replace(PHONE_CALL, surgery_since_last_contact=None))


def test_who_declines_the_visit_may_still_answer(session: Session, treated: str) -> None:
    declined = replace(PHONE_CALL, result=ContactResult.DECLINED)
    assert record(session, treated, declined).surgery_since_last_contact is YesNoUnknown.NO


def test_the_next_try_comes_after_this_one(session: Session, treated: str) -> None:
    with refused("next_try_on", "Enter a date after this attempt (1 September 2025)."):
        record(session, treated, replace(IN_VAIN, next_try_on=IN_VAIN.contacted_on))


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
