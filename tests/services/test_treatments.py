"""Recording treatments."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DiscLevel
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.treatment import RecordTreatment
from registry.domain.visit import BASELINE
from registry.models import Treatment
from registry.services.dispositions import record_disposition
from registry.services.patients import find_patient, index_treatment
from registry.services.treatments import record_treatment
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import (
    DEATH,
    NEIGHBOUR,
    NURSE,
    REPORTER,
    SCHEDULE,
    TODAY,
    TREATMENT,
    TWELVE_MONTHS,
)
from tests.refusals import refused


def record(
    session: Session, number: str, command: RecordTreatment, actor: Actor = NURSE
) -> Treatment:
    return record_treatment(session, actor, number, command, today=TODAY, schedule=SCHEDULE)


def test_a_treatment_is_stored_with_its_discs(session: Session, enrolled: str) -> None:
    treatment = record(session, enrolled, TREATMENT)
    session.refresh(treatment)
    assert treatment.treated_on == date(2025, 3, 4)
    assert [(level.level, level.pfirrmann) for level in treatment.levels] == [
        (DiscLevel.L4_L5, "4")
    ]


def test_the_first_treatment_is_the_index_treatment_whatever_the_order_of_entry(
    session: Session, treated: str
) -> None:
    earlier = record(session, treated, replace(TREATMENT, treated_on=date(2024, 5, 1)))
    assert index_treatment(session, find_patient(session, NURSE, treated)) is earlier


def test_a_patient_without_treatment_has_no_index_treatment(
    session: Session, enrolled: str
) -> None:
    assert index_treatment(session, find_patient(session, NURSE, enrolled)) is None


def test_a_treatment_in_the_future_is_refused(session: Session, enrolled: str) -> None:
    with refused("treated_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record(session, enrolled, replace(TREATMENT, treated_on=date(2026, 6, 2)))


def test_a_treatment_today_is_stored(session: Session, enrolled: str) -> None:
    assert record(session, enrolled, replace(TREATMENT, treated_on=TODAY)).id


def test_a_treatment_before_birth_is_refused(session: Session, enrolled: str) -> None:
    with refused("treated_on", "31 December 1969 is before the patient’s year of birth (1970)."):
        record(session, enrolled, replace(TREATMENT, treated_on=date(1969, 12, 31)))


def test_a_treatment_after_death_is_refused(session: Session, enrolled: str) -> None:
    record_disposition(session, NURSE, enrolled, DEATH, today=TODAY)
    with refused("treated_on", "2 April 2026 is after the patient’s death (1 April 2026)."):
        record(session, enrolled, replace(TREATMENT, treated_on=date(2026, 4, 2)))


def test_a_second_treatment_on_one_day_is_refused(session: Session, treated: str) -> None:
    with refused("treated_on", "A treatment on 4 March 2025 is already recorded."):
        record(session, treated, TREATMENT)


def test_a_treatment_without_a_disc_is_refused(session: Session, enrolled: str) -> None:
    with refused("levels", "Tick at least one treated disc."):
        record(session, enrolled, replace(TREATMENT, levels=()))


def test_published_data_may_leave_the_treated_discs_open(session: Session, enrolled: str) -> None:
    command = replace(TREATMENT, levels=(), levels_not_published=True)
    assert record(session, enrolled, command).levels == []


def test_a_disc_named_twice_is_refused(session: Session, enrolled: str) -> None:
    with refused("levels", "The disc L4–L5 is named twice."):
        record(session, enrolled, replace(TREATMENT, levels=TREATMENT.levels * 2))


def test_a_visit_entered_before_its_earlier_treatment_is_no_baseline_any_more(
    session: Session, enrolled: str, settings: Settings
) -> None:
    visit = record_visit(
        session,
        NURSE,
        enrolled,
        TWELVE_MONTHS,
        today=TODAY,
        schedule=settings.schedule,
        odi_minimum_answered=9,
    )
    assert visit.planned_visit == BASELINE
    record(session, enrolled, TREATMENT)
    assert visit.planned_visit is None


def test_a_report_issuer_may_not_record(session: Session, enrolled: str) -> None:
    with pytest.raises(NotPermitted, match="your role is report issuer"):
        record(session, enrolled, TREATMENT, REPORTER)


def test_a_patient_of_another_site_is_not_found(session: Session, enrolled: str) -> None:
    with pytest.raises(NotFound):
        record(session, enrolled, TREATMENT, NEIGHBOUR)


def test_a_patient_who_does_not_exist_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound, match="There is no patient “BER-9999-X” here"):
        record(session, "BER-9999-X", TREATMENT)
