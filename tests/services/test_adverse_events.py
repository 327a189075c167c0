"""Recording adverse events."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.adverse_event import RecordAdverseEvent
from registry.domain.codes import (
    DatePrecision,
    EventOutcome,
    SeriousnessCriterion,
    SeverityGrade,
)
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.partial_date import PartialDate
from registry.models import AdverseEvent
from registry.services.adverse_events import record_adverse_event
from registry.services.dispositions import record_disposition
from tests.people import DEATH, FLARE, NEIGHBOUR, NURSE, REPORTER, TODAY
from tests.refusals import refused

HOSPITALISED = (SeriousnessCriterion.HOSPITALISATION,)
FATAL = replace(
    FLARE,
    grade=SeverityGrade.GRADE_5,
    serious=True,
    criteria=(SeriousnessCriterion.DEATH,),
    outcome=EventOutcome.FATAL,
)


def record(
    session: Session, number: str, command: RecordAdverseEvent, actor: Actor = NURSE
) -> AdverseEvent:
    return record_adverse_event(session, actor, number, command, today=TODAY)


def month(year: int, number: int) -> PartialDate:
    return PartialDate(date(year, number, 1), DatePrecision.MONTH)


def day(year: int, month: int, number: int) -> PartialDate:
    return PartialDate(date(year, month, number), DatePrecision.DAY)


def test_an_event_is_stored_with_its_dates_and_how_exactly_they_are_known(
    session: Session, treated: str
) -> None:
    event = record(session, treated, replace(FLARE, ended=month(2025, 3)))
    session.refresh(event)
    assert (event.onset_on, event.onset_precision) == (date(2025, 3, 5), DatePrecision.DAY)
    assert (event.ended_on, event.end_precision) == (date(2025, 3, 1), DatePrecision.MONTH)


def test_an_event_that_goes_on_has_no_end(session: Session, treated: str) -> None:
    event = record(session, treated, FLARE)
    assert (event.ended_on, event.end_precision) == (None, None)


def test_a_serious_event_keeps_its_criteria(session: Session, treated: str) -> None:
    event = record(session, treated, replace(FLARE, serious=True, criteria=HOSPITALISED))
    assert [met.criterion for met in event.seriousness] == list(HOSPITALISED)


def test_a_severe_event_need_not_be_serious(session: Session, treated: str) -> None:
    event = record(session, treated, replace(FLARE, grade=SeverityGrade.GRADE_3))
    assert not event.serious


def test_a_serious_event_without_a_criterion_is_refused(session: Session, treated: str) -> None:
    with refused("criteria", "A serious event meets at least one criterion. Tick which."):
        record(session, treated, replace(FLARE, serious=True))


def test_a_criterion_without_serious_is_refused(session: Session, treated: str) -> None:
    rule = "An event that meets a criterion is serious. Tick “Serious” or clear the criteria."
    with refused("serious", rule):
        record(session, treated, replace(FLARE, criteria=HOSPITALISED))


def test_a_fatal_event_is_stored_where_grade_criterion_and_outcome_agree(
    session: Session, treated: str
) -> None:
    assert record(session, treated, FATAL).outcome is EventOutcome.FATAL


@pytest.mark.parametrize(
    ("field", "command"),
    [
        ("grade", replace(FATAL, grade=SeverityGrade.GRADE_4)),
        ("criteria", replace(FATAL, criteria=HOSPITALISED)),
        ("outcome", replace(FATAL, outcome=EventOutcome.RECOVERED)),
    ],
)
def test_a_death_that_not_all_answers_say_is_refused(
    session: Session, treated: str, field: str, command: RecordAdverseEvent
) -> None:
    rule = "Grade 5, the criterion death and the outcome fatal go together. Enter all or none."
    with refused(field, rule):
        record(session, treated, command)


def test_an_end_before_the_onset_is_refused(session: Session, treated: str) -> None:
    with refused("ended", "4 March 2025 is before the onset (5 March 2025)."):
        record(session, treated, replace(FLARE, ended=day(2025, 3, 4)))


def test_an_end_in_a_month_that_ends_before_the_onset_is_refused(
    session: Session, treated: str
) -> None:
    with refused("ended", "28 February 2025 is before the onset (5 March 2025)."):
        record(session, treated, replace(FLARE, ended=month(2025, 2)))


def test_an_end_in_the_future_is_refused(session: Session, treated: str) -> None:
    with refused("ended", "1 July 2026 lies in the future. Enter a date up to today."):
        record(session, treated, replace(FLARE, ended=month(2026, 7)))


def test_an_onset_in_the_future_is_refused(session: Session, treated: str) -> None:
    with refused("onset", "2 June 2026 lies in the future. Enter a date up to today."):
        record(session, treated, replace(FLARE, onset=day(2026, 6, 2), aware_on=TODAY))


def test_an_onset_in_the_running_month_is_stored(session: Session, treated: str) -> None:
    command = replace(FLARE, onset=month(2026, 6), aware_on=TODAY)
    assert record(session, treated, command).onset_on == date(2026, 6, 1)


def test_awareness_before_the_onset_is_refused(session: Session, treated: str) -> None:
    with refused("aware_on", "4 March 2025 is before the onset (5 March 2025)."):
        record(session, treated, replace(FLARE, aware_on=date(2025, 3, 4)))


def test_awareness_in_the_future_is_refused(session: Session, treated: str) -> None:
    with refused("aware_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record(session, treated, replace(FLARE, aware_on=date(2026, 6, 2)))


def test_an_onset_after_death_is_refused_and_late_awareness_is_not(
    session: Session, treated: str
) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=TODAY)
    with refused("onset", "2 April 2026 is after the patient’s death (1 April 2026)."):
        record(session, treated, replace(FLARE, onset=day(2026, 4, 2), aware_on=TODAY))
    assert record(session, treated, replace(FLARE, aware_on=TODAY)).aware_on == TODAY


def test_the_same_event_twice_is_refused_however_it_is_spelt(
    session: Session, treated: str
) -> None:
    record(session, treated, FLARE)
    with refused("verbatim_term", "The same event on 5 March 2025 is already recorded."):
        record(session, treated, replace(FLARE, verbatim_term="BACK PAIN after injection"))


def test_an_event_before_treatment_is_stored(session: Session, treated: str) -> None:
    command = replace(FLARE, onset=day(2025, 2, 20))
    assert record(session, treated, command).onset_on == date(2025, 2, 20)


def test_a_report_issuer_may_not_record_an_event(session: Session, treated: str) -> None:
    with pytest.raises(NotPermitted):
        record(session, treated, FLARE, REPORTER)


def test_an_event_of_another_sites_patient_is_not_found(session: Session, treated: str) -> None:
    with pytest.raises(NotFound):
        record(session, treated, FLARE, NEIGHBOUR)
