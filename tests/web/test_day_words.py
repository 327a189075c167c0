from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.web.browser import send, words

SignedIn = Callable[[str], FlaskClient]


def said(client: FlaskClient, number: str, field: str, text: str) -> str:
    answer = client.get(
        f"/patients/{number}/day-words", query_string={"field": field, "text": text}
    )
    assert answer.status_code == 200
    assert answer.mimetype == "text/plain"
    return answer.text


def test_a_typed_date_is_said_in_words_and_a_visit_with_its_window(
    nora: FlaskClient, number: str
) -> None:
    place = "Tuesday, 10 March 2026; 12 months + 6 days after treatment"
    assert said(nora, number, "visited_on", "10.3.2026") == f"{place}, inside the 12-month window"
    assert said(nora, number, "onset", " 2026-03-10 ") == place


@pytest.mark.parametrize("text", ["", "10.3.", "31.2.2026", "3.2026", "03/28/2026", "<b>"])
def test_nothing_is_said_of_what_is_no_day(nora: FlaskClient, number: str, text: str) -> None:
    assert said(nora, number, "onset", text) == ""


def test_a_refused_form_says_again_what_its_dates_mean(nora: FlaskClient, number: str) -> None:
    typed = {"visited_on": "3/4/2026"}
    page = words(send(nora, f"/patients/{number}/visits/new", typed))
    place = "Friday, 3 April 2026; 12 months + 30 days after treatment"
    assert f"{place}, inside the 12-month window" in page


def test_the_dates_of_another_site_are_not_there(signed_in: SignedIn, number: str) -> None:
    assert signed_in("mia").get(f"/patients/{number}/day-words").status_code == 404
