"""The evidence library: what is shipped, and what is refused at start."""

from pathlib import Path

import pytest

from registry.domain.benchmark import Arm, Design, Outcome, Publication, Scale
from registry.domain.errors import SettingsError
from registry.evidence_library import load_publications
from tests.conftest import ROOT

LIBRARY = load_publications(ROOT / "config" / "benchmarks")
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
    return load_publications(folder)


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
        ("", "The setting “a.toml, result 1” cannot be used: it has no estimate"),
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
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    tmp_path: Path, fields: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        written(tmp_path, HEAD + fields)
    assert sentence in str(refused.value)


def test_a_missing_field_of_the_publication_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        written(tmp_path, HEAD.replace('citation = "A et al. (2020)."\n', "") + "estimate = 40")
    assert "cannot be used: 'citation' is missing" in str(refused.value)


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        written(tmp_path, "key = ")
    assert "is not valid TOML" in str(refused.value)


def test_a_small_standard_error_is_accepted_where_it_is_called_one(tmp_path: Path) -> None:
    fields = 'estimate = 40\nplus_minus = 3.6\nplus_minus_is = "standard_error"'
    (found,) = written(tmp_path, HEAD + fields)
    assert found.results[0].plus_minus == 3.6
