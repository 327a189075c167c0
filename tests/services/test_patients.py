"""Enrolling and finding patients."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.identity import IdentityEntry
from registry.domain.patient import EnrolPatient
from registry.domain.rules import Lifetime
from registry.models import Identity, Patient
from registry.services.dispositions import record_disposition
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient, find_patient, lifetime
from tests.people import ADMINISTRATOR, DEATH, ENROLMENT, NEIGHBOUR, NURSE, REPORTER, TODAY
from tests.refusals import refused

BOB = replace(ENROLMENT, identity=IdentityEntry(name="Bob", record_number="MRN 4712"))


@pytest.fixture
def enrol(session: Session, cipher: IdentityCipher) -> "Enrol":
    return Enrol(session, cipher)


class Enrol:
    """Enrols in the session of the test."""

    def __init__(self, session: Session, cipher: IdentityCipher) -> None:
        self._session = session
        self._cipher = cipher

    def __call__(self, command: EnrolPatient, actor: Actor = NURSE) -> Patient:
        return enrol_patient(self._session, actor, command, cipher=self._cipher, today=TODAY)


def born(day: date) -> EnrolPatient:
    return replace(ENROLMENT, identity=IdentityEntry(name="Ada", date_of_birth=day))


def test_patients_get_the_next_study_number_of_their_site(enrol: Enrol) -> None:
    assert [enrol(ENROLMENT).study_number, enrol(BOB).study_number] == ["BER-0001-H", "BER-0002-F"]


def test_each_site_counts_its_own_patients(enrol: Enrol) -> None:
    enrol(ENROLMENT)
    assert enrol(replace(BOB, site_code="MUC"), ADMINISTRATOR).sequence == 1


def test_what_was_entered_is_stored(session: Session, enrol: Enrol) -> None:
    patient = enrol(ENROLMENT)
    session.refresh(patient)
    assert (patient.birth_year, patient.height_cm, patient.weight_kg) == (1970, 170, 68.5)
    assert patient.smoking is None


def test_an_imported_patient_without_a_name_has_no_identity(session: Session, enrol: Enrol) -> None:
    patient = enrol(replace(ENROLMENT, identity=None))
    assert session.get(Identity, patient.id) is None


def test_an_enrolment_in_the_future_is_refused(enrol: Enrol) -> None:
    with refused("enrolled_on", "2 June 2026 lies in the future. Enter a date up to today."):
        enrol(replace(ENROLMENT, enrolled_on=date(2026, 6, 2)))


def test_a_year_of_birth_after_enrolment_is_refused(enrol: Enrol) -> None:
    with refused("birth_year", "The year of birth 2026 is after the enrolment."):
        enrol(replace(BOB, birth_year=2026))


def test_two_years_of_birth_are_refused(enrol: Enrol) -> None:
    with refused("date_of_birth", "The date of birth says 1971, the year of birth 1970."):
        enrol(born(date(1971, 1, 1)))


def test_a_date_of_birth_after_enrolment_is_refused(enrol: Enrol) -> None:
    with refused("date_of_birth", "The date of birth is after the enrolment."):
        enrol(replace(born(date(2025, 2, 4)), birth_year=2025))


def test_a_record_number_that_is_enrolled_is_refused_however_it_is_spaced(enrol: Enrol) -> None:
    enrol(ENROLMENT)
    again = IdentityEntry(name="A. Lovelace", record_number="mrn4711")
    with refused("record_number", "This record number is already enrolled as BER-0001-H."):
        enrol(replace(ENROLMENT, identity=again))


def test_a_second_click_without_a_record_number_enrols_nobody_twice(enrol: Enrol) -> None:
    unnumbered = replace(ENROLMENT, identity=IdentityEntry(name="Ada Lovelace"))
    enrol(unnumbered)
    rule = "This name is enrolled as BER-0001-H. If it is another person, enter a record number."
    with refused("record_number", rule):
        enrol(unnumbered)


def test_two_patients_of_one_name_are_told_apart_by_a_record_number(enrol: Enrol) -> None:
    enrol(replace(ENROLMENT, identity=IdentityEntry(name="Ada Lovelace")))
    assert enrol(replace(ENROLMENT, warning_reason="Her cousin")).sequence == 2


def test_another_name_or_another_day_is_another_patient(enrol: Enrol) -> None:
    unnumbered = replace(ENROLMENT, identity=IdentityEntry(name="Ada Lovelace"))
    enrol(unnumbered)
    enrol(replace(ENROLMENT, identity=IdentityEntry(name="Ada Byron")))
    later = replace(unnumbered, enrolled_on=date(2025, 2, 4), warning_reason="Her cousin")
    assert enrol(later).sequence == 3


def test_two_sites_may_use_the_same_record_number(enrol: Enrol) -> None:
    enrol(ENROLMENT)
    in_munich = replace(ENROLMENT, site_code="MUC", warning_reason="The numbers are each site’s")
    assert enrol(in_munich, ADMINISTRATOR).sequence == 1


def test_a_nurse_may_not_enrol_at_another_site(enrol: Enrol) -> None:
    with pytest.raises(NotFound, match="There is no site “MUC” here"):
        enrol(replace(ENROLMENT, site_code="MUC"))


def test_a_report_issuer_may_not_enrol(enrol: Enrol) -> None:
    with pytest.raises(NotPermitted):
        enrol(ENROLMENT, REPORTER)


def test_a_patient_is_found_by_study_number(session: Session, enrolled: str) -> None:
    assert find_patient(session, REPORTER, enrolled).study_number == enrolled


@pytest.mark.parametrize("number", ["", "BER-0001", "\0", "BER-0001-H\0", "' OR 1=1 --", "%"])
def test_what_is_no_study_number_finds_nobody(session: Session, enrolled: str, number: str) -> None:
    assert enrolled
    with pytest.raises(NotFound):
        find_patient(session, NURSE, number)


def test_another_sites_patient_is_not_found(session: Session, enrolled: str) -> None:
    with pytest.raises(NotFound):
        find_patient(session, NEIGHBOUR, enrolled)


def test_the_day_of_death_ends_a_lifetime(session: Session, enrolled: str) -> None:
    record_disposition(session, NURSE, enrolled, DEATH, today=TODAY)
    patient = find_patient(session, NURSE, enrolled)
    assert lifetime(session, patient, today=TODAY) == Lifetime(
        birth_year=1970, died_on=date(2026, 4, 1), today=TODAY
    )
