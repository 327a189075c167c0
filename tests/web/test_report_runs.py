"""The quarterly report from the pre-flight to the archive, as who issues it meets it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from registry.app import create_app
from registry.database import Database
from registry.domain.report_run import MakingStage
from registry.models import ReportMaking
from registry.settings import Settings
from tests.people import NOW
from tests.web.browser import send, sign_in, words
from tests.web.conftest import SignedIn

Q1 = {
    "quarter": "2026-Q1",
    "site_code": "BER",
    "cut_off": "31.3.2026",
    "event_definition": "surgery_at_treated_level",
}


@pytest.fixture
def rita(signed_in: SignedIn) -> FlaskClient:
    """Return the browser of who issues reports."""
    return signed_in("rita")


def _frozen(browser: FlaskClient, **changed: str) -> str:
    answer = send(browser, "/reports/new", {**Q1, **changed})
    assert answer.status_code == 302, words(answer)
    return answer.location


def _signed(browser: FlaskClient, **changed: str) -> str:
    address = _frozen(browser, **changed)
    send(browser, f"{address}/review", {"words": "Read against the source data."})
    send(browser, f"{address}/sign", {})
    return address


def test_a_quarter_goes_from_the_pre_flight_to_the_archive(
    rita: FlaskClient, nora: FlaskClient, number: str
) -> None:
    page = words(rita.get("/reports/new?quarter=2026-Q1&site_code=BER"))
    assert "BER · Spine Centre BER" in page
    assert "Not locked" in page
    missed = page.partition("visits missed last ")[2]
    assert missed.startswith(f"{number} , 6 months, closed on ")
    address = _frozen(rita)
    assert "Draft, to be reviewed" in words(rita.get(address))
    reviewed = send(rita, f"{address}/review", {"words": "Read against the source data."})
    assert "waits for a signature" in words(rita.get(reviewed.location))
    send(rita, f"{address}/sign", {})
    page = words(rita.get(address))
    assert "Signed · rita@example.org · 1 June 2026, 09:30 UTC" in page
    assert "Read against the source data." in page
    assert "Discard" not in page
    archive = words(nora.get("/reports"))
    assert "Q1 2026 BER 1 31 March 2026 Signed: rita@example.org, 1 June 2026" in archive
    report = nora.get(f"{address}/files/report")
    assert report.data.startswith(b"%PDF-")
    assert report.headers["Content-Disposition"].endswith('"report-2026-Q1-BER-issue-1.pdf"')
    assert json.loads(nora.get(f"{address}/files/numbers").data)["issue"]["signed"] is True


def test_who_issues_reports_asks_to_be_told_where_letters_are_sent(
    settings: Settings, staffed: Database
) -> None:
    def offered(settings: Settings, email: str) -> tuple[FlaskClient, str]:
        app = create_app(settings, database=staffed, clock=lambda: NOW)
        browser = app.test_client()
        sign_in(browser, email)
        return browser, words(browser.get("/reports"))

    assert "Write to me" not in offered(settings, "rita@example.org")[1]
    mailing = replace(
        settings,
        mail_server="localhost",
        mail_sender="registry@clinic.example",
        public_address="https://clinic.example",
    )
    assert "Write to me" not in offered(mailing, "nora@example.org")[1]
    rita, page = offered(mailing, "rita@example.org")
    assert "Write to me when a draft waits" in page
    told = send(rita, "/reports/subscription", {"wanted": "1"})
    assert "You are written to when a draft waits." in words(rita.get(told.location))
    ended = send(rita, "/reports/subscription", {})
    assert "No more letters are sent to you." in words(rita.get(ended.location))


def test_staff_read_reports_and_issue_none(nora: FlaskClient, rita: FlaskClient) -> None:
    address = _frozen(rita)
    page = words(nora.get(address))
    assert "Discard" not in page
    assert "It is reviewed" not in page
    assert nora.get("/reports/new").status_code == 403
    assert send(nora, f"{address}/sign", {}).status_code == 403
    assert nora.get(f"{address}/files/snapshot").status_code == 403
    assert rita.get(f"{address}/files/snapshot").data.startswith(b"PK")
    assert "New report" not in words(nora.get("/reports"))


def test_a_report_of_another_site_is_not_found(rita: FlaskClient, signed_in: SignedIn) -> None:
    address = _frozen(rita)
    mia = signed_in("mia")
    assert mia.get(address).status_code == 404
    assert mia.get(f"{address}/files/report").status_code == 404
    assert mia.get(f"{address}/files/nothing").status_code == 404
    assert "No quarter was reported yet." in words(mia.get("/reports"))


def test_what_was_chosen_stays_when_it_is_refused(rita: FlaskClient) -> None:
    refused = send(rita, "/reports/new", {**Q1, "cut_off": "30.3.2026"})
    assert refused.status_code == 422
    assert "Q1 2026 ends on 31 March 2026: choose that day or a later." in words(refused)
    assert 'value="30.3.2026"' in refused.text
    assert '<option value="BER" selected>' in refused.text


def test_another_issue_asks_why_and_says_it(rita: FlaskClient) -> None:
    _signed(rita)
    refused = send(rita, "/reports/new", Q1)
    assert refused.status_code == 422
    assert "Say what makes another issue necessary." in words(refused)
    again = _frozen(rita, reason="A form of March came in May.")
    page = words(rita.get(again))
    assert "Why another issue: A form of March came in May." in page
    assert "Compared with Q1 2026, issue 1" in page


def test_every_site_gets_a_report_of_its_own_in_one_go(rita: FlaskClient) -> None:
    assert _frozen(rita, site_code="each").endswith("/reports")
    page = words(rita.get("/reports"))
    assert "The data of Q1 2026 are frozen for 2 reports." in page
    assert "Q1 2026 BER 1" in page
    assert "Q1 2026 MUC 1" in page
    found = words(rita.get("/reports?text=muc"))
    assert "Q1 2026 MUC 1" in found
    assert "Q1 2026 BER 1" not in found
    assert "No report matches “Q4”." in words(rita.get("/reports?text=Q4"))


def test_a_draft_is_discarded_only_with_a_reason(rita: FlaskClient) -> None:
    address = _frozen(rita)
    refused = send(rita, f"{address}/discard", {"words": " "})
    assert refused.status_code == 422
    assert "This is needed." in words(refused)
    send(rita, f"{address}/discard", {"words": "Munich had not finished."})
    page = words(rita.get(address))
    assert "Discarded" in page
    assert "Munich had not finished." in page


@pytest.fixture
def waiting_app(settings: Settings, staffed: Database) -> Flask:
    """Return an application whose reports are never begun: the process was killed."""
    return create_app(settings, database=staffed, clock=lambda: NOW, start_making=lambda _: None)


def test_the_page_looks_again_while_the_report_is_made_and_offers_a_way_on_when_it_stopped(
    waiting_app: Flask, staffed: Database
) -> None:
    rita = waiting_app.test_client()
    sign_in(rita, "rita@example.org")
    address = _frozen(rita)
    waiting = rita.get(address)
    assert '<meta http-equiv="refresh" content="3">' in waiting.text
    assert "The report is being made: waiting to begin." in words(waiting)
    with staffed.engine.begin() as connection:
        connection.execute(
            update(ReportMaking).values(
                stage=MakingStage.PRINTING, stage_at=NOW - timedelta(minutes=11)
            )
        )
    stopped = rita.get(address)
    assert "http-equiv" not in stopped.text
    assert "The making stopped without a word. The frozen data are safe." in words(stopped)
    again = send(rita, f"{address}/make", {})
    assert "is made again" in words(rita.get(again.location))
