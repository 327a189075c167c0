from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.app import create_app
from registry.database import Database
from registry.domain.actors import COMMAND_LINE
from registry.models import Account
from registry.settings import Settings
from registry.web.sign_in import limiter
from tests.web.browser import PASSWORD, send, sign_in, token_of, words


def test_a_page_asks_for_a_sign_in_and_then_opens(client: FlaskClient) -> None:
    asked = client.get("/cohort?site_code=BER")
    assert asked.location == "/sign-in?next=/cohort?site_code%3DBER"
    fields = {"email": "nora@example.org", "password": PASSWORD}
    assert send(client, asked.location, fields).location == "/cohort?site_code=BER"


def test_an_e_mail_may_be_typed_in_capitals(client: FlaskClient) -> None:
    assert sign_in(client, "NORA@example.org").location == "/worklist"


def test_the_issuer_of_reports_begins_at_the_cohort(client: FlaskClient) -> None:
    assert sign_in(client, "rita@example.org").location == "/cohort"
    assert client.get("/").location == "/cohort"
    assert client.get("/sign-in").location == "/cohort"


@pytest.mark.parametrize("email", ["nora@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_e_mail_get_the_same_answer(
    client: FlaskClient, email: str
) -> None:
    answer = sign_in(client, email, "wrong password 123")
    assert answer.status_code == 422
    assert "No account has this e-mail and password." in words(answer)
    assert "wrong password 123" not in answer.text


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"]
)
def test_the_way_on_never_leaves_the_registry(client: FlaskClient, target: str) -> None:
    token = token_of(client.get("/sign-in"))
    fields = {"email": "nora@example.org", "password": PASSWORD, "csrf_token": token}
    answer = client.post("/sign-in", query_string={"next": target}, data=fields)
    assert answer.location == "/worklist"


def test_a_session_begins_anew_at_the_sign_in(client: FlaskClient) -> None:
    before = token_of(client.get("/sign-in"))
    sign_in(client, "nora@example.org")
    assert token_of(client.get("/patients")) != before


def test_signing_out_needs_a_post_and_ends_the_session(nora: FlaskClient) -> None:
    assert nora.get("/sign-out").status_code == 405
    token = token_of(nora.get("/patients"))
    assert nora.post("/sign-out", data={"csrf_token": token}).location == "/sign-in"
    assert nora.get("/patients").status_code == 302


def test_a_session_ends_after_its_hours(
    settings: Settings, staffed: Database, now: datetime
) -> None:
    moment = [now]
    client = create_app(settings, database=staffed, clock=lambda: moment[0]).test_client()
    sign_in(client, "nora@example.org")
    moment[0] += timedelta(hours=settings.session_hours) - timedelta(seconds=1)
    assert client.get("/patients").status_code == 200
    moment[0] += timedelta(seconds=1)
    assert client.get("/patients").status_code == 302


def test_an_account_that_is_no_longer_active_is_out_at_once(
    nora: FlaskClient, staffed: Database, now: datetime
) -> None:
    with staffed.transaction(COMMAND_LINE, at=now) as session:
        account = session.scalars(select(Account).where(Account.email == "nora@example.org")).one()
        account.active = False
    assert nora.get("/patients").status_code == 302
    assert sign_in(nora, "nora@example.org").status_code == 422


@pytest.fixture
def strict(settings: Settings, staffed: Database, now: datetime) -> Iterator[Flask]:
    """Return the application behind one proxy, where two attempts a minute are allowed."""
    strict = replace(settings, sign_in_limit="2 per minute", trusted_proxies=1)
    yield create_app(strict, database=staffed, clock=lambda: now)
    limiter.reset()


def attempt(app: Flask, email: str, address: str) -> TestResponse:
    client = app.test_client()
    client.environ_base["HTTP_X_FORWARDED_FOR"] = address
    return sign_in(client, email, "wrong password 123")


def test_too_many_attempts_are_told_to_wait(strict: Flask) -> None:
    answers = [attempt(strict, f"{index}@example.org", "192.0.2.1") for index in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert "Wait one minute, then sign in again." in words(answers[-1])


def test_another_address_behind_the_same_proxy_need_not_wait(strict: Flask) -> None:
    answers = [attempt(strict, f"{i}@example.org", f"192.0.2.{i}") for i in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 422]


def test_one_account_cannot_be_tried_from_many_addresses(strict: Flask) -> None:
    answers = [attempt(strict, "nora@example.org", f"192.0.2.{i}") for i in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]


def test_no_address_is_believed_where_there_is_no_proxy(
    settings: Settings, staffed: Database
) -> None:
    app = create_app(replace(settings, sign_in_limit="2 per minute"), database=staffed)
    answers = [attempt(app, f"{i}@example.org", f"192.0.2.{i}") for i in range(3)]
    limiter.reset()
    assert answers[-1].status_code == 429


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask) -> None:
    client = app.test_client()
    cookie = sign_in(client, "nora@example.org").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_the_cookie_is_sent_over_https_alone_where_the_setting_says_so(
    settings: Settings, staffed: Database
) -> None:
    strict = replace(settings, secure_cookies=True)
    client = create_app(strict, database=staffed).test_client()
    assert "Secure" in client.get("/sign-in").headers["Set-Cookie"]
