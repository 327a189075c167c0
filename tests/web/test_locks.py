"""Locks as people meet them: in words, with a way on, and nothing typed is lost."""

import pytest
from flask.testing import FlaskClient

from tests.web.browser import send, words
from tests.web.conftest import SignedIn
from tests.web.test_record_forms import VISIT

Q1 = "/sites/BER/quarters/2026-1"
WHY = {"amendment_reason": "Signed off by Dr Paul"}


@pytest.fixture
def paul(signed_in: SignedIn) -> FlaskClient:
    """Return the browser of the physician in Berlin."""
    return signed_in("paul")


def test_a_record_is_locked_shown_as_locked_and_unlocked(
    nora: FlaskClient, paul: FlaskClient, number: str
) -> None:
    record = f"/patients/{number}/treatments/1"
    assert "A locked record cannot be amended" in words(paul.get(f"{record}/lock"))
    locked = send(paul, f"{record}/lock", {"version": "1", **WHY})
    assert "The treatment is locked." in words(paul.get(locked.location))
    assert "🔒 Locked" in words(nora.get(f"/patients/{number}"))
    history = nora.get(f"{record}/history")
    assert "This treatment is locked" in words(history)
    assert "Amend it" not in words(history)
    assert "Unlock it" not in words(history)
    assert nora.get(f"{record}/amend").location.endswith("/history")
    assert "Unlock it" in words(paul.get(f"{record}/history"))
    send(paul, f"{record}/unlock", {"version": "2", "amendment_reason": "Wrong lot number"})
    assert "Wrong lot number" in words(nora.get(f"{record}/history"))
    assert nora.get(f"{record}/amend").status_code == 200


def test_what_was_typed_for_a_locked_quarter_stays_in_the_form(
    nora: FlaskClient, paul: FlaskClient, number: str
) -> None:
    send(paul, f"{Q1}/lock", WHY)
    typed = {**VISIT, "visited_on": "10.3.2026", "vas_back_0_100": "31"}
    refused = send(nora, f"/patients/{number}/visits/new", typed)
    assert refused.status_code == 422
    assert "10 March 2026 lies in Q1 2026, which is locked for site BER." in words(refused)
    assert 'value="31"' in refused.text
    unlocked = send(paul, f"{Q1}/unlock", {"amendment_reason": "A visit came late"})
    assert "Q1 2026 of BER is unlocked." in words(paul.get(unlocked.location))
    assert send(nora, f"/patients/{number}/visits/new", typed).status_code == 302


def test_the_page_of_quarters_says_what_is_locked_by_whom_and_why(
    nora: FlaskClient, paul: FlaskClient, number: str
) -> None:
    assert number
    send(paul, f"{Q1}/lock", WHY)
    page = words(nora.get("/quarters"))
    assert (
        "Q1 2026 0 0 0 0 🔒 Locked: paul@example.org, 1 June 2026, “Signed off by Dr Paul”" in page
    )
    assert "Q1 2025 1 0 0 0 Open" in page
    assert "Q2 2026" not in page
    assert "Lock Q1 2025" not in page
    assert "Lock Q1 2025" in words(paul.get("/quarters?site_code=BER"))


@pytest.mark.parametrize(
    ("address", "typed", "status", "sentence"),
    [
        (f"{Q1}/lock", {"amendment_reason": " "}, 422, "This is needed."),
        ("/sites/BER/quarters/2026-2/lock", WHY, 422, "Q2 2026 ends on 30 June 2026."),
        (f"{Q1}/unlock", WHY, 409, "This quarter was not saved: it is not locked."),
        ("/sites/MUC/quarters/2026-1/lock", WHY, 404, "There is no site “MUC” here."),
    ],
)
def test_a_quarter_that_cannot_be_locked_says_why(
    paul: FlaskClient, address: str, typed: dict[str, str], status: int, sentence: str
) -> None:
    answer = send(paul, address, typed)
    assert answer.status_code == status
    assert sentence in words(answer)


def test_a_quarter_that_does_not_exist_is_not_found(paul: FlaskClient) -> None:
    assert paul.get("/sites/BER/quarters/2026-5/lock").status_code == 404


def test_staff_are_told_whom_to_ask(nora: FlaskClient, number: str) -> None:
    for address in (f"{Q1}/lock", f"/patients/{number}/treatments/1/lock"):
        answer = nora.get(address)
        assert answer.status_code == 403
        assert "ask a physician or an administrator" in words(answer)


def test_a_site_without_records_has_no_quarters(signed_in: SignedIn) -> None:
    page = words(signed_in("mia").get("/quarters"))
    assert "No quarter with a record is over yet." in page
