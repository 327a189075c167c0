from pathlib import Path

import pytest

from registry.settings import PROJECT_FOLDER
from tests.cli.conftest import Registry

MAPPING = str(PROJECT_FOLDER / "config" / "imports" / "prt.toml")
CONTENT = "id,group,month,pain_0_10,odi,age,gender\n1,3,0,6,40,41,2\n1,3,1,2,20,41,2\n"


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    path = tmp_path / "scores.csv"
    path.write_text(CONTENT, "utf-8")
    return path


def test_an_import_says_what_is_new_and_a_second_run_that_nothing_is(
    registry: Registry, scores: Path
) -> None:
    first = registry("import", "scores", str(scores), "--map", MAPPING)
    assert first.output.splitlines()[-1] == (
        "Patients new: 1; visits new: 2; visits stored already: 0."
    )
    second = registry("import", "scores", str(scores), "--map", MAPPING)
    assert second.exit_code == 0
    assert "Nothing changed" in second.output


def test_a_dry_run_stores_nothing(registry: Registry, scores: Path) -> None:
    tried = registry("import", "scores", str(scores), "--map", MAPPING, "--dry-run")
    assert tried.exit_code == 0
    assert "nothing was stored" in tried.output
    after = registry("import", "scores", str(scores), "--map", MAPPING)
    assert "Patients new: 1; visits new: 2" in after.output


def test_one_broken_row_refuses_the_whole_file(registry: Registry, scores: Path) -> None:
    scores.write_text(CONTENT + "2,3,0,66,40,41,2\n", "utf-8")
    refused = registry("import", "scores", str(scores), "--map", MAPPING)
    assert refused.exit_code == 1
    assert "Row 4, column “pain_0_10”: “66” was found." in refused.stderr
    scores.write_text(CONTENT, "utf-8")
    after = registry("import", "scores", str(scores), "--map", MAPPING)
    assert "Patients new: 1; visits new: 2" in after.output


def test_every_file_as_they_really_arrive_ends_with_1_and_a_sentence(
    registry: Registry, shared_data: Path
) -> None:
    for path in sorted((shared_data / "messy").iterdir()):
        refused = registry("import", "scores", str(path), "--map", MAPPING)
        assert refused.exit_code == 1
        assert refused.stderr.startswith(f"{path.name} was not imported; nothing was stored.")


def test_what_a_file_holds_cannot_command_the_terminal(registry: Registry, scores: Path) -> None:
    scores.write_text(CONTENT + "2,3,0,\x1b[2Jx,40,41,2\n", "utf-8")
    refused = registry("import", "scores", str(scores), "--map", MAPPING)
    assert r"“\x1b[2Jx” was found." in refused.stderr
