"""Completeness by site, against the definition of the cohort report."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from registry.analysis.analysis_visits import choose_analysis_scores
from registry.analysis.follow_up import follow_up_by_visit
from registry.domain.codes import DispositionKind
from registry.domain.disposition import RecordDisposition
from registry.extracts.completeness import read_completeness
from registry.extracts.worklist import SiteDay
from registry.services.dispositions import record_disposition
from registry.services.sites import visible_sites
from registry.services.visits import record_visit
from tests.extracts.conftest import Read
from tests.people import NURSE, SCHEDULE, TODAY, TWELVE_MONTHS

Counts = dict[str, tuple[int, int, int]]


def visited(session: Session, number: str, visited_on: date, code: str | None = None) -> None:
    command = replace(
        TWELVE_MONTHS,
        visited_on=visited_on,
        planned_visit=code,
        warning_reason="As it was.",
    )
    record_visit(
        session, NURSE, number, command, today=TODAY, schedule=SCHEDULE, odi_minimum_answered=9
    )


def by_rows(session: Session) -> Counts:
    session.flush()
    desks = [SiteDay(site=site, today=TODAY) for site in visible_sites(session, NURSE)]
    found = read_completeness(session, desks).values()
    return {each.code: (each.treated, each.due, each.answered) for each in found}


def by_analysis(read: Read) -> Counts:
    frames = read()
    scores = choose_analysis_scores(frames.scores, SCHEDULE)
    found = follow_up_by_visit(
        frames.subjects, scores.visits, schedule=SCHEDULE, confidence_level=0.95
    )
    return {each.visit: (each.treated, each.due, each.answered) for each in found}


def test_visits_in_their_windows_are_counted_as_the_report_counts_them(
    session: Session, treated: str, read: Read
) -> None:
    visited(session, treated, date(2025, 6, 10))
    visited(session, treated, date(2026, 3, 10))
    assert by_rows(session) == by_analysis(read)
    assert by_rows(session)["m12"] == (1, 1, 1)


def test_after_a_withdrawal_the_same_visits_are_due_as_in_the_report(
    session: Session, treated: str, read: Read
) -> None:
    closes_on = SCHEDULE.visits[2].closes(date(2025, 3, 4))
    ended = RecordDisposition(kind=DispositionKind.WITHDRAWAL, occurred_on=closes_on)
    record_disposition(session, NURSE, treated, ended, today=TODAY)
    assert by_rows(session) == by_analysis(read)
    due = {code for code, (_, number, _) in by_rows(session).items() if number}
    assert due == {"m1", "m3", "m6"}


def test_a_visit_between_two_windows_is_counted_by_the_report_alone(
    session: Session, treated: str, read: Read
) -> None:
    visited(session, treated, date(2025, 12, 20))
    assert by_rows(session)["m12"] == (1, 1, 0)
    assert by_analysis(read)["m12"] == (1, 1, 1)
