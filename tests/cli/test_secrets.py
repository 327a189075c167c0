from pathlib import Path

from registry.settings import load_settings
from tests.cli.conftest import run


def test_new_secrets_are_readable_by_their_owner_alone(instance: Path) -> None:
    assert run("secrets", "create").exit_code == 0
    assert instance.stat().st_mode & 0o777 == 0o700
    assert (instance / "secrets.toml").stat().st_mode & 0o777 == 0o600
    settings = load_settings()
    assert settings.secret_key != settings.identity_key


def test_secrets_that_exist_are_never_overwritten(instance: Path) -> None:
    run("secrets", "create")
    before = (instance / "secrets.toml").read_text("utf-8")
    again = run("secrets", "create")
    assert again.exit_code == 0
    assert "left as it is" in again.output
    assert (instance / "secrets.toml").read_text("utf-8") == before


def test_lost_secrets_are_not_replaced_beside_a_database_that_needs_them(instance: Path) -> None:
    instance.mkdir(exist_ok=True)
    (instance / "registry.sqlite").touch()
    refused = run("secrets", "create")
    assert refused.exit_code == 1
    assert "put the copy of the file back" in refused.stderr
    assert not (instance / "secrets.toml").exists()
