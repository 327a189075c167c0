"""A person at the pages: signs in, opens, sends forms with their token."""

import html
import re
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "correct horse battery"  # noqa: S105 - the password of the people of these tests
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token_of(answer: TestResponse) -> str:
    """Return the token of the forms on a page."""
    found = _TOKEN.search(answer.text)
    assert found, answer.text
    return found[1]


def send(
    client: FlaskClient, path: str, fields: Mapping[str, object], *, follow: bool = False
) -> TestResponse:
    """Open a form and send it with what was typed."""
    token = token_of(client.get(path))
    typed = {**fields, "csrf_token": token}
    return client.post(path, data=typed, follow_redirects=follow)


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD) -> TestResponse:
    """Sign in as the person of that e-mail."""
    return send(client, "/sign-in", {"email": email, "password": password})


def words(answer: TestResponse) -> str:
    """Return the page as a person reads it: without tags, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())
