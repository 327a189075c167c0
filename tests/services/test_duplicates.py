"""Somebody who may be recorded twice is asked about, and the reason is kept."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.identity import IdentityEntry
from registry.domain.merge import MergePatients
from registry.domain.patient import EnrolPatient
from registry.models import AcceptedWarning, Patient
from registry.services.identities import IdentityCipher
from registry.services.merges import merge_patients
from registry.services.patients import enrol_patient
from registry.services.treatments import record_treatment
from registry.settings import Settings
from tests import people
from tests.refusals import refused

REASON = "Her twin sister"
IN_MUNICH = replace(people.ENROLMENT, site_code="MUC")


@pytest.fixture
def enrol(session: Session, cipher: IdentityCipher) -> "Enrol":
    """Return what enrols somebody, by default as the administrator of all sites."""
    return Enrol(session, cipher)


class Enrol:
    """Enrols."""

    def __init__(self, session: Session, cipher: IdentityCipher) -> None:
        self.session, self.cipher = session, cipher

    def __call__(self, command: EnrolPatient, actor: Actor = people.ADMINISTRATOR) -> Patient:
        return enrol_patient(self.session, actor, command, cipher=self.cipher, today=people.TODAY)


def named(name: str, record_number: str) -> IdentityEntry:
    return IdentityEntry(name=name, record_number=record_number)


def test_a_record_number_of_another_site_is_asked_about(enrolled: str, enrol: Enrol) -> None:
    stranger = replace(IN_MUNICH, identity=named("Another Name", "mrn4711"))
    sentence = f"{enrolled} has this medical record number. Open that patient first."
    with refused("warning_reason", sentence):
        enrol(stranger)


def test_the_name_of_somebody_born_in_that_year_is_asked_about(enrolled: str, enrol: Enrol) -> None:
    same = replace(people.ENROLMENT, identity=named("ada  LOVELACE", "MRN 9"))
    sentence = f"{enrolled} has this name, sex and year of birth. Open that patient first."
    with refused("warning_reason", sentence):
        enrol(same)
    enrol(replace(same, birth_year=1971))


def test_the_reason_is_kept_with_the_new_patient(
    session: Session, enrolled: str, enrol: Enrol
) -> None:
    twin = replace(people.ENROLMENT, identity=named("Ada Lovelace", "MRN 9"))
    patient = enrol(replace(twin, warning_reason=REASON))
    kept = session.scalars(select(AcceptedWarning)).one()
    assert (kept.patient_id, kept.table_name, kept.record_id) == (
        patient.id,
        "patient",
        patient.id,
    )
    assert (kept.rule, kept.reason) == ("same_name_and_birth", REASON)
    assert enrolled in kept.warning


def test_nobody_is_told_of_the_patients_of_a_site_they_do_not_see(
    enrolled: str, enrol: Enrol
) -> None:
    patient = enrol(IN_MUNICH, people.NEIGHBOUR)
    assert patient.study_number.startswith("MUC-")
    assert enrolled.startswith("BER-")


def test_the_same_birth_year_sex_and_date_of_treatment_is_asked_about(
    session: Session, treated: str, enrol: Enrol, settings: Settings
) -> None:
    alike = enrol(replace(people.ENROLMENT, identity=None)).study_number

    def treat(on: date, reason: str | None = None) -> None:
        record_treatment(
            session,
            people.NURSE,
            alike,
            replace(people.TREATMENT, treated_on=on, warning_reason=reason),
            today=people.TODAY,
            schedule=settings.schedule,
        )

    have = "has this year of birth, sex and date of treatment"
    with refused("warning_reason", f"{treated} {have}. Open that patient first."):
        treat(people.TREATED_ON)
    treat(people.TREATED_ON, REASON)
    treat(date(2025, 9, 1))
    assert [kept.rule for kept in session.scalars(select(AcceptedWarning))] == ["treated_alike"]


def test_the_record_number_of_a_merged_patient_leads_to_the_survivor(
    session: Session, enrolled: str, enrol: Enrol, settings: Settings
) -> None:
    survivor = enrol(replace(people.ENROLMENT, identity=None)).study_number
    command = MergePatients(duplicate=enrolled, survivor=survivor, reason="One person")
    merge_patients(session, people.ADMINISTRATOR, command, schedule=settings.schedule)
    with refused("record_number", f"This record number is already enrolled as {survivor}."):
        enrol(people.ENROLMENT)
