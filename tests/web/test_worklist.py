"""The worklist as clinic staff meet it, on a day when a twelve-month visit is overdue."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from registry.app import create_app
from registry.database import Database
from registry.settings import Settings
from registry.web.sign_in import limiter
from tests.web.browser import send, sign_in, words

MARCH = datetime.fromisoformat("2026-03-20T09:00:00+00:00")


@pytest.fixture
def march(settings: Settings, staffed: Database, number: str) -> Iterator[FlaskClient]:
    """Return the nurse’s browser in March."""
    assert number
    client = create_app(settings, database=staffed, clock=lambda: MARCH).test_client()
    sign_in(client, "nora@example.org")
    yield client
    limiter.reset()


def test_the_worklist_says_what_is_overdue_and_how_long_is_left(
    march: FlaskClient, number: str
) -> None:
    page = words(march.get("/worklist"))
    assert "Due now no visits Overdue 1 visit Opening within 30 days no visits" in page
    assert f"{number} 12 months 29 days , to 18 April 2026 4 March 2026" in page


def test_one_click_leads_to_the_form_with_its_planned_visit(
    march: FlaskClient, number: str
) -> None:
    path = f"/patients/{number}/visits/new?planned_visit=m12"
    assert path in march.get("/worklist").text
    assert '<option value="m12" selected>' in march.get(path).text
    typed = {"visited_on": "20.3.2026", "vas_back_0_100": "20"}
    send(march, path, typed)
    assert "Overdue no visits" in words(march.get("/worklist"))


def test_an_attempt_is_one_click_away_and_shown_in_its_row(march: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/contacts/new?planned_visit=m12"
    assert path.replace("&", "&amp;") in march.get("/worklist").text
    typed = {
        "contacted_on": "19.3.2026",
        "planned_visit": "m12",
        "mode": "phone",
        "result": "no_answer",
        "next_try_on": "26.3.2026",
    }
    send(march, path, typed)
    shown = "19 March 2026, by telephone: no answer 26 March 2026"
    assert shown in words(march.get("/worklist"))


@pytest.mark.parametrize(
    ("search", "there"),
    [
        ("group=overdue", True),
        ("group=due", False),
        ("visit=m12", True),
        ("visit=m24", False),
        ("text=ber-0", True),
        ("text=muc", False),
        ("after=2026-04-17.999", True),
        ("after=2026-04-18.999", False),
    ],
)
def test_the_address_chooses_a_part(
    march: FlaskClient, number: str, search: str, *, there: bool
) -> None:
    assert (number in march.get(f"/worklist?{search}").text) is there


@pytest.mark.parametrize("search", ["after=x", "after=2026-04-17.x", "group=x", "visit=x"])
def test_an_address_that_chooses_nothing_says_so(march: FlaskClient, search: str) -> None:
    answer = march.get(f"/worklist?{search}")
    assert answer.status_code == 200
    assert 'class="problem"' in answer.text


def test_completeness_is_said_by_site_and_visit(march: FlaskClient) -> None:
    page = words(march.get("/worklist/completeness"))
    assert "BER · Spine Centre BER" in page
    assert "6 months 1 1 0.0 % (0 of 1) 0.0 % (0 of 1)" in page
    assert "12 months 1 0 nobody due 0.0 % (0 of 1)" in page
