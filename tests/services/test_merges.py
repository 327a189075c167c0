"""A duplicate is merged into its patient, and unmerged without a trace in the numbers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import EventDefinition
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.merge import MergePatients, UndoMerge
from registry.domain.patient_search import PatientSearch
from registry.domain.query import QueryState
from registry.extracts.cohort_frames import read_cohort_frames, snapshot_sha256
from registry.extracts.criteria import Criteria
from registry.extracts.patient_list import patient_page
from registry.extracts.patient_record import patient_record
from registry.models import AuditEntry, Base, Patient, PlannedVisit, Query, Treatment
from registry.services.adverse_events import record_adverse_event
from registry.services.identities import IdentityCipher
from registry.services.merges import FOLLOWING, MOVED, merge_patients, merged_into, undo_merge
from registry.services.patients import enrol_patient, find_patient
from registry.services.reoperations import record_reoperation
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from registry.settings import Settings
from tests import people
from tests.refusals import refused

SAME_PERSON = "The same insurance number"
Enrol = Callable[..., str]
Merge = Callable[[str, str], Patient]
Undo = Callable[[str], Patient]


@pytest.fixture
def enrol(session: Session, cipher: IdentityCipher) -> Enrol:
    """Return what enrols somebody else and gives the study number."""

    def enrol(site_code: str = "BER", actor: Actor = people.NURSE) -> str:
        person = replace(people.ENROLMENT, identity=None, site_code=site_code)
        return enrol_patient(session, actor, person, cipher=cipher, today=people.TODAY).study_number

    return enrol


@pytest.fixture
def duplicate(session: Session, enrol: Enrol, settings: Settings) -> str:
    """Return the number of a duplicate with a second treatment, a visit and an event."""
    number = enrol()
    day, schedule = people.TODAY, settings.schedule
    again = replace(people.TREATMENT, treated_on=date(2025, 9, 1))
    record_treatment(session, people.NURSE, number, again, today=day, schedule=schedule)
    record_visit(
        session,
        people.NURSE,
        number,
        replace(people.TWELVE_MONTHS, visited_on=date(2025, 12, 2)),
        today=day,
        schedule=schedule,
        odi_minimum_answered=9,
    )
    later = replace(people.FLARE, verbatim_term="Headache")
    record_adverse_event(session, people.NURSE, number, later, today=day)
    record_reoperation(session, people.NURSE, number, people.FUSION, today=day)
    return number


@pytest.fixture
def merge(session: Session, settings: Settings) -> Merge:
    """Return what merges the first patient into the second."""

    def merge(duplicate: str, survivor: str) -> Patient:
        command = MergePatients(duplicate=duplicate, survivor=survivor, reason=SAME_PERSON)
        merged = merge_patients(session, people.ADMINISTRATOR, command, schedule=settings.schedule)
        session.flush()
        return merged

    return merge


@pytest.fixture
def undo(session: Session, settings: Settings) -> Undo:
    """Return what undoes the merge of a patient."""

    def undo(duplicate: str) -> Patient:
        command = UndoMerge(duplicate=duplicate, reason="Twins")
        return undo_merge(session, people.ADMINISTRATOR, command, schedule=settings.schedule)

    return undo


def snapshot(session: Session) -> str:
    session.flush()
    criteria = Criteria(site_codes=None, cut_off=people.TODAY)
    definition = EventDefinition.SURGERY_AT_TREATED_LEVEL
    return snapshot_sha256(read_cohort_frames(session, criteria, definition))


def plan(session: Session) -> list[tuple[object, ...]]:
    rows = select(PlannedVisit).order_by(PlannedVisit.patient_id, PlannedVisit.target_on)
    return [
        (row.patient_id, row.code, row.target_on, row.expected, row.visit_id)
        for row in session.scalars(rows)
    ]


def test_the_survivor_has_all_records_and_the_duplicate_is_gone_from_the_list(
    session: Session, treated: str, duplicate: str, merge: Merge
) -> None:
    survivor = merge(duplicate, treated)
    record = patient_record(session, survivor)
    assert [each.treated_on for each in record.treatments] == [
        people.TREATED_ON,
        date(2025, 9, 1),
    ]
    assert len(record.visits) == len(record.adverse_events) == len(record.reoperations) == 1
    page = patient_page(session, people.NURSE, PatientSearch(), record_fingerprint=None)
    assert [line.study_number for line in page.lines] == [treated]


def test_merge_then_undo_gives_the_same_snapshot_and_the_same_plan(
    session: Session, treated: str, duplicate: str, merge: Merge, undo: Undo
) -> None:
    before, planned = snapshot(session), plan(session)
    merge(duplicate, treated)
    assert snapshot(session) != before
    undo(duplicate)
    assert snapshot(session) == before
    assert plan(session) == planned


def test_what_was_recorded_after_the_merge_stays_with_the_survivor(
    session: Session, treated: str, duplicate: str, merge: Merge, undo: Undo
) -> None:
    survivor = merge(duplicate, treated)
    record_adverse_event(session, people.NURSE, treated, people.FLARE, today=people.TODAY)
    undo(duplicate)
    session.flush()
    kept = patient_record(session, survivor).adverse_events
    assert [event.verbatim_term for event in kept] == [people.FLARE.verbatim_term]


def test_a_question_about_a_record_goes_where_the_record_goes(
    session: Session, treated: str, duplicate: str, merge: Merge, undo: Undo
) -> None:
    alone = find_patient(session, people.NURSE, duplicate)
    treatment = patient_record(session, alone).treatments[0]
    survivor = merge(duplicate, treated)
    question = Query(
        site_id=survivor.site_id,
        patient_id=survivor.id,
        table_name="treatment",
        record_id=treatment.id,
        field="lot_number",
        state=QueryState.OPEN,
        opened_at=people.NOW,
    )
    session.add(question)
    undo(duplicate)
    session.flush()
    assert question.patient_id == alone.id


def test_a_merge_can_be_done_again_after_it_was_undone(
    session: Session, treated: str, duplicate: str, merge: Merge, undo: Undo
) -> None:
    before = snapshot(session)
    for _ in range(2):
        merge(duplicate, treated)
        undo(duplicate)
    assert snapshot(session) == before


def test_the_number_of_a_merged_patient_leads_to_the_survivor(
    session: Session, treated: str, duplicate: str, merge: Merge
) -> None:
    survivor = merge(duplicate, treated)
    assert find_patient(session, people.NURSE, duplicate) is survivor
    assert [each.study_number for each in merged_into(session, survivor)] == [duplicate]


def test_the_number_of_a_merged_patient_is_never_given_again(
    treated: str, duplicate: str, merge: Merge, enrol: Enrol
) -> None:
    merge(duplicate, treated)
    assert enrol() not in {treated, duplicate}


def test_every_move_is_in_the_audit_trail_with_the_reason(
    session: Session, treated: str, duplicate: str, merge: Merge
) -> None:
    merge(duplicate, treated)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.reason == SAME_PERSON)).all()
    moved = {entry.table_name for entry in entries if '"patient_id"' in entry.changes}
    assert moved == {"treatment", "visit", "adverse_event", "reoperation"}
    assert "patient" in {entry.table_name for entry in entries}


def test_the_same_treatment_at_both_must_be_voided_at_one_first(
    session: Session, treated: str, enrol: Enrol, settings: Settings, merge: Merge
) -> None:
    number = enrol()
    schedule = settings.schedule
    twice = record_treatment(
        session,
        people.NURSE,
        number,
        replace(people.TREATMENT, warning_reason="Entered twice"),
        today=people.TODAY,
        schedule=schedule,
    )
    with refused("duplicate", "Both patients have the same treatment. Void one of the two first."):
        merge(number, treated)
    twice.voided = True
    session.flush()
    merge(number, treated)
    assert len(session.scalars(select(Treatment)).all()) == 1


def test_patients_of_two_sites_are_not_merged(treated: str, enrol: Enrol, merge: Merge) -> None:
    number = enrol("MUC", people.ADMINISTRATOR)
    rule = "Patients of two sites are not merged: each site would see the other’s records."
    with refused("duplicate", rule):
        merge(number, treated)


def test_a_patient_is_not_merged_into_themselves(treated: str, merge: Merge) -> None:
    with refused("duplicate", "This is the same patient. Enter the other study number."):
        merge(treated, treated)


def test_a_patient_into_whom_others_were_merged_is_not_merged_away(
    treated: str, duplicate: str, enrol: Enrol, merge: Merge
) -> None:
    merge(duplicate, treated)
    third = enrol()
    with refused("duplicate", f"{duplicate} was merged into {treated}. Undo that merge first."):
        merge(treated, third)


def test_only_an_administrator_merges(
    session: Session, treated: str, duplicate: str, settings: Settings
) -> None:
    command = MergePatients(duplicate=duplicate, survivor=treated, reason=SAME_PERSON)
    with pytest.raises(NotPermitted):
        merge_patients(session, people.PHYSICIAN, command, schedule=settings.schedule)


def test_a_patient_who_is_not_merged_cannot_be_unmerged(treated: str, undo: Undo) -> None:
    with pytest.raises(NotFound, match="merged patient"):
        undo(treated)


def test_every_table_of_a_patient_is_moved_or_stays_for_a_reason() -> None:
    of_patient = {
        table.name for table in Base.metadata.tables.values() if "patient_id" in table.columns
    }
    stay = {"identity", "planned_visit", "draft"}
    assert of_patient - stay == {model.__tablename__ for model in (*MOVED, *FOLLOWING)}
