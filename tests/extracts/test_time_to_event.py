"""When a patient is censored, and which operation is the event."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.analysis.frames import CohortFrames
from registry.domain.codes import (
    DiscLevel,
    DispositionKind,
    EventDefinition,
    Procedure,
    YesNoUnknown,
)
from registry.domain.contact import ContactMode, ContactResult, RecordContact
from registry.domain.disposition import RecordDisposition
from registry.services.contacts import record_contact
from registry.services.dispositions import record_disposition
from registry.services.reoperations import record_reoperation
from registry.services.treatments import record_treatment
from tests.extracts.conftest import Read, Visited
from tests.people import (
    DEATH,
    FUSION,
    NURSE,
    PHONE_CALL,
    SCHEDULE,
    TODAY,
    TREATED_ON,
    TREATMENT,
    TWELVE_MONTHS,
)


def only_row(frames: CohortFrames) -> tuple[int, bool]:
    (days,) = frames.time_to_event["duration_days"].tolist()
    (event,) = frames.time_to_event["event_observed"].tolist()
    return days, event


def days_to(day: date) -> int:
    return (day - TREATED_ON).days


def test_a_patient_of_whom_nothing_is_known_is_censored_on_the_day_of_treatment(
    treated: str, read: Read
) -> None:
    assert treated
    assert only_row(read()) == (0, False)


def test_a_visit_that_answers_no_moves_the_censoring_to_its_date(
    treated: str, visited: Visited, read: Read
) -> None:
    visited(treated, TWELVE_MONTHS)
    assert only_row(read()) == (days_to(TWELVE_MONTHS.visited_on), False)


@pytest.mark.parametrize("answer", [None, YesNoUnknown.UNKNOWN, YesNoUnknown.YES])
def test_a_visit_that_does_not_answer_no_moves_nothing(
    treated: str, visited: Visited, read: Read, answer: YesNoUnknown | None
) -> None:
    visited(treated, replace(TWELVE_MONTHS, surgery_since_last_contact=answer))
    assert only_row(read()) == (0, False)


def test_a_contact_and_a_withdrawal_move_the_censoring_to_the_later_of_the_two(
    session: Session, treated: str, read: Read
) -> None:
    withdrawal = RecordDisposition(kind=DispositionKind.WITHDRAWAL, occurred_on=date(2025, 10, 1))
    record_contact(session, NURSE, treated, PHONE_CALL, today=TODAY)
    assert only_row(read()) == (days_to(PHONE_CALL.contacted_on), False)
    record_disposition(session, NURSE, treated, withdrawal, today=TODAY)
    assert only_row(read()) == (days_to(date(2025, 10, 1)), False)


def test_death_censors_at_its_date(session: Session, treated: str, read: Read) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=TODAY)
    assert only_row(read()) == (days_to(DEATH.occurred_on), False)


def test_nothing_after_the_cut_off_is_known(
    session: Session, treated: str, visited: Visited, read: Read
) -> None:
    visited(treated, TWELVE_MONTHS)
    record_reoperation(session, NURSE, treated, FUSION, today=TODAY)
    assert only_row(read(FUSION.performed_on)) == (days_to(FUSION.performed_on), True)
    assert only_row(read(date(2025, 11, 19))) == (0, False)


@pytest.mark.parametrize(
    ("procedure", "levels", "events"),
    [
        (Procedure.FUSION, (DiscLevel.L4_L5,), (True, True, True)),
        (Procedure.FUSION, (DiscLevel.L2_L3,), (False, True, True)),
        (Procedure.REPEAT_INJECTION, (DiscLevel.L4_L5,), (False, False, True)),
    ],
)
def test_the_three_definitions_of_the_event_differ(
    session: Session,
    treated: str,
    read: Read,
    procedure: Procedure,
    levels: tuple[DiscLevel, ...],
    events: tuple[bool, ...],
) -> None:
    operation = replace(FUSION, procedure=procedure, levels=levels)
    record_reoperation(session, NURSE, treated, operation, today=TODAY)
    found = [only_row(read(definition=definition)) for definition in EventDefinition]
    assert found == [(days_to(FUSION.performed_on), event) for event in events]


def test_a_second_treatment_is_a_reintervention_and_no_surgery(
    session: Session, treated: str, read: Read
) -> None:
    again = replace(TREATMENT, treated_on=date(2025, 9, 4))
    record_treatment(session, NURSE, treated, again, today=TODAY, schedule=SCHEDULE)
    assert only_row(read())[1] is False
    reintervention = read(definition=EventDefinition.ANY_REINTERVENTION)
    assert only_row(reintervention) == (days_to(date(2025, 9, 4)), True)


def test_an_attempt_in_vain_does_not_move_the_censoring(
    session: Session, treated: str, read: Read
) -> None:
    attempt = RecordContact(
        contacted_on=TODAY, mode=ContactMode.PHONE, result=ContactResult.NO_ANSWER
    )
    record_contact(session, NURSE, treated, PHONE_CALL, today=TODAY)
    record_contact(session, NURSE, treated, attempt, today=TODAY)
    frames = read()
    assert only_row(frames) == (days_to(PHONE_CALL.contacted_on), False)
    assert frames.subjects["followed_until"].dt.date.tolist() == [PHONE_CALL.contacted_on]


def test_the_first_of_two_operations_counts(session: Session, treated: str, read: Read) -> None:
    later = replace(FUSION, performed_on=date(2026, 2, 1))
    record_reoperation(session, NURSE, treated, later, today=TODAY)
    record_reoperation(session, NURSE, treated, FUSION, today=TODAY)
    assert only_row(read()) == (days_to(FUSION.performed_on), True)


def test_an_operation_at_a_disc_treated_only_later_is_not_at_a_treated_level(
    session: Session, treated: str, read: Read
) -> None:
    elsewhere = replace(FUSION, levels=(DiscLevel.L2_L3,))
    later = replace(
        TREATMENT,
        treated_on=date(2026, 1, 8),
        levels=(replace(TREATMENT.levels[0], level=DiscLevel.L2_L3),),
    )
    record_reoperation(session, NURSE, treated, elsewhere, today=TODAY)
    record_treatment(session, NURSE, treated, later, today=TODAY, schedule=SCHEDULE)
    assert only_row(read()) == (days_to(FUSION.performed_on), False)
    again = replace(elsewhere, performed_on=date(2026, 2, 1))
    record_reoperation(session, NURSE, treated, again, today=TODAY)
    assert only_row(read()) == (days_to(date(2026, 2, 1)), True)


def test_a_death_without_the_event_competes_and_one_after_it_does_not(
    session: Session, treated: str, read: Read
) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=TODAY)
    (died_first,) = read().time_to_event["died_first"].tolist()
    assert died_first
    assert only_row(read()) == (days_to(DEATH.occurred_on), False)
    record_reoperation(session, NURSE, treated, FUSION, today=TODAY)
    (died_first,) = read().time_to_event["died_first"].tolist()
    assert not died_first


def test_the_definitions_that_were_not_chosen_are_read_beside_it(
    session: Session, treated: str, read: Read
) -> None:
    elsewhere = replace(FUSION, levels=(DiscLevel.L2_L3,))
    record_reoperation(session, NURSE, treated, elsewhere, today=TODAY)
    frames = read()
    assert only_row(frames) == (days_to(FUSION.performed_on), False)
    others = frames.other_definitions
    assert others["event_definition"].tolist() == ["any_lumbar_surgery", "any_reintervention"]
    assert others["event_observed"].tolist() == [True, True]
    assert others["duration_days"].tolist() == [days_to(FUSION.performed_on)] * 2
