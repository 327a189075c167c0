import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from registry.cli.main import NOUNS, main
from tests.cli.conftest import Registry, run


def test_help_lists_every_noun() -> None:
    listed = run("--help").output
    assert all(f"\n  {noun} " in listed for noun in NOUNS)


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("report", "cohort"), ("serve", "--port", "x")]
)
def test_a_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)
    assert ended.exit_code == 2
    assert ended.stderr.startswith("Usage: ")


def test_an_unknown_site_is_one_sentence_on_the_error_stream(
    registry: Registry, tmp_path: Path
) -> None:
    output = str(tmp_path / "x.pdf")
    ended = registry(
        "report", "cohort", "--site", "X1", "--cut-off", "2026-01-01", "--output", output
    )
    assert ended.exit_code == 1
    assert ended.stderr.splitlines()[-1].startswith("There is no site “X1” here.")
    assert not Path(output).exists()


def test_a_missing_secret_is_said_with_its_repair(instance: Path) -> None:
    ended = run("database", "upgrade")
    assert ended.exit_code == 1
    assert "run “registry secrets create”" in ended.stderr
    assert not instance.exists()


def test_a_database_without_tables_is_said_with_its_repair(
    registry: Registry, instance: Path
) -> None:
    (instance / "registry.sqlite").unlink()
    ended = registry("audit", "verify")
    assert ended.exit_code == 1
    assert "run “registry database upgrade”" in ended.stderr


@pytest.mark.parametrize(
    "url", ["nonsense", "postgresql+psycopg2://nowhere/registry", "sqlite:////proc/none/r.sqlite"]
)
def test_a_database_address_that_cannot_be_used_is_said(
    registry: Registry, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("REGISTRY_DATABASE_URL", url)
    ended = registry("database", "upgrade")
    assert ended.exit_code == 1
    assert isinstance(ended.exception, SystemExit), ended.exception


def test_an_interruption_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command()
    def interrupted() -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(main, "get_command", lambda _context, _name: interrupted)
    ended = CliRunner().invoke(main, ["audit"])
    assert ended.exit_code == 130
    assert ended.stderr == "Interrupted: nothing was stored.\n"


def test_the_installed_command_ends_with_1_and_no_traceback(instance: Path) -> None:
    command = Path(sys.executable).with_name("registry")
    ended = subprocess.run(  # noqa: S603 - the project’s own command
        [command, "audit", "verify"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert not instance.exists()
