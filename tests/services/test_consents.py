"""Recording consents, and what a withdrawal ends."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.amendment import Amendment
from registry.domain.codes import DispositionKind
from registry.domain.consent import ConsentScope, RecordConsent, WithdrawConsent
from registry.domain.errors import NotFound, NotPermitted
from registry.models import Consent, Disposition, PlannedVisit
from registry.services.amendments import amending
from registry.services.consents import record_consent, withdraw_consent
from registry.services.dispositions import record_disposition
from registry.services.entered import entered
from registry.services.patients import find_patient
from tests.people import DEATH, NEIGHBOUR, NURSE, REPORTER, TODAY
from tests.refusals import refused

ALL = frozenset(ConsentScope)
SIGNED = RecordConsent(form_version="2.0", consented_on=date(2025, 2, 3), scopes=ALL)
MAY = date(2026, 5, 3)


def withdraw(session: Session, number: str, *scopes: ConsentScope, on: date = MAY) -> None:
    command = WithdrawConsent(withdrawn_on=on, scopes=frozenset(scopes), reason="Moves abroad.")
    withdraw_consent(session, NURSE, number, command, today=TODAY)


@pytest.fixture
def consented(session: Session, treated: str) -> str:
    """Return the study number of the treated patient, who agreed to everything."""
    record_consent(session, NURSE, treated, SIGNED, today=TODAY)
    return treated


def the_ending(session: Session) -> Disposition:
    return session.scalars(select(Disposition)).one()


def test_a_consent_keeps_its_version_and_what_it_allows(session: Session, treated: str) -> None:
    command = RecordConsent(
        form_version="2.0",
        consented_on=date(2025, 2, 3),
        scopes=frozenset({ConsentScope.REGISTRY}),
    )
    consent = record_consent(session, NURSE, treated, command, today=TODAY)
    session.refresh(consent)
    assert (consent.form_version, consent.consented_on) == ("2.0", date(2025, 2, 3))
    assert [scope for scope in ConsentScope if consent.given(scope)] == [ConsentScope.REGISTRY]


def test_the_same_version_twice_is_refused(session: Session, consented: str) -> None:
    rule = "Version “2.0” is already recorded. Enter the version on the form."
    with refused("form_version", rule):
        record_consent(session, NURSE, consented, SIGNED, today=TODAY)


def test_a_consent_in_the_future_is_refused(session: Session, treated: str) -> None:
    later = RecordConsent(form_version="2.0", consented_on=date(2026, 6, 2), scopes=ALL)
    with refused("consented_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record_consent(session, NURSE, treated, later, today=TODAY)


def test_withdrawing_contact_ends_follow_up_on_that_day(session: Session, consented: str) -> None:
    withdraw(session, consented, ConsentScope.CONTACT)
    ending = the_ending(session)
    assert (ending.kind, ending.occurred_on) == (DispositionKind.WITHDRAWAL, MAY)
    assert ending.reason == "Consent withdrawn (contact) on 3 May 2026. Moves abroad."


def test_after_withdrawal_of_contact_no_later_visit_is_expected(
    session: Session, consented: str
) -> None:
    patient = find_patient(session, NURSE, consented)
    withdraw(session, consented, ConsentScope.CONTACT)
    plan = select(PlannedVisit).where(PlannedVisit.patient_id == patient.id)
    expected = {row.code: row.expected for row in session.scalars(plan)}
    assert not any(expected[code] for code in ("m24", "m36", "m60"))


def test_withdrawing_from_the_registry_ends_contact_too(session: Session, consented: str) -> None:
    withdraw(session, consented, ConsentScope.REGISTRY)
    assert the_ending(session).occurred_on == MAY


def test_withdrawing_sharing_alone_ends_nothing(session: Session, consented: str) -> None:
    withdraw(session, consented, ConsentScope.SHARING)
    assert session.scalar(select(Disposition)) is None
    assert session.scalars(select(Consent)).one().sharing_withdrawn_on == MAY


def test_each_scope_keeps_the_day_of_its_own_withdrawal(session: Session, consented: str) -> None:
    withdraw(session, consented, ConsentScope.SHARING, on=date(2025, 9, 1))
    withdraw(session, consented, ConsentScope.CONTACT)
    withdraw(session, consented, ConsentScope.REGISTRY, on=date(2026, 5, 9))
    consent = session.scalars(select(Consent)).one()
    days = [consent.withdrawn_on(scope) for scope in ConsentScope]
    assert days == [date(2026, 5, 9), MAY, date(2025, 9, 1)]
    assert the_ending(session).occurred_on == MAY


def test_every_version_in_force_is_withdrawn(session: Session, consented: str) -> None:
    newer = RecordConsent(form_version="3.0", consented_on=date(2026, 1, 5), scopes=ALL)
    record_consent(session, NURSE, consented, newer, today=TODAY)
    withdraw(session, consented, ConsentScope.SHARING)
    days = {each.sharing_withdrawn_on for each in session.scalars(select(Consent))}
    assert days == {MAY}


def test_what_is_not_in_force_cannot_be_withdrawn(session: Session, treated: str) -> None:
    rule = "“Being contacted for follow-up” is not in force: there is nothing to withdraw."
    with refused("scopes", rule):
        withdraw(session, treated, ConsentScope.CONTACT)


def test_a_withdrawal_before_the_consent_is_refused(session: Session, consented: str) -> None:
    rule = "2 February 2025 is before the consent (3 February 2025)."
    with refused("withdrawn_on", rule):
        withdraw(session, consented, ConsentScope.SHARING, on=date(2025, 2, 2))


def test_a_withdrawal_after_death_is_refused(session: Session, consented: str) -> None:
    record_disposition(session, NURSE, consented, DEATH, today=TODAY)
    rule = "3 May 2026 is after the patient’s death (1 April 2026)."
    with refused("withdrawn_on", rule):
        withdraw(session, consented, ConsentScope.CONTACT)


def test_a_report_issuer_may_not_record_a_consent(session: Session, treated: str) -> None:
    with pytest.raises(NotPermitted):
        record_consent(session, REPORTER, treated, SIGNED, today=TODAY)


def test_a_consent_of_another_sites_patient_is_not_found(session: Session, treated: str) -> None:
    with pytest.raises(NotFound):
        record_consent(session, NEIGHBOUR, treated, SIGNED, today=TODAY)


def amended(session: Session, number: str, command: RecordConsent, version: int = 1) -> Consent:
    why = Amendment(version=version, reason="Read wrongly from the paper form")
    with amending(session, NURSE, Consent, number, 1, why):
        return record_consent(session, NURSE, number, command, today=TODAY)


def test_an_amended_consent_says_what_was_signed(session: Session, consented: str) -> None:
    signed = replace(SIGNED, form_version="2.1", scopes=frozenset({ConsentScope.REGISTRY}))
    consent = amended(session, consented, signed)
    assert entered(consent) == signed
    assert (consent.version, consent.given(ConsentScope.SHARING)) == (2, False)


def test_a_withdrawal_that_was_a_mistake_is_taken_back(session: Session, consented: str) -> None:
    withdraw(session, consented, ConsentScope.SHARING)
    consent = session.get_one(Consent, 1)
    assert entered(consent) == replace(SIGNED, sharing_withdrawn_on=MAY)
    assert entered(amended(session, consented, SIGNED, consent.version)) == SIGNED


def test_only_what_was_given_is_withdrawn_and_not_before(session: Session, consented: str) -> None:
    early = replace(SIGNED, contact_withdrawn_on=date(2025, 2, 2))
    rule = "2 February 2025 is before the consent (3 February 2025)."
    with refused("contact_withdrawn_on", rule):
        amended(session, consented, early)
    other = replace(SIGNED, scopes=frozenset({ConsentScope.REGISTRY}), sharing_withdrawn_on=MAY)
    rule = "This version does not allow it: clear the date, or tick what was agreed to."
    with refused("sharing_withdrawn_on", rule):
        amended(session, consented, other)
