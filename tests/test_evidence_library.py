"""The evidence library: what is shipped, and what is refused at start."""

import hashlib
from pathlib import Path

import pytest

from registry.domain.benchmark import Arm, Design, Outcome, Publication, Scale
from registry.domain.errors import PublicationError
from registry.evidence_library import load_library
from tests.conftest import ROOT

SHIPPED = ROOT / "config" / "benchmarks"
NOWHERE = ROOT / "config" / "nowhere"
LIBRARY = load_library(SHIPPED, NOWHERE)
HEAD = """
key = "a"
short_name = "A 2020"
citation = "A et al. (2020)."
population = "patients"
treatment = "cells"
design = "before_after"
pooled = false
read = "abstract"
[[results]]
outcome = "vas_back_change"
measure = "mean change"
scale = "points_0_100"
time_point = "12 months"
months = 12
"""


def publication(key: str) -> Publication:
    (found,) = [each for each in LIBRARY if each.key == key]
    return found


def written(folder: Path, text: str) -> tuple[Publication, ...]:
    (folder / "a.toml").write_text(text, encoding="utf-8")
    return load_library(folder, NOWHERE)


def test_every_entry_of_the_evidence_list_is_there() -> None:
    assert {each.key for each in LIBRARY} == {
        "amirdelfan2021",
        "atluri2022",
        "beall2021",
        "centeno2017",
        "kumar2017",
        "lewandrowski2023",
        "mpc06id_phase3",
        "noriega2017",
        "norspine",
        "orozco2011",
        "papadimitriou2021",
        "pettine2017",
        "phillips2013",
        "qod",
        "schneider2022",
        "swespine",
        "wolff2020",
        "wu2018",
        "xie2021",
        "zhang2023",
    }


def test_the_reference_comes_first_and_the_comparators_before_the_others() -> None:
    assert LIBRARY[0].key == "zhang2023"
    assert [each.reference for each in LIBRARY].count(True) == 1
    comparators = [each.is_comparator for each in LIBRARY]
    assert comparators == sorted(comparators, reverse=True)
    assert {each.key for each in LIBRARY if each.is_comparator} == {
        "zhang2023",
        "wu2018",
        "xie2021",
        "schneider2022",
    }


def test_a_controlled_effect_is_marked_as_such() -> None:
    xie = publication("xie2021")
    assert xie.design is Design.CONTROLLED
    assert {result.arm for result in xie.results} == {Arm.BETWEEN_ARMS}
    assert {result.scale for result in xie.results} == {Scale.STANDARD_DEVIATIONS, Scale.ODDS_RATIO}


def test_a_change_is_derived_from_two_levels_and_says_so() -> None:
    at_12 = publication("pettine2017").results_on(Outcome.ODI_CHANGE)[1]
    assert (at_12.estimate, at_12.derived) == (31.5, "56.5 − 25 as printed")


def test_a_share_is_derived_from_events_and_patients() -> None:
    (at_12, *_) = publication("pettine2017").results_on(Outcome.REOPERATION)
    assert (at_12.estimate, at_12.derived) == (2 / 26, "2 of 26 as printed")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ("", "The publication file “a.toml, result 1” cannot be used: it has no estimate"),
        ("estimate = 40\nlower = 30", "one end of the interval is missing"),
        ("estimate = 40\nlower = 45\nupper = 50", "the estimate 40 lies outside its interval"),
        ("estimate = 140", "the change 140 is beyond 100 points"),
        ("estimate = 40\nplus_minus = 20", "what stands after ± must be said"),
        (
            'estimate = 40\nplus_minus = 3.6\nplus_minus_is = "standard_deviation"',
            "is this a standard error?",
        ),
        ("estimate = 40\nbaseline = 60\nfollow_up = 20", "are both given"),
        ("estimate = 40\ni_squared_percent = 140", "I² is not from 0 to 100"),
        ("estimate = 40\nevents = 3\npatients = 2", "more events than patients"),
        ("estimate = 40\nsd = 3", "'sd' is not a known field"),
        ('estimate = 40\narm = "placebo"', "'placebo' is not a valid Arm"),
        ('estimate = "40"', "result 1” cannot be used: the field 'estimate' must be a number"),
        ('estimate = 0.4\nscale = "proportion"', "proportion is no scale of vas_back_change"),
        ("estimate = nan", "the field 'estimate' must be a number"),
        ("estimate = true", "the field 'estimate' must be a number"),
        ("estimate = 40\nstudies = 4.5", "the field 'studies' must be a whole number"),
        ("estimate = 40\npatients = 0", "counted from 1"),
        ("estimate = 40\nlevel = 95", "the level 95 is not between 0 and 1"),
        ("estimate = 40\nremarks = 5", "the field 'remarks' must be text in quotes"),
        ('estimate = 40\nbaseline = "60"', "the field 'baseline' must be a number"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    tmp_path: Path, fields: str, sentence: str
) -> None:
    with pytest.raises(PublicationError) as refused:
        written(tmp_path, _with_scale(fields) + fields)
    assert sentence in str(refused.value)


def _with_scale(fields: str) -> str:
    return HEAD.replace('scale = "points_0_100"\n', "") if "scale = " in fields else HEAD


def test_a_missing_field_of_the_publication_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublicationError) as refused:
        written(tmp_path, HEAD.replace('citation = "A et al. (2020)."\n', "") + "estimate = 40")
    assert "cannot be used: 'citation' is missing" in str(refused.value)


@pytest.mark.parametrize(
    ("written_as", "instead", "sentence"),
    [
        ('key = "a"', 'key = "../a"', "the key is not a small letter and then"),
        ('key = "a"', "key = 5", "the field 'key' must be text in quotes"),
        ('read = "abstract"', 'read = ""', "the field 'read' must be text in quotes"),
        ('read = "abstract"', 'read = "abstract"\nsha256 = "0"', "'sha256' is not a known field"),
        ('read = "abstract"', 'read = "abstract"\nown = true', "'own' is not a known field"),
        ('read = "abstract"', 'read = "abstract"\ndoi = "see web"', "the doi “see web” does not"),
        ('read = "abstract"', 'read = "abstract"\nlimits = [5]', "'limits' must be text in quotes"),
        ('read = "abstract"', 'read = "abstract"\nlimits = "few"', "'limits' must be a list"),
        ("pooled = false", 'pooled = "no"', "the field 'pooled' must be true or false"),
        ('short_name = "A 2020"\ncitation = "A et al. (2020)."', "", "are missing"),
    ],
)
def test_a_field_of_the_publication_is_refused_with_the_reason(
    tmp_path: Path, written_as: str, instead: str, sentence: str
) -> None:
    assert written_as in HEAD
    with pytest.raises(PublicationError) as refused:
        written(tmp_path, HEAD.replace(written_as, instead) + "estimate = 40")
    assert sentence in str(refused.value)


@pytest.mark.parametrize("results", ["results = []", "results = 5", "results = [5]"])
def test_a_publication_without_results_is_refused(tmp_path: Path, results: str) -> None:
    with pytest.raises(PublicationError):
        written(tmp_path, f"{HEAD.partition('[[results]]')[0]}{results}\n")


def test_a_version_is_the_hash_of_the_files_bytes(tmp_path: Path) -> None:
    (found,) = written(tmp_path, HEAD + "estimate = 40")
    content = (tmp_path / "a.toml").read_bytes()
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.version == found.sha256[:12]
    (changed,) = written(tmp_path, HEAD + "estimate = 40 # a remark")
    assert changed.version != found.version
    assert not found.own


def test_the_clinics_own_publications_are_read_after_the_shipped_and_known_as_such(
    tmp_path: Path,
) -> None:
    (tmp_path / "mine.toml").write_text(HEAD + "estimate = 40", encoding="utf-8")
    library = load_library(SHIPPED, tmp_path)
    assert {each.key for each in library if each.own} == {"a"}
    assert len(library) == len(LIBRARY) + 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            HEAD.replace('key = "a"', 'key = "zhang2023"'),
            "“mine.toml” has the key “zhang2023” of a shipped publication; choose another key.",
        ),
        (
            HEAD.replace("pooled = false", "pooled = false\nreference = true"),
            "“mine.toml” says reference = true, and zhang2023.toml is the reference already.",
        ),
    ],
)
def test_an_own_publication_takes_no_shipped_ones_place(
    tmp_path: Path, text: str, sentence: str
) -> None:
    (tmp_path / "mine.toml").write_text(f"{text}estimate = 40", encoding="utf-8")
    with pytest.raises(PublicationError) as refused:
        load_library(SHIPPED, tmp_path)
    assert sentence in str(refused.value)


def test_two_own_publications_with_one_key_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(HEAD + "estimate = 40", encoding="utf-8")
    with pytest.raises(PublicationError, match="of another of the clinic’s own publications"):
        load_library(SHIPPED, tmp_path)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(PublicationError, match=r"a\.toml” cannot be read"):
        load_library(SHIPPED, tmp_path)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(PublicationError) as refused:
        written(tmp_path, "key = ")
    assert "is not valid TOML" in str(refused.value)


def test_a_small_standard_error_is_accepted_where_it_is_called_one(tmp_path: Path) -> None:
    fields = 'estimate = 40\nplus_minus = 3.6\nplus_minus_is = "standard_error"'
    (found,) = written(tmp_path, HEAD + fields)
    assert found.results[0].plus_minus == 3.6
