"""A follow-up report is entered where an event is amended, and each version is shown."""

from flask.testing import FlaskClient

from tests.web.browser import send, words
from tests.web.test_amendments import amendment
from tests.web.test_record_forms import EVENT


def test_a_follow_up_keeps_the_first_report_beside_it(nora: FlaskClient, number: str) -> None:
    record = f"/patients/{number}/adverse-events/1"
    assert "New information received on" not in words(
        nora.get(f"/patients/{number}/adverse-events/new")
    )
    send(nora, f"/patients/{number}/adverse-events/new", EVENT)
    assert "As it stood at each report" not in words(nora.get(f"{record}/history"))
    opened = nora.get(f"{record}/amend")
    assert "New information received on" in words(opened)
    typed = {**EVENT, **amendment(opened), "action_taken": "Antibiotics"}
    typed |= {"serious": "true", "criteria": ["hospitalisation"]}
    early = nora.post(f"{record}/amend", data={**typed, "received_on": "1.1.2024"})
    assert early.status_code == 422
    assert "1 January 2024 is before the newest information" in words(early)
    saved = nora.post(
        f"{record}/amend", data={**typed, "received_on": "28.5.2026"}, follow_redirects=True
    )
    assert "more on 28 May 2026" in words(saved)
    history = words(nora.get(f"{record}/history"))
    assert "As it stood at each report" in history
    assert "Follow-up 1 of 28 May 2026" in history
    assert "Action taken – Antibiotics" in history
    assert "Medically important Yes – Read wrongly from the paper form" in history
    assert "The clinic became aware on 1 May 2025 1 May 2025" in history
