"""Every number of a summary stands in the JSON, once, and as the published schema says."""

import json
import re
from dataclasses import fields, is_dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from registry.analysis.catalogue import ESTIMATORS
from registry.analysis.released import released
from registry.analysis.results import CohortSummary
from registry.display.tabulate.key_figures import key_figures
from registry.interchange.cohort_json.changes import figure_changes
from registry.interchange.cohort_json.document import cohort_document, cohort_figures, cohort_json
from registry.interchange.cohort_json.schema import cohort_schema
from tests.factories.results import cohort_summary, empty_cohort_summary

ROOT = Path(__file__).resolve().parents[2]
COHORTS = pytest.mark.parametrize(
    "summary",
    [cohort_summary(), empty_cohort_summary()],
    ids=["300 patients", "nobody"],
)
# Chosen in the definition or the configuration; or, as a time, part of the key.
CHOSEN = {"level", "minimum", "minimum_at_risk", "months", "days", "threshold", "definition"}


def numbers_of(value: Any) -> list[float]:  # noqa: ANN401 - any part of a result
    """Return every number in a result, at any depth."""
    if isinstance(value, tuple):
        return list(chain.from_iterable(numbers_of(each) for each in value))
    if is_dataclass(value):
        names = [each.name for each in fields(value) if each.name not in CHOSEN]
        return list(chain.from_iterable(numbers_of(getattr(value, name)) for name in names))
    return [value] if isinstance(value, int | float) and not isinstance(value, bool) else []


def test_the_document_is_what_make_docs_writes() -> None:
    document = ROOT / "docs" / "cohort-summary.schema.json"
    assert document.read_text("utf-8") == cohort_schema(), "Run “make docs” and commit it."


@COHORTS
def test_the_document_keeps_to_the_published_schema(summary: CohortSummary) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(cohort_schema()))
    jsonschema.validate(json.loads(cohort_json(summary)), json.loads(cohort_schema()))


@COHORTS
def test_no_number_of_the_summary_is_left_out(summary: CohortSummary) -> None:
    said: set[float | None] = set()
    courses: Any = cohort_document(summary)["individual_courses"]
    for course in courses:
        said |= set(chain.from_iterable(course["scores"]))
    for figure in cohort_figures(summary):
        said |= {figure.value, figure.n}
        if figure.interval:
            said |= {figure.interval.lower, figure.interval.upper}
    assert [each for each in numbers_of(summary) if each not in said] == []


@COHORTS
def test_each_key_stands_once(summary: CohortSummary) -> None:
    keys = [figure.key for figure in cohort_figures(summary)]
    assert len(keys) == len(set(keys))


@COHORTS
def test_a_number_that_is_not_there_says_why(summary: CohortSummary) -> None:
    for figure in cohort_figures(summary):
        assert (figure.value is None) <= (figure.reason is not None), figure.key


def test_what_is_estimated_names_its_estimator_and_its_denominator() -> None:
    figures = {figure.key: figure for figure in cohort_figures(cohort_summary())}
    change = figures["vas_back.m12.change_mean"].as_json()
    assert (change["n"], change["estimator"], change["interval"]) == (201, "mean_change", "t")
    share = figures["follow_up.m12.answered_of_due"].as_json()
    assert (share["n"], share["unit"], share["estimator"]) == (236, "proportion", "follow_up")


def test_a_summary_to_be_passed_on_tells_no_other_numbers_and_why_some_are_missing() -> None:
    whole = {each.key: each for each in cohort_figures(cohort_summary())}
    told = released(cohort_summary(), minimum=5)
    jsonschema.validate(cohort_document(told), json.loads(cohort_schema()))
    withheld = 0
    for figure in cohort_figures(told):
        if str(figure.reason).startswith("withheld"):
            withheld += 1
            assert figure.value is None
            assert figure.n is None or figure.n >= 5
        else:
            assert figure == whole[figure.key]
    assert withheld >= 10


def test_every_estimator_of_the_catalogue_is_a_module_of_the_analysis() -> None:
    for each in ESTIMATORS:
        assert (ROOT / "registry" / "analysis" / f"{each.name}.py").is_file(), each.name


def test_every_estimator_of_the_catalogue_gave_a_number_of_the_report() -> None:
    figures = cohort_figures(cohort_summary())
    used = {figure.estimator.name for figure in figures if figure.estimator is not None}
    assert used == {each.name for each in ESTIMATORS}


def test_the_source_of_every_estimator_is_cited_and_its_oracle_is_tested() -> None:
    cited = _text_of("registry/analysis")
    tested = re.sub(r"\W", "_", _text_of("tests/analysis")).lower()
    for each in ESTIMATORS:
        author, year = re.findall(r"^\w+|\d{4}", each.source)[:2]
        assert re.search(rf"{author}[^(]*\({year}\)|{author}.*\({year}\)", cited), each.name
        for oracle in each.oracle.split("; "):
            assert re.sub(r"\W", "_", oracle.split()[-1]).lower() in tested, (each.name, oracle)


def _text_of(folder: str) -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted((ROOT / folder).glob("*.py")))


def test_every_headline_of_the_key_page_is_compared_with_the_issue_before() -> None:
    keys = [figure.key for figure in key_figures(cohort_summary())]
    document = cohort_document(cohort_summary())
    assert [change.key for change in figure_changes(document, document)] == keys


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert cohort_json(cohort_summary()) == cohort_json(cohort_summary())


def test_the_selection_and_the_snapshot_stand_in_the_document() -> None:
    document = cohort_document(cohort_summary())
    assert document["selection"] == {
        "site_codes": [],
        "cut_off": "2026-09-30",
        "event_definition": "surgery_at_treated_level",
        "groups": [],
    }
    assert document["snapshot_sha256"] == "0123456789abcdef" * 4
