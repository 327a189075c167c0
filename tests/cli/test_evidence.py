"""The commands on what is published."""

from pathlib import Path

from tests.cli.conftest import Registry

ROWS = "study,year,patients,change,standard_deviation\nA,2011,10,49,20\nB,2017,12,20,25\n"


def written(folder: Path) -> str:
    path = folder / "studies.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


def test_the_library_is_listed_with_the_reference_first(registry: Registry) -> None:
    listed = registry("evidence", "list")
    assert listed.exit_code == 0, listed.output
    assert listed.stdout.splitlines()[0] == "zhang2023: Zhang 2023, pooled, 3 results"
    assert "norspine: NORspine, study, 1 result\n" in listed.stdout


def test_supplied_studies_are_pooled(registry: Registry, tmp_path: Path) -> None:
    pooled = registry("evidence", "pool", written(tmp_path))
    assert pooled.exit_code == 0, pooled.output
    assert "Pooled, 2 studies: " in pooled.stdout
    assert "With this cohort" not in pooled.stdout


def test_a_cohort_without_the_figure_is_refused_with_a_sentence(
    registry: Registry, tmp_path: Path
) -> None:
    registry("site", "add", "BER", "--name", "Charité", "--time-zone", "Europe/Berlin")
    options = ("--site", "BER", "--cut-off", "2026-06-30", "--outcome", "odi_change")
    refused = registry("evidence", "pool", written(tmp_path), *options)
    assert refused.exit_code == 1
    assert "The cohort’s figure is not estimable" in refused.stderr


def test_a_cohort_needs_a_cut_off_and_the_same_kind_of_outcome(
    registry: Registry, tmp_path: Path
) -> None:
    assert (
        "needs --cut-off" in registry("evidence", "pool", written(tmp_path), "--site", "BER").stderr
    )
    options = ("--site", "BER", "--cut-off", "2026-06-30", "--outcome", "reoperation")
    other = registry("evidence", "pool", written(tmp_path), *options)
    assert "another kind of result" in other.stderr
