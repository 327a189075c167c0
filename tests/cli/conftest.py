"""The command line of an installation of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from registry.cli.main import main

Registry = Callable[..., Result]


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of an installation that has neither secrets nor a database."""
    folder = tmp_path / "instance"
    monkeypatch.setenv("REGISTRY_ENVIRONMENT", "testing")
    monkeypatch.setenv("REGISTRY_INSTANCE", str(folder))
    return folder


@pytest.fixture
def registry(instance: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Return the command of an installation that is ready: secrets and an empty database."""
    monkeypatch.setenv("REGISTRY_SECRET_KEY", "a secret key that only the tests know")
    monkeypatch.setenv("REGISTRY_IDENTITY_KEY", "an identity key that only the tests know")
    instance.mkdir()
    shutil.copy(migrated_file, instance / "registry.sqlite")
    return run


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=typed)
