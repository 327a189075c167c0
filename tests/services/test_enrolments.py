"""The patient’s own data, amended with a reason."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.amendment import Amendment
from registry.domain.codes import Sex, Smoking
from registry.domain.errors import Conflict, NotFound, NotPermitted, Stale
from registry.domain.patient import PatientData
from registry.models import AcceptedWarning, AuditEntry, Patient
from registry.services.amendments import amending, void_record
from registry.services.enrolments import amend_enrolment
from registry.services.entered import entered
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.treatments import record_treatment
from tests.people import ENROLMENT, NEIGHBOUR, NURSE, REPORTER, SCHEDULE, TODAY, TREATMENT
from tests.refusals import refused

WHY = Amendment(version=1, reason="Read wrongly from the paper form")
DATA = PatientData(
    enrolled_on=date(2025, 2, 3), birth_year=1970, sex=Sex.FEMALE, height_cm=170, weight_kg=68.5
)


def amend(
    session: Session,
    number: str,
    command: PatientData,
    cipher: IdentityCipher,
    why: Amendment = WHY,
) -> Patient:
    key = session.scalars(select(Patient.id).where(Patient.study_number == number)).one()
    with amending(session, NURSE, Patient, number, key, why):
        return amend_enrolment(session, NURSE, number, command, cipher=cipher, today=TODAY)


def test_what_is_amended_is_audited_with_its_reason(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    command = replace(DATA, weight_kg=86.5, smoking=Smoking.NEVER)
    patient = amend(session, treated, command, cipher)
    assert entered(patient) == command
    assert patient.version == 2
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert entry.changes == '{"smoking": [null, "never"], "weight_kg": [68.5, 86.5]}'
    assert entry.reason == WHY.reason


def test_an_older_version_is_not_overwritten(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    amend(session, treated, replace(DATA, weight_kg=86.5), cipher)
    with pytest.raises(Stale):
        amend(session, treated, DATA, cipher)


def test_an_impossible_year_of_birth_is_refused(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    with refused("birth_year", "The year of birth 2026 is after the enrolment."):
        amend(session, treated, replace(DATA, birth_year=2026), cipher)
    session.expire_all()
    late = replace(DATA, birth_year=2026, enrolled_on=date(2026, 3, 1))
    rule = "A record of 4 March 2025 would then lie before the year of birth."
    with refused("birth_year", rule):
        amend(session, treated, late, cipher)
    with refused("enrolled_on", "2 June 2026 lies in the future. Enter a date up to today."):
        amend(session, treated, replace(DATA, enrolled_on=date(2026, 6, 2)), cipher)


def test_a_year_of_birth_that_is_another_patients_or_not_the_identitys_asks_for_a_reason(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    other = replace(ENROLMENT, identity=None, birth_year=1971, external_id="other")
    alike = enrol_patient(session, NURSE, other, cipher=cipher, today=TODAY).study_number
    record_treatment(session, NURSE, alike, TREATMENT, today=TODAY, schedule=SCHEDULE)
    command = replace(DATA, birth_year=1971)
    sentence = (
        f"{alike} has this year of birth, sex and date of treatment. Open that patient first."
    )
    with refused("warning_reason", sentence):
        amend(session, treated, command, cipher)
    session.expire_all()
    amend(session, treated, replace(command, warning_reason="Two sisters"), cipher)
    rules = session.scalars(select(AcceptedWarning.rule).order_by(AcceptedWarning.rule)).all()
    assert rules == ["born_otherwise", "treated_alike"]


def test_only_who_may_record_at_the_site_amends(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    with pytest.raises(NotPermitted):
        amend_enrolment(session, REPORTER, treated, DATA, cipher=cipher, today=TODAY)
    with pytest.raises(NotFound):
        amend_enrolment(session, NEIGHBOUR, treated, DATA, cipher=cipher, today=TODAY)


def test_another_patients_data_are_not_found_and_no_patient_is_voided(
    session: Session, treated: str, cipher: IdentityCipher
) -> None:
    other = replace(ENROLMENT, identity=None, external_id="other")
    key = enrol_patient(session, NURSE, other, cipher=cipher, today=TODAY).id
    with pytest.raises(NotFound), amending(session, NURSE, Patient, treated, key, WHY):
        pass
    with pytest.raises(Conflict, match="a patient is not voided; merge a duplicate"):
        void_record(session, NURSE, Patient, treated, key, WHY, schedule=SCHEDULE)
