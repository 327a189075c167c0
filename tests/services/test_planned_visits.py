"""The rows of planned visits follow the records."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.domain.codes import DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.domain.visit import RecordVisit
from registry.models import Disposition, PlannedVisit, Treatment, Visit
from registry.services.dispositions import record_disposition
from registry.services.patients import find_patient
from registry.services.planned_visits import plan_everybody, replan, settle
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from tests.people import NURSE, SCHEDULE, TODAY, TREATED_ON, TREATMENT, TWELVE_MONTHS

CODES = [visit.code for visit in SCHEDULE.visits]


def visited(session: Session, number: str, command: RecordVisit) -> Visit:
    return record_visit(
        session, NURSE, number, command, today=TODAY, schedule=SCHEDULE, odi_minimum_answered=9
    )


def plan(session: Session) -> dict[str, PlannedVisit]:
    session.expire_all()
    return {row.code: row for row in session.scalars(select(PlannedVisit))}


def expected(session: Session) -> list[str]:
    return [code for code, row in plan(session).items() if row.expected]


def test_nothing_is_planned_before_the_first_treatment(session: Session, enrolled: str) -> None:
    visited(session, enrolled, replace(TWELVE_MONTHS, surgery_since_last_contact=None))
    assert plan(session) == {}


def test_the_first_treatment_plans_every_visit(session: Session, treated: str) -> None:
    rows = plan(session)
    assert treated
    assert list(rows) == CODES
    assert (rows["m12"].opens_on, rows["m12"].target_on, rows["m12"].closes_on) == (
        date(2026, 1, 18),
        date(2026, 3, 4),
        date(2026, 4, 18),
    )


def test_a_second_treatment_leaves_the_plan_and_an_earlier_one_moves_it(
    session: Session, treated: str
) -> None:
    for treated_on, first in ((date(2025, 9, 1), TREATED_ON), (date(2025, 3, 1), None)):
        command = replace(TREATMENT, treated_on=treated_on)
        record_treatment(session, NURSE, treated, command, today=TODAY, schedule=SCHEDULE)
        assert plan(session)["m1"].target_on == SCHEDULE.visits[0].target(first or treated_on)


def test_a_visit_answers_the_planned_visit_it_names(session: Session, treated: str) -> None:
    visit = visited(session, treated, TWELVE_MONTHS)
    assert {code: row.visit_id for code, row in plan(session).items() if row.visit_id} == {
        "m12": visit.id
    }


def test_of_two_visits_the_one_nearer_to_the_target_answers(session: Session, treated: str) -> None:
    visit = visited(session, treated, replace(TWELVE_MONTHS, visited_on=date(2026, 2, 1)))
    nearer = Visit(patient_id=visit.patient_id, visited_on=date(2026, 3, 10), planned_visit="m12")
    session.add(nearer)
    settle(session, [visit.patient_id])
    assert plan(session)["m12"].visit_id == nearer.id


def test_a_voided_visit_answers_nothing(session: Session, treated: str) -> None:
    visit = visited(session, treated, TWELVE_MONTHS)
    visit.voided = True
    settle(session, [visit.patient_id])
    assert plan(session)["m12"].visit_id is None


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        (DispositionKind.WITHDRAWAL, ["m1", "m3", "m6"]),
        (DispositionKind.TRANSFERRED, ["m1", "m3", "m6"]),
        (DispositionKind.DEATH, ["m1", "m3", "m6"]),
        (DispositionKind.LOST, CODES),
    ],
)
def test_after_the_end_of_follow_up_nothing_is_expected_unless_the_patient_is_merely_lost(
    session: Session, treated: str, kind: DispositionKind, left: list[str]
) -> None:
    ended = RecordDisposition(kind=kind, occurred_on=date(2026, 4, 17))
    record_disposition(session, NURSE, treated, ended, today=TODAY)
    assert expected(session) == left


def test_a_voided_withdrawal_ends_nothing(session: Session, treated: str) -> None:
    ended = RecordDisposition(kind=DispositionKind.WITHDRAWAL, occurred_on=date(2026, 4, 17))
    record_disposition(session, NURSE, treated, ended, today=TODAY)
    withdrawal = session.scalars(select(Disposition)).one()
    withdrawal.voided = True
    settle(session, [withdrawal.patient_id])
    assert expected(session) == CODES


def test_a_patient_whose_only_treatment_is_voided_has_no_plan(
    session: Session, treated: str
) -> None:
    session.scalars(select(Treatment)).one().voided = True
    replan(session, [find_patient(session, NURSE, treated).id], SCHEDULE)
    assert plan(session) == {}


def test_patients_of_an_older_database_are_planned_once(session: Session, treated: str) -> None:
    visit = visited(session, treated, TWELVE_MONTHS)
    session.execute(delete(PlannedVisit))
    assert list(plan_everybody(session, SCHEDULE)) == [1]
    assert plan(session)["m12"].visit_id == visit.id
    assert list(plan_everybody(session, SCHEDULE)) == [0]


def test_another_schedule_moves_the_windows_of_everybody(session: Session, treated: str) -> None:
    month = replace(SCHEDULE.visits[0], collect_after_days=20)
    wider = replace(SCHEDULE, visits=(month, *SCHEDULE.visits[1:]))
    assert treated
    assert list(plan_everybody(session, wider)) == [1]
    assert plan(session)["m1"].closes_on == month.closes(TREATED_ON)
