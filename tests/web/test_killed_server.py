"""A real gunicorn, killed while it saves: stored once, or still a draft."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from sqlalchemy import func, select

from registry.database import Database
from registry.models import Draft, Visit
from registry.settings import PROJECT_FOLDER
from tests.web.browser import PASSWORD

PATIENCE_SECONDS = 60
VISIT = {"visited_on": "4.6.2025", "vas_back_0_100": "31"}
_HIDDEN = re.compile(r'type="hidden" name="(\w+)" value="([^"]+)"')


class Browser:
    """A browser that keeps its cookies whatever happens to the server."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._open = build_opener(HTTPCookieProcessor()).open

    def get(self, path: str) -> str:
        with self._open(self.address + path, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def hidden_fields(self, path: str) -> dict[str, str]:
        return dict(_HIDDEN.findall(self.get(path)))

    def post(self, path: str, fields: dict[str, str], accept: str = "text/html") -> str:
        sent = urlencode(fields).encode()
        request = Request(self.address + path, sent, {"Accept": accept})  # noqa: S310 - on loopback
        with self._open(request, timeout=PATIENCE_SECONDS) as answer:
            return str(answer.read().decode())

    def sign_in(self) -> None:
        who = {"email": "nora@example.org", "password": PASSWORD}
        self.post("/sign-in", self.hidden_fields("/sign-in") | who)

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                self.get("/healthz")
            except (OSError, HTTPException):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return


@contextmanager
def served(port: int) -> Iterator[None]:
    """Serve the registry, and kill all of it at the end without a word."""
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    server = subprocess.Popen(  # noqa: S603 - the project’s own server
        [*command, "wsgi:application"],
        cwd=PROJECT_FOLDER,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        Browser(port).wait()
        yield
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(PATIENCE_SECONDS)


@pytest.fixture
def port(staffed: Database, monkeypatch: pytest.MonkeyPatch) -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = int(probe.getsockname()[1])
    monkeypatch.setenv("REGISTRY_ENVIRONMENT", "testing")
    monkeypatch.setenv("REGISTRY_PORT", str(free))
    monkeypatch.setenv("REGISTRY_DATABASE_URL", str(staffed.url))
    monkeypatch.setenv("REGISTRY_SECRET_KEY", "a secret key that only the tests know")
    monkeypatch.setenv("REGISTRY_IDENTITY_KEY", "an identity key that only the tests know")
    return free


def stored(database: Database) -> tuple[int | None, int | None]:
    """Return how many visits and how many drafts there are."""
    with database.reading() as session:
        visits = session.scalar(select(func.count(Visit.id)))
        return visits, session.scalar(select(func.count(Draft.id)))


def try_to_post(browser: Browser, path: str, sent: dict[str, str]) -> None:
    with suppress(OSError, HTTPException):
        browser.post(path, sent)


def test_a_server_killed_during_a_save_leaves_the_draft_and_stores_once_afterwards(
    staffed: Database, number: str, port: int
) -> None:
    path, browser = f"/patients/{number}/visits/new", Browser(port)
    with staffed.engine.connect() as lock, served(port):
        browser.sign_in()
        sent = VISIT | browser.hidden_fields(path)
        browser.post(f"/drafts?address={path}", sent, accept="text/plain")
        lock.begin()  # nobody else can write: the save stays open until the server is killed
        saving = threading.Thread(target=try_to_post, args=(browser, path, sent))
        saving.start()
        time.sleep(1)
        assert saving.is_alive()
    saving.join()
    assert stored(staffed) == (0, 1)
    with served(port):
        assert 'value="31"' in browser.get(path)
        assert "Visit of 4 June 2025 saved" in browser.post(path, sent)
    with served(port):
        assert "Visit of 4 June 2025 saved" in browser.post(path, sent)
    assert stored(staffed) == (1, 0)
