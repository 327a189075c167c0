"""Letters about the quarterly report, handed to a real mail server."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from registry.database import Database
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.errors import NotPermitted
from registry.domain.report_run import MakingStage
from registry.interchange.report_mail import letters_about, post
from registry.models import AccountSite
from registry.services.report_files import note_stage
from registry.services.report_subscriptions import is_subscribed, set_subscription
from registry.services.sites import find_site
from registry.settings import MailSecurity, Settings
from tests.factories.report_runs import ALL_SITES, FIRST_QUARTER, drafted, signed
from tests.mail_server import MailServer, running_mail_server
from tests.people import ADMINISTRATOR, NOW, NURSE, PHYSICIAN, REPORTER


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Serve a mail server on this machine."""
    with running_mail_server() as running:
        yield running


@pytest.fixture
def mailing(settings: Settings, server: MailServer) -> Settings:
    """Return settings with that mail server."""
    return replace(
        settings,
        mail_server="127.0.0.1",
        mail_port=server.port,
        mail_security=MailSecurity.NONE,
        mail_sender="registry@clinic.example",
        public_address="https://registry.clinic.example/",
    )


def _subscribe(database: Database, *actors: Actor) -> None:
    for actor in actors:
        with database.transaction(actor, at=NOW) as session:
            set_subscription(session, actor, wanted=True)


def _post(database: Database, settings: Settings, key: int) -> None:
    with database.reading() as session:
        letters = letters_about(session, COMMAND_LINE, key, settings)
    post(letters, settings)


def test_who_subscribed_gets_an_address_and_no_number_of_a_patient(
    clinics: Database, settings: Settings, mailing: Settings, server: MailServer
) -> None:
    _subscribe(clinics, REPORTER, ADMINISTRATOR)
    key = drafted(clinics, settings, ALL_SITES)
    _post(clinics, mailing, key)
    assert [letter["To"] for letter in server.letters] == [
        "administrator.4@example.org",
        "reporter.3@example.org",
    ]
    letter = server.letters[1]
    assert letter["From"] == "registry@clinic.example"
    subject = "Q1 2026, all sites, issue 1 waits for review"
    assert letter["Subject"] == f"MSC Outcomes Registry: {subject}"
    assert letter.get_content().splitlines() == [
        f"{subject}.",
        "",
        f"https://registry.clinic.example/reports/{key}",
        "",
        "You asked to be told. To end it, open https://registry.clinic.example/reports.",
    ]


def test_a_report_of_all_sites_is_told_to_nobody_who_sees_one(
    clinics: Database, settings: Settings, mailing: Settings
) -> None:
    with clinics.transaction(COMMAND_LINE, at=NOW, reason="a test") as session:
        berlin = find_site(session, COMMAND_LINE, "BER")
        session.add(AccountSite(account_id=PHYSICIAN.account_id, site_id=berlin.id))
    _subscribe(clinics, PHYSICIAN)
    every, own = drafted(clinics, settings, ALL_SITES), drafted(clinics, settings, FIRST_QUARTER)
    with clinics.reading() as session:
        assert letters_about(session, COMMAND_LINE, every, mailing) == []
        (letter,) = letters_about(session, COMMAND_LINE, own, mailing)
    assert letter["To"] == "physician.2@example.org"


def test_a_signed_report_is_no_draft_that_waits(
    clinics: Database, settings: Settings, mailing: Settings
) -> None:
    _subscribe(clinics, REPORTER)
    key = signed(clinics, settings)
    with clinics.reading() as session:
        assert letters_about(session, COMMAND_LINE, key, mailing) == []


def test_what_could_not_be_made_is_told(
    clinics: Database, settings: Settings, mailing: Settings
) -> None:
    _subscribe(clinics, REPORTER)
    key = drafted(clinics, settings)
    with clinics.transaction(COMMAND_LINE, at=NOW, reason="a test") as session:
        note_stage(session, key, MakingStage.FAILED, at=NOW, failure="No space left on device")
    with clinics.reading() as session:
        (letter,) = letters_about(session, COMMAND_LINE, key, mailing)
    assert letter["Subject"].endswith("Q1 2026, BER, issue 1 could not be made")


def test_without_a_mail_server_nothing_is_written(clinics: Database, settings: Settings) -> None:
    _subscribe(clinics, REPORTER)
    key = drafted(clinics, settings)
    with clinics.reading() as session:
        assert letters_about(session, COMMAND_LINE, key, settings) == []


def test_a_subscription_begins_and_ends_and_is_for_those_who_issue(clinics: Database) -> None:
    _subscribe(clinics, REPORTER, REPORTER)
    with clinics.transaction(REPORTER, at=NOW) as session:
        assert is_subscribed(session, REPORTER)
        set_subscription(session, REPORTER, wanted=False)
        assert not is_subscribed(session, REPORTER)
    with (
        clinics.transaction(NURSE, at=NOW) as session,
        pytest.raises(NotPermitted, match="issue reports"),
    ):
        set_subscription(session, NURSE, wanted=True)
