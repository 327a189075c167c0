"""The house plan, checked against the code."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


def python_files() -> list[Path]:
    folders = ("registry", "reports", "migrations", "tests", "config")
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def test_every_import_contract_of_the_house_plan_holds() -> None:
    checked = subprocess.run(  # noqa: S603 - the project’s own tool
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_no_file_is_longer_than_300_lines() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_50_lines_besides_its_docstring() -> None:
    code = [path for folder in ("registry", "reports") for path in (ROOT / folder).rglob("*.py")]
    lengths = {
        (path, function.name): _lines(function)
        for path in code
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def _lines(function: ast.FunctionDef) -> int:
    first = function.body[0]
    docstring = ast.get_docstring(function) is not None
    described = (first.end_lineno or 0) - first.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - described


def test_no_module_is_a_place_for_everything() -> None:
    banned = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}
    assert [path for path in python_files() if path.stem in banned] == []


@pytest.mark.parametrize(
    "noun",
    ["treatment", "visit", "adverse_event", "reoperation", "disposition", "contact", "patient"],
)
def test_a_clinical_noun_has_the_same_file_name_in_every_layer(noun: str) -> None:
    for layer, name in (
        ("domain", noun),
        ("models", noun),
        ("forms", noun),
        ("services", f"{noun}s"),
    ):
        assert (ROOT / "registry" / layer / f"{name}.py").is_file(), layer


@pytest.mark.parametrize("name", ["run.txt", "development.txt"])
def test_a_lock_file_names_hashes_and_no_registry(name: str) -> None:
    lines = (ROOT / "config" / "requirements" / name).read_text("utf-8").splitlines()
    pinned = [line for line in lines if "==" in line and not line.lstrip().startswith("#")]
    assert pinned
    assert sum("--hash=sha256:" in line for line in lines) >= len(pinned)
    assert [line for line in lines if "://" in line or "index-url" in line] == []


def test_the_development_lock_holds_every_version_of_the_run_lock() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "config" / "requirements" / name).read_text("utf-8")
        return {line.split(" ")[0] for line in text.splitlines() if "==" in line and line[0] != "#"}

    assert pins("run.txt") <= pins("development.txt")


def test_every_dependency_of_the_project_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = (ROOT / "config" / "requirements" / "run.txt").read_text("utf-8")
    for requirement in project["dependencies"]:
        name = requirement.split(">")[0].split("=")[0].split("[")[0]
        assert f"\n{name}==" in locked or f"\n{name}[" in locked, name
