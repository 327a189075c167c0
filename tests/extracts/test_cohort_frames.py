"""Which patients, scores and events enter a cohort's frames."""

from dataclasses import fields, replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy.orm import Session

from registry.domain.codes import DatePrecision, DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.domain.instruments.odi import OdiSection
from registry.domain.partial_date import PartialDate
from registry.domain.visit import OdiEntry
from registry.extracts import criteria
from registry.extracts.cohort_frames import snapshot_sha256
from registry.services.adverse_events import record_adverse_event
from registry.services.dispositions import record_disposition
from tests.extracts.conftest import Read, Visited
from tests.people import DEATH, FLARE, MUNICH, NURSE, TODAY, TREATED_ON, TWELVE_MONTHS


def test_a_patient_without_treatment_is_no_subject(enrolled: str, read: Read) -> None:
    assert enrolled
    assert read().subjects.empty


def test_a_patient_treated_after_the_cut_off_is_no_subject(treated: str, read: Read) -> None:
    assert treated
    assert read(date(2025, 3, 3)).subjects.empty
    assert len(read(TREATED_ON).subjects) == 1


def test_another_site_has_none_of_them(treated: str, visited: Visited, read: Read) -> None:
    visited(treated, TWELVE_MONTHS)
    frames = read(site_codes=MUNICH)
    assert frames.subjects.empty
    assert frames.scores.empty
    assert frames.time_to_event.empty
    assert len(read(site_codes=None).subjects) == 1


def test_a_subject_carries_age_mass_levels_and_grade(treated: str, read: Read) -> None:
    assert treated
    (subject,) = read().subjects.itertuples(index=False)
    assert subject.age_years == 55
    assert subject.body_mass_index == pytest.approx(68.5 / 1.7**2, rel=1e-12)
    assert (subject.levels_treated, subject.highest_pfirrmann) == (1, 4)
    assert subject.index_date == pd.Timestamp(TREATED_ON)
    assert subject.followed_until == pd.Timestamp(TREATED_ON)
    assert subject.expected_until == pd.Timestamp(TODAY)


@pytest.mark.parametrize(
    "kind",
    [DispositionKind.DEATH, DispositionKind.WITHDRAWAL, DispositionKind.TRANSFERRED],
)
def test_nothing_is_expected_after_death_withdrawal_or_transfer(
    session: Session, treated: str, read: Read, kind: DispositionKind
) -> None:
    ended = RecordDisposition(kind=kind, occurred_on=DEATH.occurred_on)
    record_disposition(session, NURSE, treated, ended, today=TODAY)
    (subject,) = read().subjects.itertuples(index=False)
    assert subject.expected_until == pd.Timestamp(DEATH.occurred_on)
    assert bool(subject.died) is (kind is DispositionKind.DEATH)


def test_a_patient_who_is_merely_lost_is_still_expected(
    session: Session, treated: str, read: Read
) -> None:
    lost = RecordDisposition(kind=DispositionKind.LOST, occurred_on=date(2026, 1, 5))
    record_disposition(session, NURSE, treated, lost, today=TODAY)
    (subject,) = read().subjects.itertuples(index=False)
    assert subject.expected_until == pd.Timestamp(TODAY)


def test_the_day_a_patient_was_called_lost_is_no_time_under_observation(
    session: Session, treated: str, read: Read
) -> None:
    lost = RecordDisposition(kind=DispositionKind.LOST, occurred_on=date(2026, 3, 4))
    record_disposition(session, NURSE, treated, lost, today=TODAY)
    assert read().subjects["followed_until"].tolist() == [pd.Timestamp(TREATED_ON)]


def test_a_score_counts_its_days_from_treatment(treated: str, visited: Visited, read: Read) -> None:
    visited(treated, replace(TWELVE_MONTHS, visited_on=TREATED_ON, vas_back_0_100=70))
    visited(treated, TWELVE_MONTHS)
    scores = read().scores
    assert list(scores["days_since_treatment"]) == [0, 371]
    assert list(scores["value_0_100"]) == [70, 31]
    assert not scores["converted"].any()


def test_an_odi_that_cannot_be_scored_is_no_score(
    treated: str, visited: Visited, read: Read
) -> None:
    one_section = OdiEntry(answers={OdiSection.WALKING: 3})
    visited(treated, replace(TWELVE_MONTHS, odi=one_section))
    assert list(read().scores["instrument"]) == ["vas_back"]


def test_an_event_on_the_day_of_treatment_is_treatment_emergent(
    session: Session, treated: str, read: Read
) -> None:
    onsets = [
        PartialDate(TREATED_ON, DatePrecision.DAY),
        PartialDate(date(2025, 3, 1), DatePrecision.MONTH),
        PartialDate(date(2025, 3, 1), DatePrecision.DAY),
        PartialDate(date(2025, 2, 1), DatePrecision.MONTH),
    ]
    for number, onset in enumerate(onsets):
        event = replace(FLARE, verbatim_term=f"Event {number}", onset=onset)
        record_adverse_event(session, NURSE, treated, event, today=TODAY)
    assert list(read().adverse_events["treatment_emergent"]) == [True, True, False, False]


def test_the_snapshot_changes_with_one_score_and_with_nothing_else(
    treated: str, visited: Visited, read: Read
) -> None:
    visited(treated, TWELVE_MONTHS)
    first = snapshot_sha256(read())
    assert snapshot_sha256(read()) == first
    visited(treated, replace(TWELVE_MONTHS, visited_on=date(2026, 4, 10), vas_back_0_100=32))
    assert snapshot_sha256(read()) != first


def test_the_frames_are_the_same_however_many_rows_are_taken_at_a_time(
    session: Session,
    treated: str,
    visited: Visited,
    read: Read,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visited(treated, TWELVE_MONTHS)
    visited(treated, replace(TWELVE_MONTHS, visited_on=date(2025, 9, 4)))
    vague = PartialDate(date(2025, 1, 1), DatePrecision.YEAR)
    for event in (FLARE, replace(FLARE, onset=vague)):
        record_adverse_event(session, NURSE, treated, event, today=TODAY)
    at_once = read()
    assert (len(at_once.scores), len(at_once.adverse_events)) == (2, 2)
    monkeypatch.setattr(criteria, "_ROWS_AT_ONCE", 1)
    one_by_one = read()
    for each in fields(at_once):
        pd.testing.assert_frame_equal(getattr(one_by_one, each.name), getattr(at_once, each.name))
