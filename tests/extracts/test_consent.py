"""Whoever withdrew from the registry is in no cohort from that day on."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.consent import ConsentScope, RecordConsent, WithdrawConsent
from registry.extracts.criteria import Criteria
from registry.extracts.patient_flow import read_enrolment
from registry.services.consents import record_consent, withdraw_consent
from tests.extracts.conftest import Read
from tests.people import NURSE, TODAY

MAY = date(2026, 5, 3)
ALL = frozenset(ConsentScope)


def consent(session: Session, number: str, version: str, day: date) -> None:
    command = RecordConsent(form_version=version, consented_on=day, scopes=ALL)
    record_consent(session, NURSE, number, command, today=TODAY)


def withdraw(session: Session, number: str, *scopes: ConsentScope) -> None:
    command = WithdrawConsent(withdrawn_on=MAY, scopes=frozenset(scopes))
    withdraw_consent(session, NURSE, number, command, today=TODAY)


@pytest.fixture
def consented(session: Session, treated: str) -> str:
    """Return the study number of the treated patient, who agreed to everything."""
    consent(session, treated, "2.0", date(2025, 2, 3))
    return treated


def test_a_withdrawn_patient_is_left_out_from_that_day_on(
    session: Session, read: Read, consented: str
) -> None:
    withdraw(session, consented, ConsentScope.REGISTRY)
    assert len(read(date(2026, 5, 2)).subjects) == 1
    assert read(MAY).subjects.empty


def test_who_withdrew_from_the_registry_is_counted_as_left_out(
    session: Session, consented: str
) -> None:
    withdraw(session, consented, ConsentScope.REGISTRY)
    flows = [
        read_enrolment(session, Criteria(site_codes=None, cut_off=day))
        for day in (date(2026, 5, 2), MAY)
    ]
    assert [(flow.enrolled, flow.left_out) for flow in flows] == [(1, 0), (0, 1)]


def test_a_patient_who_agrees_again_is_read_again(
    session: Session, read: Read, consented: str
) -> None:
    withdraw(session, consented, ConsentScope.REGISTRY)
    consent(session, consented, "3.0", date(2026, 5, 20))
    assert read(date(2026, 5, 19)).subjects.empty
    assert len(read(date(2026, 5, 20)).subjects) == 1


def test_withdrawal_of_contact_keeps_the_patient_and_ends_what_is_expected(
    session: Session, read: Read, consented: str
) -> None:
    withdraw(session, consented, ConsentScope.CONTACT)
    subjects = read().subjects
    assert [day.date() for day in subjects["expected_until"]] == [MAY]


def test_a_patient_without_a_recorded_consent_is_read(read: Read, treated: str) -> None:
    assert treated
    assert len(read().subjects) == 1
