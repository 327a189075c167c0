import json
from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Registry


def test_a_report_of_nobody_is_still_a_whole_pdf(registry: Registry, tmp_path: Path) -> None:
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
    path = tmp_path / "cohort.pdf"
    options = ("--site", "BER", "--cut-off", "2026-06-30", "--output", str(path))
    written = registry("report", "cohort", *options)
    assert written.exit_code == 0, written.output
    assert written.stdout == f"{path}\n"
    assert path.read_bytes().startswith(b"%PDF-")
    assert path.stat().st_mode & 0o777 == 0o600
    written_files = sorted(each.name for each in tmp_path.iterdir() if each.is_file())
    assert written_files == ["cohort-tables.zip", "cohort.json", "cohort.pdf"]
    numbers = json.loads((tmp_path / "cohort.json").read_bytes())
    assert numbers["selection"]["cut_off"] == "2026-06-30"
    assert {figure["key"]: figure["value"] for figure in numbers["figures"]}["flow.treated"] == 0


def test_a_missing_folder_is_refused_before_the_work(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "cohort.pdf"
    options = ("--site", "all", "--cut-off", "2026-06-30", "--output", str(path))
    refused = registry("report", "cohort", *options)
    assert refused.exit_code == 2
    assert "does not exist. Create it, or name another." in refused.stderr


def test_the_schema_of_the_numbers_is_printed(registry: Registry) -> None:
    printed = registry("report", "schema")
    assert printed.exit_code == 0
    assert json.loads(printed.stdout)["title"] == "msc-outcomes-registry cohort summary"


def test_a_report_to_pass_on_says_so_in_each_of_its_files(
    registry: Registry, tmp_path: Path
) -> None:
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
    path = tmp_path / "cohort.pdf"
    options = ("--site", "BER", "--cut-off", "2026-06-30", "--output", str(path))
    written = registry("report", "cohort", "--release", *options)
    assert written.exit_code == 0, written.output
    assert json.loads((tmp_path / "cohort.json").read_bytes())["release"] == {
        "minimum": 5,
        "counts": 0,
    }
    first = PdfReader(path).pages[0].extract_text()
    assert "To be passed on. Of groups of patients, counts from 1 to 4 are withheld" in first
