"""Two people, or two clicks, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from registry.database import Database
from registry.domain.errors import RuleBroken
from registry.models import Patient, Visit
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import ENROLMENT, NURSE, PHYSICIAN, TODAY, TWELVE_MONTHS


def test_a_double_click_stores_one_visit(
    clinics: Database, settings: Settings, cipher: IdentityCipher, now: datetime
) -> None:
    with clinics.transaction(NURSE, at=now) as session:
        patient = enrol_patient(session, NURSE, ENROLMENT, cipher=cipher, today=TODAY)
        number = patient.study_number

    def click(_: int) -> str:
        with clinics.transaction(NURSE, at=now) as session:
            try:
                record_visit(
                    session,
                    NURSE,
                    number,
                    TWELVE_MONTHS,
                    today=TODAY,
                    schedule=settings.schedule,
                    odi_minimum_answered=settings.odi_minimum_answered,
                )
            except RuleBroken as error:
                return str(error)
            return "stored"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(click, range(2)))
    assert answers == ["A visit on 10 March 2026 is already recorded.", "stored"]
    with clinics.reading() as session:
        assert session.scalar(select(func.count(Visit.id))) == 1


def test_two_people_enrolling_get_two_study_numbers(
    clinics: Database, cipher: IdentityCipher, now: datetime
) -> None:
    def enrol(name: str) -> str:
        person = PHYSICIAN if name == "Bob" else NURSE
        command = replace(ENROLMENT, identity=None, external_id=name)
        with clinics.transaction(person, at=now) as session:
            patient = enrol_patient(session, person, command, cipher=cipher, today=TODAY)
            return patient.study_number

    with ThreadPoolExecutor(2) as pool:
        numbers = set(pool.map(enrol, ("Ada", "Bob")))
    assert len(numbers) == 2
    with clinics.reading() as session:
        assert sorted(session.scalars(select(Patient.sequence))) == [1, 2]
