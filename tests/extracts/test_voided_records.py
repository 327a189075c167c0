"""What was voided is in no frame, list or page."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.domain.patient_search import PatientSearch
from registry.extracts.criteria import Criteria
from registry.extracts.patient_flow import read_enrolment
from registry.extracts.patient_list import patient_page
from registry.extracts.patient_overview import patient_overview
from registry.extracts.patient_record import patient_record
from registry.models import (
    AdverseEvent,
    Contact,
    Disposition,
    Patient,
    Reoperation,
    Treatment,
    Visit,
)
from registry.models.lifecycle import Amendable
from registry.models.valid_records import WITH_VOIDED
from registry.services.adverse_events import record_adverse_event
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.patients import find_patient, lifetime
from registry.services.reoperations import record_reoperation
from tests.extracts.conftest import Read, Visited
from tests.people import BERLIN, DEATH, FLARE, FUSION, PHONE_CALL, TWELVE_MONTHS

Void = Callable[[type[Amendable]], None]


@pytest.fixture
def void(session: Session) -> Void:
    """Return what voids every record of one kind."""

    def void(model: type[Amendable]) -> None:
        for record in session.scalars(select(model)):
            record.voided = True
        session.flush()

    return void


@pytest.fixture
def course(session: Session, nurse: Actor, treated: str, visited: Visited, today: date) -> str:
    """Return a treated patient with one record of every kind."""
    visited(treated, TWELVE_MONTHS)
    record_adverse_event(session, nurse, treated, FLARE, today=today)
    record_reoperation(session, nurse, treated, FUSION, today=today)
    record_contact(session, nurse, treated, PHONE_CALL, today=today)
    record_disposition(session, nurse, treated, DEATH, today=today)
    return treated


def test_a_voided_treatment_leaves_nobody_treated(
    session: Session, course: str, void: Void, read: Read, nurse: Actor, today: date
) -> None:
    void(Treatment)
    frames = read()
    assert len(frames.subjects) == len(frames.scores) == len(frames.time_to_event) == 0
    assert len(frames.adverse_events) == 0
    flow = read_enrolment(session, Criteria(site_codes=BERLIN, cut_off=today))
    assert flow.enrolled == 1
    patient = find_patient(session, nurse, course)
    assert patient_overview(session, patient).index_date is None
    page = patient_page(session, nurse, PatientSearch(), record_fingerprint=None)
    assert page.lines[0].treated_on is None


def test_a_voided_visit_is_neither_scored_nor_a_contact(
    session: Session, course: str, void: Void, read: Read, nurse: Actor
) -> None:
    void(Visit)
    void(Disposition)
    frames = read()
    assert len(frames.scores) == 0
    assert frames.subjects["followed_until"].dt.date.tolist() == [FUSION.performed_on]
    assert patient_overview(session, find_patient(session, nurse, course)).scores == ()
    page = patient_page(session, nurse, PatientSearch(), record_fingerprint=None)
    assert page.lines[0].visited_on is None


@pytest.mark.usefixtures("course")
def test_a_voided_event_is_not_counted(void: Void, read: Read) -> None:
    assert len(read().adverse_events) == 1
    void(AdverseEvent)
    assert len(read().adverse_events) == 0


@pytest.mark.usefixtures("course")
def test_a_voided_operation_is_no_event_of_the_curve(void: Void, read: Read) -> None:
    assert read().time_to_event.loc[0, "event_observed"]
    void(Reoperation)
    frames = read()
    assert not frames.time_to_event.loc[0, "event_observed"]
    assert frames.subjects["reoperated_on"].isna().all()


@pytest.mark.usefixtures("course")
def test_a_voided_contact_does_not_follow_the_patient(void: Void, read: Read) -> None:
    void(Reoperation)
    void(Disposition)
    void(Visit)
    assert read().time_to_event.loc[0, "duration_days"] == 181
    void(Contact)
    frames = read()
    assert frames.time_to_event.loc[0, "duration_days"] == 0
    assert frames.subjects["followed_until"].dt.date.tolist() == [date(2025, 3, 4)]


def test_a_voided_death_leaves_the_patient_alive(
    session: Session, course: str, void: Void, read: Read, nurse: Actor, today: date
) -> None:
    assert read().subjects.loc[0, "died"]
    void(Disposition)
    frames = read()
    assert not frames.subjects.loc[0, "died"]
    assert frames.subjects["expected_until"].dt.date.tolist() == [today]
    patient = find_patient(session, nurse, course)
    assert lifetime(session, patient, today=today).died_on is None
    assert patient_overview(session, patient).ended == ()


def test_what_was_voided_may_be_recorded_anew(
    session: Session, course: str, void: Void, nurse: Actor, today: date
) -> None:
    void(Disposition)
    loss = RecordDisposition(kind=DispositionKind.DEATH, occurred_on=date(2026, 5, 1))
    record_disposition(session, nurse, course, loss, today=today)
    both = session.scalars(select(Disposition).execution_options(**WITH_VOIDED)).all()
    assert sorted(each.voided for each in both) == [False, True]
    record = patient_record(session, find_patient(session, nurse, course))
    assert [each.occurred_on for each in record.dispositions] == [date(2026, 5, 1)]


@pytest.mark.usefixtures("course")
def test_a_voided_patient_is_in_no_list_and_no_cohort(
    session: Session, read: Read, nurse: Actor, today: date
) -> None:
    session.scalars(select(Patient)).one().voided = True
    assert len(read().subjects) == len(read().adverse_events) == 0
    flow = read_enrolment(session, Criteria(site_codes=BERLIN, cut_off=today))
    assert flow.enrolled == 0
    assert patient_page(session, nurse, PatientSearch(), record_fingerprint=None).count == 0
