"""What is locked changes on no path until it is unlocked with a reason."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.adverse_event import ReportAdverseEvent
from registry.domain.codes import SeriousnessCriterion, YesNoUnknown
from registry.domain.consent import ConsentScope, WithdrawConsent
from registry.domain.errors import Conflict, NotPermitted, Stale
from registry.domain.merge import MergePatients
from registry.domain.quarter import Quarter
from registry.models import (
    AuditEntry,
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.services.adverse_events import record_adverse_event, report_adverse_event
from registry.services.amendments import amending, void_record
from registry.services.consents import record_consent, withdraw_consent
from registry.services.contacts import record_contact
from registry.services.entered import entered
from registry.services.identities import IdentityCipher
from registry.services.locks import set_quarter_lock, set_record_lock
from registry.services.merges import merge_patients
from registry.services.patients import enrol_patient
from tests.factories.recorded import (
    CONSENT,
    EACH_RECORD,
    LOCKED,
    RECORDS,
    SIGNED_OFF,
    dated,
    lock,
    lock_quarter,
    visit,
)
from tests.people import (
    ADMINISTRATOR,
    ENROLMENT,
    FLARE,
    NURSE,
    PHONE_CALL,
    PHYSICIAN,
    REPORTER,
    SCHEDULE,
    TODAY,
    TWELVE_MONTHS,
)
from tests.refusals import refused


@EACH_RECORD
def test_a_locked_record_is_amended_and_voided_only_after_it_is_unlocked(
    session: Session, treated: str, model: type[Amendable]
) -> None:
    record, command, _ = RECORDS[model]
    stored = record(session, treated, command)
    lock(session, stored)
    seen = replace(SIGNED_OFF, version=stored.version)
    with refused("amendment_reason", LOCKED):
        void_record(session, NURSE, model, treated, stored.id, seen, schedule=SCHEDULE)
    with (
        refused("amendment_reason", LOCKED),
        amending(session, NURSE, model, treated, stored.id, seen),
    ):
        pass
    lock(session, stored, locked=False)
    seen = replace(SIGNED_OFF, version=stored.version)
    void_record(session, NURSE, model, treated, stored.id, seen, schedule=SCHEDULE)
    assert stored.voided


@EACH_RECORD
def test_no_service_that_forgets_to_ask_changes_a_locked_record(
    session: Session, treated: str, model: type[Amendable]
) -> None:
    record, command, _ = RECORDS[model]
    stored = record(session, treated, command)
    lock(session, stored)
    for change in (
        {"voided": True},
        {"patient_id": stored.patient_id + 1},
        {"voided": True, "locked": False},
    ):
        with session.no_autoflush:
            for name, value in change.items():
                setattr(stored, name, value)
        with pytest.raises(Conflict, match="it is locked"):
            session.flush()
        session.refresh(stored)
    assert stored.locked
    assert not stored.voided


def test_what_became_known_later_is_noted_on_a_locked_record(
    session: Session, treated: str
) -> None:
    consent = record_consent(session, NURSE, treated, CONSENT, today=TODAY)
    serious = replace(
        FLARE,
        serious=True,
        criteria=(SeriousnessCriterion.HOSPITALISATION,),
        expected=YesNoUnknown.NO,
    )
    event = record_adverse_event(session, NURSE, treated, serious, today=TODAY)
    lock(session, consent)
    lock(session, event)
    lock_quarter(session, Quarter.of(consent.consented_on))
    withdrawal = WithdrawConsent(
        scopes=frozenset({ConsentScope.SHARING}), withdrawn_on=date(2026, 5, 4)
    )
    withdraw_consent(session, NURSE, treated, withdrawal, today=TODAY)
    report = ReportAdverseEvent(reported_on=date(2026, 5, 4), authority_reference="R 1")
    report_adverse_event(session, NURSE, treated, event.id, report, today=TODAY)
    assert (consent.sharing_withdrawn_on, event.reported_on) == (date(2026, 5, 4),) * 2
    assert consent.locked
    assert event.locked


def test_a_patient_with_a_locked_record_is_not_merged(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    again = replace(ENROLMENT, identity=None, external_id="again", warning_reason="another one")
    duplicate = enrol_patient(session, NURSE, again, cipher=cipher, today=TODAY).study_number
    lock(session, dated(record_contact)(session, duplicate, PHONE_CALL))
    command = MergePatients(duplicate=duplicate, survivor=treated, reason="one person")
    with pytest.raises(Conflict, match="This contact was not saved: it is locked"):
        merge_patients(session, ADMINISTRATOR, command, schedule=SCHEDULE)
    session.expunge_all()


@pytest.mark.parametrize("actor", [NURSE, REPORTER], ids=lambda actor: actor.role)
def test_staff_and_issuers_of_reports_lock_nothing(
    session: Session, treated: str, actor: Actor
) -> None:
    stored = visit(session, treated, TWELVE_MONTHS)
    with pytest.raises(NotPermitted, match="You may not lock or unlock"):
        lock(session, stored, actor=actor)
    with pytest.raises(NotPermitted, match="You may not lock or unlock"):
        set_quarter_lock(session, actor, "BER", Quarter(2026, 1), "Done", locked=True, today=TODAY)


def test_a_lock_is_audited_with_its_reason_and_changes_nothing_else(
    session: Session, treated: str
) -> None:
    stored = visit(session, treated, TWELVE_MONTHS)
    before = entered(stored)
    lock(session, stored)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert json.loads(entry.changes) == {"locked": [False, True]}
    assert (entry.table_name, entry.reason) == ("visit", SIGNED_OFF.reason)
    assert entered(stored) == before


def test_a_record_is_locked_once_and_only_in_the_version_that_was_seen(
    session: Session, treated: str
) -> None:
    stored = visit(session, treated, TWELVE_MONTHS)
    lock(session, stored)
    with pytest.raises(Stale):
        set_record_lock(session, PHYSICIAN, Visit, treated, stored.id, SIGNED_OFF, locked=True)
    with pytest.raises(Conflict, match="it is locked already"):
        lock(session, stored)
    lock(session, stored, locked=False)
    with pytest.raises(Conflict, match="it is not locked"):
        lock(session, stored, locked=False)
