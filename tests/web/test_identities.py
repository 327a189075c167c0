"""Who a patient is, on a page of its own."""

from flask.testing import FlaskClient

from tests.web.browser import send, words
from tests.web.conftest import SignedIn

AMENDED = {
    "name": "Ada King",
    "date_of_birth": "10.12.1970",
    "record_number": "MRN 4711",
    "phone": "030 4711",
    "reason": "The patient married.",
}


def test_the_identity_is_shown_and_amended(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/identity"
    assert 'value="Ada Lovelace"' in nora.get(path).text
    assert f"Identity of {number} saved." in words(send(nora, path, AMENDED, follow=True))
    assert 'value="Ada King"' in nora.get(path).text


def test_an_amendment_without_a_reason_is_refused(nora: FlaskClient, number: str) -> None:
    answer = send(nora, f"/patients/{number}/identity", AMENDED | {"reason": ""})
    assert answer.status_code == 422
    assert "Reason for the change : This is needed." in words(answer)
    assert 'value="Ada King"' in answer.text


def test_the_telephone_number_stands_where_a_contact_is_logged_and_nowhere_else(
    nora: FlaskClient, number: str
) -> None:
    send(nora, f"/patients/{number}/identity", AMENDED)
    assert "Telephone 030 4711" in words(nora.get(f"/patients/{number}/contacts/new"))
    for page in ("", "/visits/new", "/consents/new"):
        shown = nora.get(f"/patients/{number}{page}").text
        assert "4711" not in shown
        assert "Ada" not in shown


def test_whoever_may_not_record_sees_no_identity(signed_in: SignedIn, number: str) -> None:
    assert signed_in("rita").get(f"/patients/{number}/identity").status_code == 403
    assert signed_in("mia").get(f"/patients/{number}/identity").status_code == 404
    assert "/identity" not in signed_in("rita").get(f"/patients/{number}").text
