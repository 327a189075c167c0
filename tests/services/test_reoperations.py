"""Recording operations that followed the treatment."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.codes import DiscLevel, Procedure
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.reoperation import RecordReoperation
from registry.models import Reoperation
from registry.services.dispositions import record_disposition
from registry.services.reoperations import record_reoperation
from tests.people import DEATH, FUSION, NEIGHBOUR, NURSE, REPORTER, TODAY, TREATED_ON
from tests.refusals import refused


def record(
    session: Session, number: str, command: RecordReoperation, actor: Actor = NURSE
) -> Reoperation:
    return record_reoperation(session, actor, number, command, today=TODAY)


def test_an_operation_is_stored_with_its_levels(session: Session, treated: str) -> None:
    operation = record(session, treated, FUSION)
    session.refresh(operation)
    assert [each.level for each in operation.levels] == [DiscLevel.L4_L5, DiscLevel.L5_S1]


def test_an_operation_on_the_day_of_treatment_is_stored(session: Session, treated: str) -> None:
    assert record(session, treated, replace(FUSION, performed_on=TREATED_ON)).id


def test_an_operation_before_treatment_is_refused(session: Session, treated: str) -> None:
    with refused("performed_on", "3 March 2025 is before the index treatment (4 March 2025)."):
        record(session, treated, replace(FUSION, performed_on=date(2025, 3, 3)))


def test_an_operation_without_a_treatment_is_refused(session: Session, enrolled: str) -> None:
    rule = "No treatment is recorded yet. Record it first: an operation follows a treatment."
    with refused("performed_on", rule):
        record(session, enrolled, FUSION)


def test_an_operation_without_a_level_is_refused(session: Session, treated: str) -> None:
    with refused("levels", "Tick at least one level that was operated on."):
        record(session, treated, replace(FUSION, levels=()))


def test_the_same_operation_twice_is_refused(session: Session, treated: str) -> None:
    record(session, treated, FUSION)
    with refused("performed_on", "“Fusion” on 20 November 2025 is already recorded."):
        record(session, treated, FUSION)


def test_another_procedure_on_the_same_day_is_stored(session: Session, treated: str) -> None:
    first = record(session, treated, FUSION)
    second = record(session, treated, replace(FUSION, procedure=Procedure.DECOMPRESSION))
    assert first.id != second.id


def test_an_operation_in_the_future_is_refused(session: Session, treated: str) -> None:
    with refused("performed_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record(session, treated, replace(FUSION, performed_on=date(2026, 6, 2)))


def test_an_operation_after_death_is_refused(session: Session, treated: str) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=TODAY)
    with refused("performed_on", "2 April 2026 is after the patient’s death (1 April 2026)."):
        record(session, treated, replace(FUSION, performed_on=date(2026, 4, 2)))


def test_a_report_issuer_may_not_record_an_operation(session: Session, treated: str) -> None:
    with pytest.raises(NotPermitted):
        record(session, treated, FUSION, REPORTER)


def test_an_operation_of_another_sites_patient_is_not_found(session: Session, treated: str) -> None:
    with pytest.raises(NotFound):
        record(session, treated, FUSION, NEIGHBOUR)
