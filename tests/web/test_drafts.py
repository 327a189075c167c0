from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.database import Database
from registry.models import AuditEntry, Draft
from tests.web.browser import PASSWORD, words
from tests.web.conftest import SignedIn
from tests.web.test_store_once import VISIT, hidden_fields

TYPED = {"visited_on": "10.3.2026", "vas_back_0_100": "31", "walking": "not_answered"}
RESTORED = "Draft from 1 June 2026, 11:30 restored. It is not saved yet."
AS_SCRIPT = {"Accept": "text/plain"}
FROM_HERE = {"Origin": "http://localhost"}


def keep(client: FlaskClient, path: str, typed: dict[str, str]) -> dict[str, str]:
    """Keep a draft as the script does and return what the page added to the form."""
    hidden = hidden_fields(client.get(path))
    answer = client.post(f"/drafts?address={path}", data={**typed, **hidden}, headers=AS_SCRIPT)
    assert answer.text == "Draft saved, 1 June 2026, 11:30."
    return hidden


def visit_form(number: str) -> str:
    return f"/patients/{number}/visits/new"


def test_a_draft_is_there_when_the_form_is_opened_again(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    keep(nora, visit_form(number), TYPED | {"vas_back_0_100": "3"})
    keep(nora, visit_form(number), TYPED)
    page = signed_in("nora").get(visit_form(number))
    assert RESTORED in words(page)
    assert 'name="vas_back_0_100" class="kind-whole" value="31"' in page.text
    assert 'name="walking" value="not_answered" checked' in page.text


def test_a_draft_is_shown_to_its_author_alone(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    keep(nora, visit_form(number), TYPED)
    anna = signed_in("anna")
    assert "restored" not in words(anna.get(visit_form(number)))
    assert "Nothing is waiting." in words(anna.get("/drafts"))
    token = hidden_fields(anna.get("/patients/enrol"))["csrf_token"]
    assert anna.post("/drafts/1/discard", data={"csrf_token": token}).status_code == 404


def test_a_draft_is_listed_until_it_is_discarded(nora: FlaskClient, number: str) -> None:
    keep(nora, visit_form(number), TYPED)
    listed = nora.get("/drafts")
    assert "Drafts 1 What you have typed" in words(listed)
    assert f"Record a visit · {number}" in words(listed)
    assert f'href="{visit_form(number)}"' in listed.text
    token = hidden_fields(listed)["csrf_token"]
    answer = nora.post(
        f"/drafts/1/discard?back={visit_form(number)}",
        data={"csrf_token": token},
        follow_redirects=True,
    )
    assert f"Draft “Record a visit · {number}” discarded." in words(answer)
    assert "restored" not in words(answer)


def test_saving_the_record_leaves_no_draft(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    path = visit_form(number)
    hidden = keep(nora, path, VISIT)
    assert nora.post(path, data={**VISIT, **hidden}).status_code == 302
    late = nora.post(f"/drafts?address={path}", data={**VISIT, **hidden}, headers=AS_SCRIPT)
    assert late.text == "This form is saved already."
    with staffed.reading() as session:
        assert session.scalars(select(Draft)).all() == []


def test_a_draft_is_encrypted_and_leaves_no_audit_entry(
    nora: FlaskClient, staffed: Database
) -> None:
    keep(nora, "/patients/enrol", {"name": "Ada Lovelace"})
    with staffed.reading() as session:
        draft = session.scalars(select(Draft)).one()
        assert b"Lovelace" not in draft.typed_encrypted
        assert "draft" not in set(session.scalars(select(AuditEntry.table_name)))
    page = nora.get("/patients/enrol")
    assert 'value="Ada Lovelace"' in page.text


def test_without_a_script_a_button_keeps_the_draft(nora: FlaskClient, number: str) -> None:
    path = visit_form(number)
    page = nora.get(path)
    assert f'formaction="/drafts?address={path}"' in page.text
    sent = {**TYPED, **hidden_fields(page)}
    answer = nora.post(f"/drafts?address={path}", data=sent, follow_redirects=True)
    assert answer.request.path == path
    assert RESTORED in words(answer)


def test_a_draft_of_no_form_is_refused(nora: FlaskClient, number: str) -> None:
    hidden = hidden_fields(nora.get(visit_form(number)))
    for address in ("https://evil.example/", "/patients", "/drafts/1/discard", ""):
        answer = nora.post(f"/drafts?address={address}", data={**TYPED, **hidden})
        assert answer.status_code == 404


def test_a_draft_of_a_patient_of_another_site_is_refused(signed_in: SignedIn, number: str) -> None:
    mia = signed_in("mia")
    hidden = hidden_fields(mia.get("/patients/enrol"))
    address = f"/drafts?address={visit_form(number)}"
    assert mia.post(address, data={**TYPED, **hidden}).status_code == 404


def test_a_form_sent_after_the_session_is_back_after_the_sign_in(
    nora: FlaskClient, client: FlaskClient, number: str
) -> None:
    path = visit_form(number)
    hidden = hidden_fields(nora.get(path))
    asked = client.post(path, data={**TYPED, **hidden}, headers=FROM_HERE)
    assert asked.status_code == 400
    assert "you come back to the form with everything you typed" in words(asked)
    wrong = sign_in_on(client, asked, "wrong password")
    assert wrong.status_code == 422
    answer = sign_in_on(client, wrong, PASSWORD)
    assert answer.request.path == path
    assert RESTORED in words(answer)
    assert 'value="31"' in answer.text
    assert "31" not in asked.text.split('name="kept"')[0]


def test_a_form_sent_after_the_session_is_not_shown_to_somebody_else(
    nora: FlaskClient, client: FlaskClient, number: str
) -> None:
    path = visit_form(number)
    hidden = hidden_fields(nora.get(path))
    asked = client.post(path, data={**TYPED, **hidden}, headers=FROM_HERE)
    sign_in_on(client, asked, PASSWORD, name="anna")
    assert "restored" not in words(client.get(path))


def test_a_post_from_another_site_is_not_carried_through_a_sign_in(
    nora: FlaskClient, client: FlaskClient, number: str
) -> None:
    path = visit_form(number)
    sent = {**TYPED, **hidden_fields(nora.get(path))}
    asked = client.post(path, data=sent, headers={"Origin": "https://evil.example"})
    assert 'name="kept"' not in asked.text


def sign_in_on(
    client: FlaskClient, page: TestResponse, password: str, *, name: str = "nora"
) -> TestResponse:
    """Sign in on a page that carries a form, with all that the page carries."""
    who = {"email": f"{name}@example.org", "password": password}
    return client.post("/sign-in", data={**hidden_fields(page), **who}, follow_redirects=True)


def test_the_worklist_names_the_drafts_of_who_is_signed_in(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    assert "Drafts 1 draft" not in words(nora.get("/worklist"))
    keep(nora, visit_form(number), TYPED)
    assert "Drafts 1 draft" in words(nora.get("/worklist"))
    assert f"Record a visit · {number}" not in words(signed_in("anna").get("/worklist"))
