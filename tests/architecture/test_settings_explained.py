"""config/README.md explains what may be set."""

import re
from dataclasses import fields
from pathlib import Path

from registry.settings import Settings

README = Path(__file__).resolve().parents[2] / "config" / "README.md"


def explained() -> set[str]:
    rows = [line for line in README.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_every_setting_is_explained_and_nothing_else_is() -> None:
    assert explained() == {field.name for field in fields(Settings)}
