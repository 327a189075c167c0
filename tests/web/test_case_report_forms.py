"""Paper forms are printed from the patient page and lead back to the right form."""

from collections.abc import Callable
from io import BytesIO

from flask.testing import FlaskClient
from pypdf import PdfReader

from tests.web.browser import words

SignedIn = Callable[[str], FlaskClient]


def test_the_patient_page_leads_to_the_paper_form_of_every_visit(
    nora: FlaskClient, number: str
) -> None:
    page = nora.get(f"/patients/{number}")
    assert "Print the paper form of a visit: Baseline · 1 month · 3 months" in words(page)
    assert f'href="/patients/{number}/paper/m12.pdf"' in page.text


def test_the_paper_form_names_the_patient_by_number_and_the_window(
    nora: FlaskClient, number: str
) -> None:
    answer = nora.get(f"/patients/{number}/paper/m12.pdf")
    assert answer.mimetype == "application/pdf"
    text = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert f"{number} · 12 months" in text
    assert "Due 4 March 2026" in text
    assert "Lovelace" not in text


def test_the_address_of_a_paper_form_opens_the_form_with_its_visit_chosen(
    nora: FlaskClient, number: str
) -> None:
    page = nora.get(f"/patients/{number}/visits/new?planned_visit=m12")
    assert '<option value="m12" selected>12 months</option>' in page.text


def test_there_is_no_paper_form_of_a_visit_that_is_not_planned(
    nora: FlaskClient, number: str
) -> None:
    assert nora.get(f"/patients/{number}/paper/m7.pdf").status_code == 404


def test_another_site_prints_no_paper_form(signed_in: SignedIn, number: str) -> None:
    assert signed_in("mia").get(f"/patients/{number}/paper/m12.pdf").status_code == 404


def test_who_may_not_record_prints_no_paper_form(signed_in: SignedIn, number: str) -> None:
    rita = signed_in("rita")
    assert rita.get(f"/patients/{number}/paper/m12.pdf").status_code == 403
    assert "Print the paper form" not in words(rita.get(f"/patients/{number}"))
