"""Double entry at the pages: the second person types blind, and differences are decided."""

from datetime import datetime

import pytest
from flask.testing import FlaskClient

from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.services.sites import set_double_entry
from tests.web.browser import send, words
from tests.web.conftest import SignedIn

FIRST = {"visited_on": "10.3.2026", "mode": "clinic", "vas_back_0_100": "31", "walking": "2"}
SECOND = FIRST | {"vas_back_0_100": "37", "vas_leg_0_100": "0"}


@pytest.fixture
def paul(signed_in: SignedIn, staffed: Database, now: datetime) -> FlaskClient:
    """Return the browser of the physician at a site that types twice."""
    with staffed.transaction(COMMAND_LINE, at=now) as session:
        set_double_entry(session, COMMAND_LINE, "BER", wanted=True)
    return signed_in("paul")


@pytest.fixture
def visit(nora: FlaskClient, paul: FlaskClient, number: str) -> str:
    """Return the address of a visit that the nurse typed first."""
    assert paul is not None
    send(nora, f"/patients/{number}/visits/new", FIRST)
    return f"/patients/{number}/visits/1"


def test_the_second_person_sees_nothing_of_the_first_typing(
    paul: FlaskClient, visit: str, number: str
) -> None:
    worklist = words(paul.get("/worklist"))
    assert "To be typed a second time 1 visit" in worklist
    page = paul.get(f"{visit}/second")
    assert "Type the visit a second time" in words(page)
    assert number in words(page)
    assert "31" not in words(page)
    assert 'value="31"' not in page.text


def test_equal_typings_are_said_and_leave_the_list(
    nora: FlaskClient, paul: FlaskClient, visit: str
) -> None:
    assert nora.get(f"{visit}/second").status_code == 403
    answer = send(paul, f"{visit}/second", FIRST | {"visited_on": "2026-03-10"})
    assert "Both typings say the same." in words(paul.get(answer.location))
    assert "second time" not in words(paul.get("/worklist"))
    assert "1 visit was typed twice: 0 of 4 fields differed (0.0 %)." in words(
        nora.get("/quality")
    ).replace("\u202f", " ")


def test_a_difference_is_decided_and_the_visit_amended_with_the_reason(
    nora: FlaskClient, paul: FlaskClient, visit: str, number: str
) -> None:
    send(paul, f"{visit}/second", SECOND)
    page = words(nora.get(f"{visit}/differences"))
    assert "Back pain (VAS) 31 mm 37 mm" in page
    assert "Leg pain (VAS) empty 0 mm" in page
    assert "Walking" not in page
    decision = {"version": "1", "choice_vas_back_0_100": "second"}
    missing = send(nora, f"{visit}/differences", decision)
    assert missing.status_code == 422
    assert "This is needed." in words(missing)
    decided = send(nora, f"{visit}/differences", decision | {"choice_vas_leg_0_100": "first"})
    assert f"Both typings of {number} are decided." in words(nora.get(decided.location))
    history = words(nora.get(f"{visit}/history"))
    assert "VAS back: score 31 37 Double entry: as on the paper form" in history
    assert nora.get(f"{visit}/differences").status_code == 404


def test_where_the_first_typing_is_right_nothing_changes(
    nora: FlaskClient, paul: FlaskClient, visit: str
) -> None:
    send(paul, f"{visit}/second", SECOND)
    choices = dict.fromkeys(("choice_vas_back_0_100", "choice_vas_leg_0_100"), "first")
    assert send(nora, f"{visit}/differences", {"version": "1", **choices}).status_code == 302
    assert "Double entry" not in words(nora.get(f"{visit}/history"))
    assert "Nothing for you here." in words(nora.get("/second-typing"))


def test_a_wrong_second_typing_is_refused_and_stays(paul: FlaskClient, visit: str) -> None:
    refused = send(paul, f"{visit}/second", SECOND | {"vas_back_0_100": "370"})
    assert refused.status_code == 422
    assert 'value="370"' in refused.text


def test_a_decision_on_a_visit_that_changed_meanwhile_is_refused(
    nora: FlaskClient, paul: FlaskClient, visit: str
) -> None:
    send(paul, f"{visit}/second", SECOND)
    choices = dict.fromkeys(("choice_vas_back_0_100", "choice_vas_leg_0_100"), "second")
    stale = send(nora, f"{visit}/differences", {"version": "7", **choices})
    assert stale.status_code == 409
