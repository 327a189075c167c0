import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from registry.app import create_app
from registry.database import Database
from registry.domain.account import AddAccount
from registry.domain.actors import COMMAND_LINE
from registry.domain.codes import Role
from registry.domain.site import AddSite
from registry.models import AuditEntry, Submission, Visit
from registry.services.accounts import add_account
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import add_site
from registry.settings import Settings
from tests.people import ENROLMENT, NURSE, TODAY
from tests.web.browser import PASSWORD, sign_in, words
from tests.web.conftest import SignedIn

VISIT = {"visited_on": "10.3.2026", "vas_back_0_100": "31"}
_HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]+)"')


def hidden_fields(page: TestResponse) -> dict[str, str]:
    return dict(_HIDDEN.findall(page.text))


def stored(database: Database) -> tuple[int | None, int | None]:
    with database.reading() as session:
        visits = session.scalar(select(func.count(Visit.id)))
        return visits, session.scalar(select(func.count(Submission.token)))


def test_a_form_sent_twice_is_stored_once_and_answered_alike(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    path = f"/patients/{number}/visits/new"
    sent = {**VISIT, **hidden_fields(nora.get(path))}
    for _ in range(2):
        answer = nora.post(path, data=sent, follow_redirects=True)
        assert answer.request.path == f"/patients/{number}"
        assert f"Visit of 10 March 2026 saved for {number}." in words(answer)
    assert stored(staffed) == (1, 1)


def test_a_repeated_enrolment_enrols_one_patient(nora: FlaskClient, staffed: Database) -> None:
    typed = {"site_code": "BER", "enrolled_on": "3.2.2025", "name": "Ada Lovelace"}
    sent = {
        **typed,
        "birth_year": "1970",
        "sex": "female",
        **hidden_fields(nora.get("/patients/enrol")),
    }
    places = {nora.post("/patients/enrol", data=sent).location for _ in range(2)}
    assert len(places) == 1
    assert stored(staffed) == (0, 1)


def test_a_refused_form_can_be_sent_again(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/visits/new"
    sent = {**VISIT, **hidden_fields(nora.get(path))}
    assert nora.post(path, data=sent | {"visited_on": "10.3.2030"}).status_code == 422
    assert nora.post(path, data=sent).status_code == 302


def test_the_form_of_somebody_else_is_not_answered_in_their_name(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    path = f"/patients/{number}/visits/new"
    sent = {**VISIT, **hidden_fields(nora.get(path))}
    assert nora.post(path, data=sent).status_code == 302
    anna = signed_in("anna")
    sent |= {"csrf_token": hidden_fields(anna.get(path))["csrf_token"]}
    answer = anna.post(path, data=sent)
    assert answer.status_code == 409
    assert "somebody else has sent it" in words(answer)


def test_twenty_simultaneous_posts_store_one_visit(
    database: Database, settings: Settings, cipher: IdentityCipher, now: datetime
) -> None:
    number = _clinic(database, cipher, now)
    app = create_app(settings, database=database, clock=lambda: now)
    browser = app.test_client()
    sign_in(browser, "nora@example.org")
    path = f"/patients/{number}/visits/new"
    sent = {**VISIT, **hidden_fields(browser.get(path))}
    cookie = browser.get_cookie("registry_session")
    assert cookie

    def click(_: int) -> tuple[int, str | None]:
        each = app.test_client()
        each.set_cookie("registry_session", cookie.value)
        answer = each.post(path, data=sent)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(click, range(20)))
    assert answers == {(302, f"/patients/{number}")}
    assert stored(database) == (1, 1)


def _clinic(database: Database, cipher: IdentityCipher, now: datetime) -> str:
    with database.transaction(COMMAND_LINE, at=now) as session:
        add_site(session, COMMAND_LINE, AddSite(code="BER", name="B", time_zone="Europe/Berlin"))
        nora = AddAccount(
            email="nora@example.org",
            display_name="Nora",
            password=PASSWORD,
            role=Role.STAFF,
            site_codes=("BER",),
        )
        add_account(session, COMMAND_LINE, nora)
    with database.transaction(NURSE, at=now) as session:
        patient = enrol_patient(session, NURSE, ENROLMENT, cipher=cipher, today=TODAY)
        return patient.study_number


def test_a_submission_leaves_no_audit_entry_of_its_own(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    path = f"/patients/{number}/visits/new"
    nora.post(path, data={**VISIT, **hidden_fields(nora.get(path))})
    with staffed.reading() as session:
        named = set(session.scalars(select(AuditEntry.table_name)))
    assert "visit" in named
    assert "submission" not in named
