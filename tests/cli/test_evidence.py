"""The commands on what is published."""

import hashlib
from pathlib import Path

import pytest

from registry.database import Database
from registry.settings import load_settings
from tests.cli.conftest import Registry
from tests.conftest import ROOT
from tests.databases import sqlite_url
from tests.factories.report_runs import ALL_SITES, frozen
from tests.people import NOW, REPORTER

ROWS = "study,year,patients,change,standard_deviation\nA,2011,10,49,20\nB,2017,12,20,25\n"
BENCHMARKS = ROOT / "config" / "benchmarks"
OWN = """
key = "berlin2025"
short_name = "Berlin 2025"
citation = "Our own series (2025)."
population = "patients"
treatment = "bone-marrow concentrate"
design = "before_after"
pooled = false
read = "full text"
[[results]]
outcome = "vas_back_change"
measure = "mean change"
scale = "points_0_100"
time_point = "final follow-up"
estimate = 60
"""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def own_file(folder: Path, text: str = OWN) -> str:
    path = folder / "new.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def written(folder: Path) -> str:
    path = folder / "studies.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


def test_the_library_is_listed_with_the_reference_first(registry: Registry) -> None:
    listed = registry("evidence", "list")
    assert listed.exit_code == 0, listed.output
    version = sha256(BENCHMARKS / "zhang2023.toml")[:12]
    assert listed.stdout.splitlines()[0] == (
        "zhang2023: Zhang 2023, pooled studies, default comparator, shipped, "
        f"version {version}: VAS back, ODI, reoperation (3 results)"
    )
    assert "norspine: NORspine, registry of another treatment, shipped, " in listed.stdout


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


def test_one_publication_is_shown_with_what_was_read_and_what_is_derived(
    registry: Registry, instance: Path
) -> None:
    shown = registry("evidence", "show", "zhang2023")
    assert shown.exit_code == 0, shown.output
    for line in (
        "Default comparator of the cohort",
        "https://doi.org/10.3389/fbioe.2023.1155357",
        "Design: Before–after, uncontrolled",
        "What was read: abstract and a summary of the full text",
        f"Version (SHA-256): {sha256(BENCHMARKS / 'zhang2023.toml')}",
        "  few studies",
        "      As read: 41.6 (24.3 to 58.9); I²\u00a098\u202f%; 4 studies",
        "      Derived here: SE 8.83, τ 17.48; 95\u202f% PI −42.6 to 125.9",
        "No report used it yet.",
    ):
        assert line in shown.stdout.splitlines()
    database = Database(sqlite_url(instance / "registry.sqlite"))
    with database.transaction(REPORTER, at=NOW) as session:
        frozen(session, load_settings(), ALL_SITES)
    database.dispose()
    version = sha256(BENCHMARKS / "zhang2023.toml")[:12]
    assert (
        f"  1  Q1 2026, all sites, issue 1 (draft, to be reviewed): version {version}, as now"
        in registry("evidence", "show", "zhang2023").stdout.splitlines()
    )


def test_an_unknown_publication_is_named(registry: Registry) -> None:
    refused = registry("evidence", "show", "zhang2032")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "There is no publication “zhang2032” here." in refused.stderr


def test_publications_are_compared_and_what_is_not_comparable_says_why(registry: Registry) -> None:
    compared = registry("evidence", "compare", "xie2021", "zhang2023", "wu2018")
    assert compared.exit_code == 0, compared.output
    assert "      Beside Zhang 2023: inside CI" in compared.stdout
    assert "  Wu 2018 (VAS back, final follow-up): inside CI of Zhang 2023." in compared.stdout
    assert (
        "a controlled effect cannot be set against a change without a control group"
        in compared.stdout.partition("What is not comparable with Zhang 2023, and why")[2]
    )
    alone = registry("evidence", "compare", "zhang2023", "zhang2023")
    assert "Name two publications or more." in alone.stderr
    studies = registry("evidence", "compare", "kumar2017", "orozco2011")
    assert "nothing is held against another" in studies.stdout


def test_a_publication_is_added_once_and_then_part_of_the_library(
    registry: Registry, instance: Path, tmp_path: Path
) -> None:
    added = registry("evidence", "add", own_file(tmp_path))
    assert added.exit_code == 0, added.output
    assert "Berlin 2025 is in the library as “berlin2025”, version " in added.stdout
    assert "Servers that run show it from the next page on" in added.stdout
    stored = instance / "benchmarks" / "berlin2025.toml"
    assert stored.read_text("utf-8") == OWN
    assert [each.name for each in stored.parent.iterdir()] == ["berlin2025.toml"]
    assert stored.stat().st_mode & 0o077 == 0
    assert "berlin2025: Berlin 2025, single study, the clinic’s own, version " in (
        registry("evidence", "list").stdout
    )
    again = registry("evidence", "add", own_file(tmp_path))
    assert (again.exit_code, again.stdout) == (
        0,
        "Berlin 2025 is there already, in this version.\n",
    )


def test_another_content_under_a_key_is_refused(
    registry: Registry, instance: Path, tmp_path: Path
) -> None:
    registry("evidence", "add", own_file(tmp_path))
    refused = registry("evidence", "add", own_file(tmp_path, OWN.replace("60", "61")))
    assert refused.exit_code == 1
    assert "This publication was not saved: “berlin2025” is there in version " in refused.stderr
    assert (instance / "benchmarks" / "berlin2025.toml").read_text("utf-8") == OWN


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (OWN.replace("60", "160"), "“new.toml, result 1” cannot be used: the change 160 is beyond"),
        (OWN.replace("berlin2025", "zhang2023"), "has the key “zhang2023” of a shipped"),
        (OWN.replace("pooled = false", "pooled = true\nreference = true"), "is the reference"),
        (OWN.replace('read = "full text"', ""), "cannot be used: 'read' is missing"),
        (OWN.replace("berlin2025", "../../berlin"), "the key is not a small letter"),
        ("not toml", "is not valid TOML"),
        (f"{OWN}# {'x' * 1_000_000}", "is larger than 1 MB"),
    ],
)
def test_a_refused_publication_leaves_nothing_behind(
    registry: Registry, instance: Path, tmp_path: Path, text: str, sentence: str
) -> None:
    refused = registry("evidence", "add", own_file(tmp_path, text))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert sentence in refused.stderr
    assert not (instance / "benchmarks").exists()


def test_a_file_with_another_key_under_that_name_is_not_overwritten(
    registry: Registry, instance: Path, tmp_path: Path
) -> None:
    registry("evidence", "add", own_file(tmp_path))
    stored = instance / "benchmarks" / "berlin2025.toml"
    other = OWN.replace("berlin2025", "hamburg2025")
    stored.write_text(other, encoding="utf-8")
    refused = registry("evidence", "add", own_file(tmp_path))
    assert (
        "a file berlin2025.toml is there already, with other content; set it aside"
        in refused.stderr
    )
    assert [each.read_text("utf-8") for each in stored.parent.iterdir()] == [other]


def test_a_folder_that_cannot_be_made_is_named(
    registry: Registry, instance: Path, tmp_path: Path
) -> None:
    (instance / "benchmarks").write_text("a file", encoding="utf-8")
    refused = registry("evidence", "add", own_file(tmp_path))
    assert refused.exit_code == 1
    assert "berlin2025.toml” cannot be written (File exists)." in refused.stderr
