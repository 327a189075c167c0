"""The pages of the evidence library, as who reads reports meets them."""

import logging
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from registry.database import Database
from registry.settings import Settings
from tests.factories.report_runs import ALL_SITES, FIRST_QUARTER, frozen
from tests.people import NOW, REPORTER
from tests.web.browser import words
from tests.web.conftest import SignedIn

OWN = """
key = "berlin2025"
short_name = "Berlin <2025>"
citation = "Our own series (2025)."
population = "patients"
treatment = "bone-marrow concentrate"
design = "before_after"
pooled = false
read = "full text"
[[results]]
outcome = "odi_change"
measure = "mean change"
scale = "points_0_100"
time_point = "12 months"
months = 12
estimate = 20
"""
COMPARED = "/evidence/comparison?key=zhang2023&key=wu2018&key=xie2021"


def own_publication(settings: Settings, text: str = OWN) -> Path:
    path = settings.own_publications_folder / "berlin2025.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_library_lists_every_publication_the_default_comparator_first(
    nora: FlaskClient,
) -> None:
    page = nora.get("/evidence")
    assert "Evidence library 20 publications" in words(page)
    first = words(page).index("Zhang 2023 Default comparator Zhang W, Wang D")
    assert first < words(page).index("Schneider 2022")
    assert words(page).count("Default comparator") == 1
    assert "shipped, version" in words(page)


def test_the_list_is_filtered_by_the_address(nora: FlaskClient) -> None:
    page = nora.get("/evidence?outcome=reoperation&design=before_after")
    assert "Evidence library 4 publications" in words(page)
    assert '<option value="reoperation" selected>' in page.text
    assert '<option value="before_after" selected>' in page.text
    assert "Xie 2021" not in words(page)


def test_a_filter_that_finds_one_offers_no_comparison_and_one_that_finds_none_a_way_back(
    nora: FlaskClient,
) -> None:
    one = nora.get("/evidence?outcome=vas_leg_change")
    assert "1 publication" in words(one)
    assert "Compare those ticked" not in words(one)
    none = words(nora.get("/evidence?outcome=opioid_free&design=registry"))
    assert "no publications" in none
    assert "No publication is of this design and reports this outcome. Show all" in none


@pytest.mark.parametrize("query", ["outcome=height", "design=guess", "other=1"])
def test_a_filter_that_does_not_exist_shows_all(nora: FlaskClient, query: str) -> None:
    assert "20 publications" in words(nora.get(f"/evidence?{query}"))


def test_one_publication_says_what_was_read_what_is_derived_and_its_limits(
    nora: FlaskClient,
) -> None:
    page = nora.get("/evidence/publications/zhang2023")
    shown = words(page)
    assert "Default comparator" in shown
    assert "What was read abstract and a summary of the full text" in shown
    assert "SE 8.83, τ 17.48" in shown
    assert "uncontrolled before–after change" in shown
    assert 'href="https://doi.org/10.3389/fbioe.2023.1155357"' in page.text
    assert page.text.count("<svg") == 2
    assert "Zhang 2023 (bold) beside 1 other publication" in shown
    assert page.text.count("As a table") == 2
    assert "No report used it yet." in shown


def test_a_publication_on_other_scales_alone_has_no_figure_and_says_so(nora: FlaskClient) -> None:
    page = nora.get("/evidence/publications/xie2021")
    assert "<svg" not in page.text
    assert "Nothing is drawn: none of its results" in words(page)


def test_the_reports_that_used_a_version_are_linked_for_who_sees_them(
    nora: FlaskClient, signed_in: SignedIn, staffed: Database, settings: Settings
) -> None:
    with staffed.transaction(REPORTER, at=NOW) as session:
        own = frozen(session, settings, FIRST_QUARTER)
        frozen(session, settings, ALL_SITES)
    path = "/evidence/publications/zhang2023"
    page = nora.get(path)
    assert re.search(r"BER 1 Draft, to be reviewed [0-9a-f]{12} , as now", words(page))
    assert f'href="/reports/{own}"' in page.text
    assert "all sites 1" not in words(page)
    assert "all sites 1 Draft" in words(signed_in("rita").get(path))
    assert "No report used it yet." in words(signed_in("mia").get(path))


def test_publications_are_compared_at_an_address_that_can_be_shared(nora: FlaskClient) -> None:
    page = nora.get(COMPARED)
    shown = words(page)
    assert "Wu 2018 (VAS back, final follow-up): inside CI of Zhang 2023." in shown
    assert "a controlled effect cannot be set against a change without a control group" in shown
    assert page.text.count("<svg") == 2
    again = nora.get("/evidence/comparison?key=xie2021&key=wu2018&key=zhang2023&key=wu2018")
    assert words(again) == shown


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Tick two publications or more in the evidence library"),
        ("?key=wu2018&key=wu2018", "Wu 2018 alone is chosen. Tick two publications or more"),
    ],
)
def test_fewer_than_two_are_not_compared(nora: FlaskClient, query: str, sentence: str) -> None:
    answer = nora.get(f"/evidence/comparison{query}")
    assert answer.status_code == 200
    assert sentence in words(answer)


@pytest.mark.parametrize(
    "path", ["/evidence/publications/nobody", "/evidence/comparison?key=wu2018&key=nobody"]
)
def test_an_unknown_publication_is_not_found(nora: FlaskClient, path: str) -> None:
    answer = nora.get(path)
    assert answer.status_code == 404
    assert "There is no publication “nobody” here." in words(answer)


@pytest.mark.parametrize("path", ["/evidence", "/evidence/publications/zhang2023", COMPARED])
def test_who_is_not_signed_in_sees_nothing(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


@pytest.mark.parametrize("path", ["/evidence", "/evidence/publications/zhang2023", COMPARED])
def test_no_page_has_a_script_or_style_of_its_own(nora: FlaskClient, path: str) -> None:
    assert not re.search(r"<style|<script(?! src=)|\sstyle=|\son[a-z]+=", nora.get(path).text)


def test_every_publication_and_all_of_them_together_have_a_page(
    nora: FlaskClient, settings: Settings
) -> None:
    keys = [each.key for each in settings.publications]
    for key in keys:
        assert nora.get(f"/evidence/publications/{key}").status_code == 200, key
    query = "&".join(f"key={key}" for key in keys)
    assert nora.get(f"/evidence/comparison?{query}").status_code == 200


def test_reports_and_cohort_lead_to_the_library(nora: FlaskClient, number: str) -> None:
    assert number
    for path in ("/reports", "/cohort"):
        page = nora.get(path).text
        assert page.count('href="/evidence"') == 2, path


def test_a_publication_that_is_added_is_seen_at_once_and_gone_when_its_file_is(
    nora: FlaskClient, settings: Settings
) -> None:
    path = "/evidence/publications/berlin2025"
    assert nora.get(path).status_code == 404
    file = own_publication(settings)
    page = nora.get(path)
    assert "In the library the clinic’s own" in words(page)
    assert "Berlin &lt;2025&gt;" in page.text
    assert "<2025>" not in page.text
    assert "21 publications" in words(nora.get("/evidence"))
    file.unlink()
    assert nora.get(path).status_code == 404


def test_a_broken_file_leaves_the_library_as_it_was_and_is_logged(
    nora: FlaskClient, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    own_publication(settings)
    assert "21 publications" in words(nora.get("/evidence"))
    own_publication(settings, "key = ")
    with caplog.at_level(logging.WARNING):
        assert "21 publications" in words(nora.get("/evidence"))
        nora.get("/evidence")
    (record,) = caplog.records
    assert "“berlin2025.toml” is not valid TOML" in record.getMessage()
