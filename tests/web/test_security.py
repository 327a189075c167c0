import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from registry.database import Database
from tests.web.browser import token_of, words

ENROLMENT = {"site_code": "BER", "enrolled_on": "2026-05-04", "name": "Grace Hopper"}


def test_every_answer_says_what_the_browser_may_do(client: FlaskClient) -> None:
    for path in ("/sign-in", "/healthz", "/static/registry.css", "/patients"):
        with client.get(path) as answer:
            headers = answer.headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_pages_about_patients_are_kept_in_no_cache(nora: FlaskClient) -> None:
    assert nora.get("/patients").headers["Cache-Control"] == "no-store"


def test_no_page_has_a_script_or_style_of_its_own(nora: FlaskClient, number: str) -> None:
    for path in ("/patients", "/cohort", f"/patients/{number}", f"/patients/{number}/visits/new"):
        page = nora.get(path).text
        assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=", page), path


def test_a_post_without_its_token_is_refused_and_can_be_sent_again(nora: FlaskClient) -> None:
    own = {"Origin": "http://localhost"}
    answer = nora.post("/patients/enrol", data=ENROLMENT, headers=own)
    assert answer.status_code == 400
    assert "What was typed is still here." in words(answer)
    assert "Grace Hopper" in answer.text
    again = nora.post("/patients/enrol", data={**ENROLMENT, "csrf_token": token_of(answer)})
    assert again.status_code == 422
    assert 'value="Grace Hopper"' in again.text


def test_a_post_from_another_site_is_not_offered_to_be_sent_again(nora: FlaskClient) -> None:
    other = {"Origin": "https://evil.example"}
    answer = nora.post("/patients/enrol", data=ENROLMENT, headers=other)
    assert answer.status_code == 400
    assert "Grace Hopper" not in answer.text


def test_a_post_after_the_session_says_how_to_go_on(client: FlaskClient) -> None:
    token = token_of(client.get("/sign-in"))
    answer = client.post("/patients/enrol", data={**ENROLMENT, "csrf_token": token})
    assert answer.status_code == 400
    assert "Sign in again in another tab, then reload this page" in words(answer)


def test_a_form_of_more_than_a_megabyte_is_refused_in_a_sentence(nora: FlaskClient) -> None:
    answer = nora.post("/patients/enrol", data={"name": "x" * 1_100_000})
    assert answer.status_code == 413
    assert "A form may hold one megabyte." in words(answer)


def test_an_unknown_address_says_where_to_go(nora: FlaskClient) -> None:
    answer = nora.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no page at this address." in words(answer)


def test_the_server_says_that_it_lives(client: FlaskClient) -> None:
    assert client.get("/healthz").text == "ok\n"


@pytest.mark.parametrize("table", ["patient", "account"])
def test_what_breaks_on_our_side_is_said_without_its_insides(
    nora: FlaskClient, staffed: Database, table: str
) -> None:
    with staffed.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO gone"))
    answer = nora.get("/patients")
    assert answer.status_code == 500
    assert "Nothing was saved. Go back and try again" in words(answer)
    assert table not in words(answer).replace("list of patients", "")
    assert "Traceback" not in answer.text
