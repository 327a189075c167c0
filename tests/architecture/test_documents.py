"""What the documents name is there: links, files and commands."""

import re
from pathlib import Path

import click
import pytest

from registry.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("config/*.md"), *ROOT.glob("docs/**/*.md")]
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
NAMED_FILE = re.compile(r"`((?:registry|reports|config|tests|docs|migrations)/[\w./-]*)`")
COMMAND = re.compile(r"^ +registry (\w+) ([\w-]+)", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file(document: Path) -> None:
    links = LINK.findall(document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_named_file_is_there(document: Path) -> None:
    names = NAMED_FILE.findall(document.read_text("utf-8"))
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_command_of_the_readme_exists() -> None:
    named = COMMAND.findall((ROOT / "README.md").read_text("utf-8"))
    assert named
    for noun, verb in named:
        group = main.get_command(click.Context(main), noun)
        assert isinstance(group, click.Group), noun
        assert verb in group.commands, (noun, verb)
