import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.cli.conftest import Registry

PATIENCE_SECONDS = 30


def answer(url: str) -> int:
    """Ask until the server answers."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(url, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 - on loopback
                return int(response.status)
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_taken_port_is_said_with_a_way_to_choose_another(registry: Registry) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = registry("serve", "--port", str(taken.getsockname()[1]))
    assert refused.exit_code == 1
    assert "registry serve --port 8001" in refused.stderr


def test_a_database_of_another_version_is_not_served(registry: Registry, instance: Path) -> None:
    (instance / "registry.sqlite").unlink()
    refused = registry("serve", "--port", str(free_port()))
    assert refused.exit_code == 1
    assert "Run “registry database upgrade”." in refused.stderr


@pytest.mark.usefixtures("registry")
def test_pages_are_served_and_an_address_is_logged_on_one_line_without_its_query(
    tmp_path: Path,
) -> None:
    port = free_port()
    program = str(Path(sys.executable).with_name("registry"))
    command = [program, "serve", "--port", str(port)]
    log = tmp_path / "log.txt"
    with log.open("w") as written:
        server = subprocess.Popen(command, stdout=written, stderr=written)  # noqa: S603 - the project’s own command
        try:
            status = answer(f"http://127.0.0.1:{port}/healthz?number=BER-0001")
            answer(f"http://127.0.0.1:{port}/healthz%0Aforged%1B%5B31m")
        finally:
            server.terminate()
            server.wait(PATIENCE_SECONDS)
    assert status == 200
    assert f"Serving on http://127.0.0.1:{port}" in log.read_text("utf-8")
    assert '"GET /healthz" 200' in log.read_text("utf-8")
    assert "BER-0001" not in log.read_text("utf-8")
    assert r'"GET /healthz\nforged\x1b[31m"' in log.read_text("utf-8")
