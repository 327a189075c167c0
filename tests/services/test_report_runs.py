"""Freeze, review, sign and discard the report of a quarter."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.domain.errors import Conflict, NotFound, NotPermitted, RuleBroken
from registry.domain.quarter import Quarter
from registry.domain.report_run import FreezeReport, ReportFileKind, ReportState
from registry.models import ReportFile, ReportRun
from registry.services.report_files import kept_file
from registry.services.report_runs import (
    archive,
    discard_report,
    find_run,
    issue_of,
    review_report,
    sign_report,
)
from registry.settings import Settings
from tests.factories.report_runs import ALL_SITES, FIRST_QUARTER, drafted, frozen, signed
from tests.people import NEIGHBOUR, NOW, NURSE, PHYSICIAN, REPORTER


def test_a_nurse_issues_no_report(session: Session, settings: Settings) -> None:
    with pytest.raises(NotPermitted, match="your role is clinic staff"):
        frozen(session, settings, actor=NURSE)


def test_a_report_on_all_sites_is_for_those_who_see_all(
    clinics: Database, settings: Settings
) -> None:
    key = drafted(clinics, settings, ALL_SITES)
    with clinics.transaction(PHYSICIAN, at=NOW) as session:
        with pytest.raises(NotFound, match="all sites"):
            frozen(session, settings, ALL_SITES, PHYSICIAN)
        with pytest.raises(NotFound, match=f"no report “{key}”"):
            find_run(session, PHYSICIAN, key)
        assert archive(session, PHYSICIAN) == []


def test_a_report_of_another_site_does_not_exist(clinics: Database, settings: Settings) -> None:
    key = drafted(clinics, settings)
    with clinics.reading() as session:
        with pytest.raises(NotFound):
            find_run(session, NEIGHBOUR, key)
        assert [run.id for run in archive(session, PHYSICIAN)] == [key]


@pytest.mark.parametrize(
    ("command", "field", "sentence"),
    [
        (
            replace(FIRST_QUARTER, quarter=Quarter(2026, 2), cut_off=date(2026, 6, 1)),
            "quarter",
            "Q2 2026 ends on 30 June 2026. Freeze it when it is over.",
        ),
        (
            replace(FIRST_QUARTER, cut_off=date(2026, 3, 30)),
            "cut_off",
            "Q1 2026 ends on 31 March 2026: choose that day or a later.",
        ),
        (
            replace(FIRST_QUARTER, cut_off=date(2026, 6, 2)),
            "cut_off",
            "This day is still to come. Today is 1 June 2026.",
        ),
    ],
)
def test_a_cut_off_that_does_not_fit_the_quarter_is_refused(
    session: Session, settings: Settings, command: FreezeReport, field: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken) as refused:
        frozen(session, settings, command)
    assert [(each.field, each.rule) for each in refused.value.broken] == [(field, sentence)]


def test_one_draft_of_a_quarter_at_a_time(session: Session, settings: Settings) -> None:
    frozen(session, settings)
    with pytest.raises(Conflict, match="a draft of Q1 2026 waits"):
        frozen(session, settings)


def test_a_discarded_draft_makes_room_for_another_with_the_same_number(
    session: Session, settings: Settings
) -> None:
    key = frozen(session, settings)
    discarded = discard_report(session, REPORTER, key, "A site had not finished.")
    again = find_run(session, REPORTER, frozen(session, settings))
    assert (discarded.state, again.number) == (ReportState.DISCARDED, 1)
    assert issue_of(discarded).signatures[-1].words == "A site had not finished."


def test_another_issue_of_a_signed_quarter_says_why_and_is_compared_with_it(
    clinics: Database, settings: Settings
) -> None:
    first = signed(clinics, settings)
    with clinics.transaction(REPORTER, at=NOW) as session:
        with pytest.raises(RuleBroken, match="Say what makes another issue necessary"):
            frozen(session, settings)
        second = frozen(session, settings, replace(FIRST_QUARTER, reason="Late forms of March."))
        run = find_run(session, REPORTER, second)
        assert (run.number, run.previous_id) == (2, first)


def test_a_quarter_is_compared_with_the_newest_signed_one_before_it(
    clinics: Database, settings: Settings
) -> None:
    fourth = replace(FIRST_QUARTER, quarter=Quarter(2025, 4), cut_off=date(2025, 12, 31))
    third = replace(FIRST_QUARTER, quarter=Quarter(2025, 3), cut_off=date(2025, 9, 30))
    signed(clinics, settings, third)
    before = signed(clinics, settings, fourth)
    with clinics.transaction(REPORTER, at=NOW) as session:
        assert find_run(session, REPORTER, frozen(session, settings)).previous_id == before


def test_only_what_was_made_is_reviewed_and_only_what_was_reviewed_is_signed(
    clinics: Database, settings: Settings
) -> None:
    with clinics.transaction(REPORTER, at=NOW) as session:
        key = frozen(session, settings)
        with pytest.raises(Conflict, match="the draft is not made yet"):
            review_report(session, REPORTER, key, None)
        with pytest.raises(Conflict, match="it was not reviewed yet"):
            sign_report(session, REPORTER, key, None)


def test_a_signed_report_is_neither_reviewed_nor_signed_nor_discarded_again(
    clinics: Database, settings: Settings
) -> None:
    key = signed(clinics, settings)
    with clinics.transaction(REPORTER, at=NOW) as session:
        for act in (review_report, sign_report, discard_report):
            with pytest.raises(Conflict, match="it is signed already"):
                act(session, REPORTER, key, "again")


def test_the_database_itself_keeps_what_was_issued(clinics: Database, settings: Settings) -> None:
    key = signed(clinics, settings)
    of_run = ReportFile.run_id == key
    for statement in (
        update(ReportFile).where(of_run).values(content=b"another"),
        delete(ReportFile).where(of_run),
        update(ReportRun).where(ReportRun.id == key).values(closed_by="Somebody Else"),
        delete(ReportRun).where(ReportRun.id == key),
    ):
        with (
            pytest.raises(DatabaseError, match="is kept as it was issued"),
            clinics.transaction(COMMAND_LINE, at=NOW) as session,
        ):
            session.execute(statement)
    with clinics.reading() as session:
        run = find_run(session, REPORTER, key)
        assert kept_file(session, run, ReportFileKind.REPORT).content.startswith(b"%PDF-")
