"""Nothing dated in a locked quarter changes until the quarter is unlocked with a reason."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.consent import ConsentScope, WithdrawConsent
from registry.domain.errors import Conflict, RuleBroken
from registry.domain.quarter import Quarter
from registry.models import (
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.services.amendments import amending
from registry.services.consents import record_consent, withdraw_consent
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from tests.factories.recorded import (
    CONSENT,
    EACH_RECORD,
    MARCH,
    RECORDS,
    SIGNED_OFF,
    dates_of,
    lock_quarter,
    visit,
)
from tests.people import (
    ADMINISTRATOR,
    ENROLMENT,
    NURSE,
    PHYSICIAN,
    TODAY,
    TWELVE_MONTHS,
)


@EACH_RECORD
def test_nothing_dated_in_a_locked_quarter_is_recorded(
    session: Session, treated: str, model: type[Amendable]
) -> None:
    record, command, field = RECORDS[model]
    day = dates_of(command)
    lock_quarter(session, Quarter.of(day))
    with pytest.raises(RuleBroken) as caught:
        record(session, treated, command)
    (broken,) = caught.value.broken
    assert broken.field == field
    assert f"lies in {Quarter.of(day).label}, which is locked for site BER." in broken.rule
    session.expunge_all()
    lock_quarter(session, Quarter.of(day), locked=False)
    assert record(session, treated, command).id


def test_no_record_is_moved_out_of_a_locked_quarter_or_into_it(
    session: Session, treated: str
) -> None:
    stored = visit(session, treated, TWELVE_MONTHS)
    lock_quarter(session, Quarter(2026, 1))
    later = replace(TWELVE_MONTHS, visited_on=date(2026, 4, 2))
    with (
        pytest.raises(RuleBroken, match="10 March 2026 lies in Q1 2026"),
        amending(session, NURSE, Visit, treated, stored.id, SIGNED_OFF),
    ):
        visit(session, treated, later)
    session.expunge_all()
    other = visit(session, treated, replace(later, warning_reason="asked again"))
    with (
        pytest.raises(RuleBroken, match="20 March 2026 lies in Q1 2026"),
        amending(session, NURSE, Visit, treated, other.id, SIGNED_OFF),
    ):
        visit(session, treated, replace(later, visited_on=MARCH, warning_reason="asked again"))
    session.expunge_all()


def test_enrolment_in_a_locked_quarter_is_refused(session: Session, cipher: IdentityCipher) -> None:
    lock_quarter(session, Quarter(2025, 1))
    with pytest.raises(RuleBroken, match="3 February 2025 lies in Q1 2025"):
        enrol_patient(session, NURSE, ENROLMENT, cipher=cipher, today=TODAY)
    session.expunge_all()
    munich = replace(ENROLMENT, site_code="MUC", identity=None)
    assert enrol_patient(session, ADMINISTRATOR, munich, cipher=cipher, today=TODAY).id


def test_a_withdrawal_dated_in_a_locked_quarter_is_refused(session: Session, treated: str) -> None:
    record_consent(session, NURSE, treated, CONSENT, today=TODAY)
    lock_quarter(session, Quarter(2026, 1))
    withdrawal = WithdrawConsent(
        scopes=frozenset({ConsentScope.SHARING}), withdrawn_on=date(2026, 3, 4)
    )
    with pytest.raises(RuleBroken, match="4 March 2026 lies in Q1 2026"):
        withdraw_consent(session, NURSE, treated, withdrawal, today=TODAY)
    session.expunge_all()


def test_a_quarter_is_locked_once_and_unlocked_once(session: Session) -> None:
    first = lock_quarter(session, Quarter(2026, 1))
    assert (first.changed_by, first.reason, first.locked) == (PHYSICIAN.name, "Signed off", True)
    with pytest.raises(Conflict, match="This quarter was not saved: it is locked already"):
        lock_quarter(session, Quarter(2026, 1))
    assert not lock_quarter(session, Quarter(2026, 1), locked=False).locked
    with pytest.raises(Conflict, match="it is not locked"):
        lock_quarter(session, Quarter(2026, 1), locked=False)
    with pytest.raises(RuleBroken, match="Q2 2026 ends on 30 June 2026"):
        lock_quarter(session, Quarter(2026, 2))


def test_no_visit_slips_into_a_quarter_while_it_is_being_locked(
    clinics: Database, cipher: IdentityCipher, now: datetime
) -> None:
    with clinics.transaction(NURSE, at=now) as session:
        patient = enrol_patient(session, NURSE, ENROLMENT, cipher=cipher, today=TODAY)
        number = patient.study_number
    saved, may_commit = Event(), Event()

    def enter() -> None:
        with clinics.transaction(NURSE, at=now) as session:
            visit(session, number, TWELVE_MONTHS)
            saved.set()
            may_commit.wait(10)

    def sign_off() -> None:
        saved.wait(10)
        may_commit.set()
        with clinics.transaction(PHYSICIAN, at=now) as session:
            lock_quarter(session, Quarter(2026, 1))
            assert session.scalars(select(Visit)).all(), "the visit was saved before the lock"

    with ThreadPoolExecutor(2) as pool:
        entering, signing = pool.submit(enter), pool.submit(sign_off)
        entering.result()
        signing.result()
    with (
        pytest.raises(RuleBroken, match="20 March 2026 lies in Q1 2026"),
        clinics.transaction(NURSE, at=now) as session,
    ):
        visit(session, number, replace(TWELVE_MONTHS, visited_on=MARCH, warning_reason="again"))
