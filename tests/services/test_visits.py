"""Recording visits and scoring what was answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.errors import NotFound, NotPermitted
from registry.domain.instruments.instrument import Conversion, InstrumentCode
from registry.domain.instruments.odi import OdiSection
from registry.domain.visit import OdiEntry, RecordVisit
from registry.models import Score, Visit
from registry.services.dispositions import record_disposition
from registry.services.visits import record_visit
from registry.settings import Settings
from tests.people import DEATH, NEIGHBOUR, NURSE, REPORTER, TODAY, TREATED_ON, TWELVE_MONTHS
from tests.refusals import refused

Record = Callable[..., Visit]
SECTIONS = tuple(OdiSection)


@pytest.fixture
def record(session: Session, settings: Settings) -> Record:
    def record(number: str, command: RecordVisit, actor: Actor = NURSE) -> Visit:
        return record_visit(
            session,
            actor,
            number,
            command,
            today=TODAY,
            schedule=settings.schedule,
            odi_minimum_answered=settings.odi_minimum_answered,
        )

    return record


def on(day: date, planned_visit: str | None = None) -> RecordVisit:
    reason = "She could come on that day only."
    return replace(
        TWELVE_MONTHS, visited_on=day, planned_visit=planned_visit, warning_reason=reason
    )


def with_odi(odi: OdiEntry) -> RecordVisit:
    return replace(TWELVE_MONTHS, vas_back_0_100=None, odi=odi)


def the_score(visit: Visit) -> Score:
    (score,) = visit.scores
    return score


def test_a_visit_keeps_who_entered_it_and_its_scores(
    session: Session, record: Record, treated: str
) -> None:
    visit = record(treated, replace(TWELVE_MONTHS, vas_leg_0_100=12))
    session.refresh(visit)
    assert visit.entered_by == NURSE.account_id
    assert {score.instrument: score.value_0_100 for score in visit.scores} == {
        InstrumentCode.VAS_BACK: 31,
        InstrumentCode.VAS_LEG: 12,
    }


def test_ten_answered_sections_summing_to_16_score_32(record: Record, treated: str) -> None:
    answers = dict(zip(SECTIONS, (2, 2, 2, 2, 2, 2, 1, 1, 1, 1), strict=True))
    score = the_score(record(treated, with_odi(OdiEntry(answers=answers))))
    assert score.value_0_100 == 32
    assert score.odi_answers is not None
    assert score.odi_answers.travelling == 1


def test_nine_answered_sections_are_scored_on_the_nine(record: Record, treated: str) -> None:
    answers = dict.fromkeys(SECTIONS, 2) | {OdiSection.SEX_LIFE: None}
    assert the_score(record(treated, with_odi(OdiEntry(answers=answers)))).value_0_100 == 40


def test_eight_answered_sections_are_stored_without_a_score(record: Record, treated: str) -> None:
    score = the_score(record(treated, with_odi(OdiEntry(answers=dict.fromkeys(SECTIONS[:8], 2)))))
    assert score.value_0_100 is None
    assert score.odi_answers is not None
    assert (score.odi_answers.pain_intensity, score.odi_answers.travelling) == (2, None)


def test_zero_not_answered_and_not_asked_are_three_things_in_the_database(
    session: Session, record: Record, treated: str
) -> None:
    answers = {OdiSection.WALKING: 0, OdiSection.LIFTING: None}
    score = the_score(record(treated, with_odi(OdiEntry(answers=answers))))
    columns = "walking, lifting, sitting"
    row = session.execute(text(f"SELECT {columns} FROM odi_answers")).one()  # noqa: S608 - fixed names
    assert tuple(row) == (0, 9, None)
    assert score.odi_answers is not None
    assert score.odi_answers.answers == answers


def test_pain_that_was_asked_and_not_answered_is_a_score_without_a_value(
    record: Record, treated: str
) -> None:
    visit = record(treated, replace(TWELVE_MONTHS, vas_leg_not_answered=True))
    assert {score.instrument: score.value_0_100 for score in visit.scores} == {
        InstrumentCode.VAS_BACK: 31,
        InstrumentCode.VAS_LEG: None,
    }


def test_a_pain_score_that_was_not_answered_is_refused(record: Record, treated: str) -> None:
    with refused("vas_back_0_100", "Enter a number or tick “Asked, not answered”, not both."):
        record(treated, replace(TWELVE_MONTHS, vas_back_not_answered=True))


def test_a_historical_total_is_stored_without_sections(record: Record, treated: str) -> None:
    score = the_score(record(treated, with_odi(OdiEntry(total_0_100=35.5))))
    assert (score.value_0_100, score.odi_answers) == (35.5, None)


def test_sections_and_a_total_together_are_refused(record: Record, treated: str) -> None:
    command = with_odi(OdiEntry(answers=dict.fromkeys(SECTIONS, 2), total_0_100=40))
    with refused("odi_total", "Enter the ten sections or the total, not both."):
        record(treated, command)


@pytest.mark.parametrize("odi", [None, OdiEntry(answers=dict.fromkeys(SECTIONS))])
def test_a_visit_without_any_answer_is_refused(
    record: Record, treated: str, odi: OdiEntry | None
) -> None:
    command = replace(TWELVE_MONTHS, vas_back_0_100=None, odi=odi)
    with refused("vas_back_0_100", "Enter at least one answer: a pain score or the ODI."):
        record(treated, command)


def test_a_converted_pain_score_says_so(record: Record, treated: str) -> None:
    visit = record(treated, replace(TWELVE_MONTHS, conversion=Conversion.NRS_TIMES_10))
    assert the_score(visit).conversion is Conversion.NRS_TIMES_10


@pytest.mark.parametrize(
    ("day", "planned"),
    [
        (date(2024, 10, 1), "baseline"),
        (TREATED_ON, "baseline"),
        (date(2025, 3, 5), None),
        (date(2025, 4, 4), "m1"),
        (date(2026, 1, 18), "m12"),
        (date(2026, 1, 17), None),
        (date(2026, 4, 18), "m12"),
    ],
)
def test_the_date_says_which_planned_visit_it_is(
    record: Record, treated: str, day: date, planned: str | None
) -> None:
    assert record(treated, on(day)).planned_visit == planned


def test_a_visit_before_any_treatment_is_a_baseline(record: Record, enrolled: str) -> None:
    assert record(enrolled, TWELVE_MONTHS).planned_visit == "baseline"


def test_the_planned_visit_that_was_chosen_is_kept(record: Record, treated: str) -> None:
    assert record(treated, on(date(2025, 12, 1), "m12")).planned_visit == "m12"


def test_a_baseline_after_treatment_is_refused(record: Record, treated: str) -> None:
    rule = "A baseline is taken up to the day of treatment (4 March 2025)."
    with refused("planned_visit", rule):
        record(treated, on(date(2025, 3, 5), "baseline"))


def test_a_follow_up_on_the_day_of_treatment_is_refused(record: Record, treated: str) -> None:
    rule = "A visit up to the day of treatment is a baseline. Choose “Baseline”."
    with refused("planned_visit", rule):
        record(treated, on(TREATED_ON, "m1"))


def test_a_visit_that_is_not_planned_is_refused(record: Record, treated: str) -> None:
    with refused("planned_visit", "The follow-up plan has no visit “m99”."):
        record(treated, on(date(2026, 3, 10), "m99"))


def test_a_second_visit_on_one_day_is_refused(record: Record, treated: str) -> None:
    record(treated, TWELVE_MONTHS)
    with refused("visited_on", "A visit on 10 March 2026 is already recorded."):
        record(treated, TWELVE_MONTHS)


def test_a_visit_in_the_future_is_refused(record: Record, treated: str) -> None:
    with refused("visited_on", "2 June 2026 lies in the future. Enter a date up to today."):
        record(treated, on(date(2026, 6, 2)))


def test_a_visit_after_death_is_refused(session: Session, record: Record, treated: str) -> None:
    record_disposition(session, NURSE, treated, DEATH, today=TODAY)
    with refused("visited_on", "2 April 2026 is after the patient’s death (1 April 2026)."):
        record(treated, on(date(2026, 4, 2)))


def test_a_report_issuer_may_not_record_a_visit(record: Record, treated: str) -> None:
    with pytest.raises(NotPermitted):
        record(treated, TWELVE_MONTHS, REPORTER)


def test_a_visit_of_another_sites_patient_is_not_found(record: Record, treated: str) -> None:
    with pytest.raises(NotFound):
        record(treated, TWELVE_MONTHS, NEIGHBOUR)
