from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.web.browser import send, words

SignedIn = Callable[[str], FlaskClient]


def test_an_empty_cohort_is_said_in_sentences(nora: FlaskClient) -> None:
    page = nora.get("/cohort")
    assert page.status_code == 200
    assert "Patients treated 0 of 0 enrolled" in words(page)
    assert "not estimable" in words(page)
    assert "Nobody of this selection was treated by 1 June 2026." in words(page)
    assert "<svg" not in page.text


def test_page_and_pdf_count_the_same_patients(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/visits/new"
    send(nora, path, {"visited_on": "3.3.2025", "vas_back_0_100": "72"})
    send(nora, path, {"visited_on": "10.3.2026", "vas_back_0_100": "31"})
    assert "Patients treated 1 of 1 enrolled" in words(nora.get("/cohort"))
    answer = nora.get("/cohort.pdf?site_code=BER&cut_off=2026-05-31")
    assert answer.mimetype == "application/pdf"
    name = 'attachment; filename="cohort-BER-2026-05-31.pdf"'
    assert answer.headers["Content-Disposition"] == name
    first = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert "of 1 enrolled" in first


def test_page_and_json_count_the_same_patients(nora: FlaskClient, number: str) -> None:
    answer = nora.get("/cohort.json?site_code=BER&cut_off=2026-05-31")
    assert answer.mimetype == "application/json"
    name = 'attachment; filename="cohort-BER-2026-05-31.json"'
    assert answer.headers["Content-Disposition"] == name
    figures = {figure["key"]: figure["value"] for figure in answer.get_json()["figures"]}
    assert figures["flow.treated"] == 1
    assert number not in answer.text


def test_nothing_after_the_cut_off_is_counted(nora: FlaskClient, number: str) -> None:
    assert "Patients treated 0 of 1 enrolled" in words(nora.get("/cohort?cut_off=3.3.2025"))
    assert number not in nora.get("/cohort").text


@pytest.mark.parametrize("address", ["/cohort", "/cohort.pdf", "/cohort.json"])
@pytest.mark.parametrize(
    ("cut_off", "sentence"),
    [("2026-06-02", "2 June 2026 lies in the future."), ("soon", "“soon” is not a date.")],
)
def test_an_impossible_cut_off_is_refused_at_its_field(
    nora: FlaskClient, address: str, cut_off: str, sentence: str
) -> None:
    answer = nora.get(address, query_string={"cut_off": cut_off}, follow_redirects=True)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert f'value="{cut_off}"' in answer.text


def test_another_site_is_not_there(signed_in: SignedIn, number: str) -> None:
    mia = signed_in("mia")
    assert mia.get("/cohort?site_code=BER").status_code == 404
    assert "Patients treated 0 of 0 enrolled" in words(mia.get("/cohort"))
    assert number


def test_the_report_has_the_selection_of_the_page(nora: FlaskClient) -> None:
    page = nora.get("/cohort?site_code=BER&cut_off=31.5.2026&endpoint=x&_scheme=javascript")
    address = (
        "/cohort.pdf?site_code=BER&amp;cut_off=2026-05-31"
        "&amp;event_definition=surgery_at_treated_level"
    )
    assert f'href="{address}"' in page.text


def test_a_cohort_of_chosen_groups_is_an_address_and_says_so_everywhere(
    nora: FlaskClient, number: str
) -> None:
    women = "/cohort?sex=female&donor=autologous&treatment_year=2025&cut_off=2026-05-31"
    page = nora.get(women)
    assert "Patients in the groups chosen 1 of 1 treated" in words(page)
    selected = "All sites; Donor: Autologous; Sex: Female; Year of treatment: 2025; 1 patient"
    assert selected in words(page)
    assert "sex=female" in page.text.split("cohort.pdf")[1][:300]
    men = nora.get("/cohort?sex=male&cut_off=2026-05-31")
    assert "Patients in the groups chosen 0 of 1 treated" in words(men)
    assert number not in page.text
    numbers = nora.get(women.replace("/cohort?", "/cohort.json?")).get_json()
    assert numbers["selection"]["groups"] == [
        {"variable": "donor", "group": "autologous"},
        {"variable": "sex", "group": "female"},
        {"variable": "treatment_year", "group": "2025"},
    ]
    told = nora.get(women.replace("/cohort?", "/cohort-to-pass-on.pdf?"))
    assert "cohort-to-pass-on-all-sites-2026-05-31.pdf" in told.headers["Content-Disposition"]
    assert "To be passed on." in PdfReader(BytesIO(told.data)).pages[0].extract_text()
    tables = nora.get(women.replace("/cohort?", "/cohort-tables.zip?"))
    assert "cohort-all-sites-2026-05-31.zip" in tables.headers["Content-Disposition"]
    assert b"patients-at-baseline.csv" in tables.data
    first = PdfReader(BytesIO(nora.get(women.replace("/cohort?", "/cohort.pdf?")).data)).pages[0]
    assert "Sex: Female" in " ".join(first.extract_text().split())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("donor=both", "Choose one of the list."),
        ("treatment_year=20", "Enter a whole number from 1990 to 2100."),
    ],
)
def test_a_group_that_does_not_exist_is_refused_at_its_field(
    nora: FlaskClient, query: str, sentence: str
) -> None:
    answer = nora.get(f"/cohort?{query}")
    assert answer.status_code == 422
    assert sentence in words(answer)
