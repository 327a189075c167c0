import html
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.domain.instruments.odi import OdiSection
from tests.web.browser import send, token_of, words
from tests.web.conftest import SignedIn
from tests.web.test_consents import CONSENT
from tests.web.test_record_forms import CONTACT, ENDING, EVENT, OPERATION, TREATMENT, VISIT

WHY = {"amendment_reason": "Read wrongly from the paper form"}
RECORDS = [
    ("treatments", TREATMENT, 2, {"lot_number": "L-77"}),
    ("visits", VISIT, 1, {"vas_leg_0_100": "12"}),
    ("adverse-events", EVENT, 1, {"action_taken": "Antibiotics"}),
    ("reoperations", OPERATION, 1, {"facility": "Charité"}),
    ("dispositions", ENDING, 1, {"reason": "Moved to Rome"}),
    ("contacts", CONTACT, 1, {"remarks": "Called back"}),
    ("consents", CONSENT, 1, {"form_version": "2.1"}),
]


def hidden(answer: TestResponse, name: str) -> list[str]:
    """Return the values of the hidden fields of that name, as a browser sends them."""
    found = re.findall(rf'name="{name}" value="([^"]*)"', answer.text)
    return [html.unescape(value) for value in found]


def amendment(page: TestResponse) -> dict[str, object]:
    """Return what an amendment page sends besides the record’s own fields."""
    return {
        "csrf_token": token_of(page),
        **{name: hidden(page, name)[0] for name in ("amendment_version", "amendment_before")},
        **WHY,
    }


@pytest.mark.parametrize(("noun", "typed", "key", "changed"), RECORDS)
def test_each_record_is_amended_explained_voided_and_restored(
    nora: FlaskClient,
    number: str,
    noun: str,
    typed: dict[str, object],
    key: int,
    changed: dict[str, str],
) -> None:
    send(nora, f"/patients/{number}/{noun}/new", typed)
    record = f"/patients/{number}/{noun}/{key}"
    opened = nora.get(f"{record}/amend")
    assert opened.status_code == 200
    assert "Save the amendment" in words(opened)
    saved = nora.post(
        f"{record}/amend", data={**typed, **changed, **amendment(opened)}, follow_redirects=True
    )
    assert "saved for" in words(saved)
    (new,) = changed.values()
    history = words(nora.get(f"{record}/history"))
    assert f"{new} Read wrongly from the paper form" in history
    assert "Nora" in history or "nora@example.org" in history
    patient = f"/patients/{number}"
    assert f'href="{record}/amend"' in nora.get(patient).text
    for verb, said in (("void", "is voided"), ("restore", "is restored")):
        page = nora.get(f"{record}/{verb}")
        sent = {"csrf_token": token_of(page), "version": hidden(page, "version")[0], **WHY}
        after = nora.post(f"{record}/{verb}", data=sent, follow_redirects=True)
        assert said in words(after)
        assert ("Voided records (1)" in words(after)) is (verb == "void")
        assert (f'href="{record}/amend"' in after.text) is (verb == "restore")
    assert "Voided No Yes" in words(nora.get(f"{record}/history"))


def test_an_amendment_without_a_reason_keeps_what_was_typed(nora: FlaskClient, number: str) -> None:
    send(nora, f"/patients/{number}/visits/new", VISIT)
    path = f"/patients/{number}/visits/1/amend"
    sent = {**VISIT, "vas_back_0_100": "33", **amendment(nora.get(path)), "amendment_reason": " "}
    answer = nora.post(path, data=sent)
    assert answer.status_code == 422
    assert "Say why the record is changed" in words(answer)
    assert 'value="33"' in answer.text
    assert "Back pain (VAS)" not in words(nora.get(f"/patients/{number}/visits/1/history")).split(
        "33"
    )


def test_two_people_on_one_visit_decide_each_field_and_nothing_is_overwritten(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    answers = dict.fromkeys((section.value for section in OdiSection), "2")
    send(nora, f"/patients/{number}/visits/new", VISIT | answers)
    anna, path = signed_in("anna"), f"/patients/{number}/visits/1/amend"
    seen_by_nora, seen_by_anna = amendment(nora.get(path)), amendment(anna.get(path))
    same = VISIT | answers | {"planned_visit": "m12"}
    theirs = {**same, "vas_back_0_100": "40", "lifting": "3", **seen_by_anna}
    assert anna.post(path, data=theirs).status_code == 302
    mine = {**same, "vas_back_0_100": "28", "walking": "5", **seen_by_nora}
    page = nora.post(path, data=mine)
    assert page.status_code == 409
    said = words(page)
    assert "Back pain (VAS) 31 mm 40 mm 28 mm" in said
    assert "Lifting 2 3 2" in said
    assert "Walking 2 2 5" in said
    assert hidden(page, "amendment_differs") == ["vas_back_0_100", "lifting", "walking"]
    decided = {
        **{name: hidden(page, name) for name in (*same, "walking", "lifting")},
        "amendment_differs": hidden(page, "amendment_differs"),
        "amendment_choice_vas_back_0_100": "mine",
        "amendment_choice_lifting": "theirs",
        "amendment_choice_walking": "mine",
        **amendment(page),
    }
    assert nora.post(path, data=decided).status_code == 302
    history = words(nora.get(f"/patients/{number}/visits/1/history"))
    assert "40 28" in history
    assert "2 3 Read wrongly" in history
    assert "2 5 Read wrongly" in history
    assert "3 2 Read wrongly" not in history


def test_a_record_that_changed_since_it_was_opened_is_not_voided(
    nora: FlaskClient, number: str
) -> None:
    send(nora, f"/patients/{number}/visits/new", VISIT)
    record = f"/patients/{number}/visits/1"
    page, opened = nora.get(f"{record}/void"), nora.get(f"{record}/amend")
    assert nora.post(f"{record}/amend", data={**VISIT, **amendment(opened)}).status_code == 302
    sent = {"csrf_token": token_of(page), "version": "1", **WHY}
    refused = nora.post(f"{record}/void", data=sent)
    assert refused.status_code == 409
    assert "was changed by somebody else. Open it again." in words(refused)
    assert f'href="{record}/amend"' in nora.get(f"/patients/{number}").text


def test_nobody_else_s_record_is_amended_or_explained(
    signed_in: SignedIn, nora: FlaskClient, number: str
) -> None:
    send(nora, f"/patients/{number}/visits/new", VISIT)
    record = f"/patients/{number}/visits/1"
    for page in ("amend", "void", "restore", "history"):
        assert signed_in("mia").get(f"{record}/{page}").status_code == 404
        assert nora.get(f"/patients/{number}/visits/99/{page}").status_code == 404
    for page in ("amend", "void"):
        assert signed_in("rita").get(f"{record}/{page}").status_code == 403
