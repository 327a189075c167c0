"""The patient’s own data on the page of the patient, and their amendment."""

from flask.testing import FlaskClient

from tests.web.browser import words
from tests.web.test_amendments import amendment

TYPED = {
    "enrolled_on": "3.2.2025",
    "birth_year": "1970",
    "sex": "female",
    "height_cm": "170",
    "weight_kg": "86,5",
}


def test_the_patients_own_data_are_shown_amended_and_explained(
    nora: FlaskClient, number: str
) -> None:
    assert "3 February 2025 Female, born 1970 170 cm 68.5 kg" in words(
        nora.get(f"/patients/{number}")
    )
    address = f"/patients/{number}/enrolment/1"
    opened = nora.get(f"{address}/amend")
    assert "Void the patient" not in words(opened)
    saved = nora.post(
        f"{address}/amend", data={**TYPED, **amendment(opened)}, follow_redirects=True
    )
    assert f"Data at enrolment saved for {number}." in words(saved)
    assert "86.5 kg" in words(saved)
    history = words(nora.get(f"{address}/history"))
    assert "Weight 68.5 86.5 Read wrongly from the paper form" in history


def test_two_people_on_the_same_data_decide_line_by_line(nora: FlaskClient, number: str) -> None:
    address = f"/patients/{number}/enrolment/1/amend"
    first = nora.get(address)
    second = nora.get(address)
    nora.post(address, data={**TYPED, **amendment(first)})
    compared = nora.post(address, data={**TYPED, "height_cm": "171", **amendment(second)})
    assert compared.status_code == 409
    assert "Height 170 cm" in words(compared)


def test_an_impossible_year_of_birth_is_said_at_its_field(nora: FlaskClient, number: str) -> None:
    address = f"/patients/{number}/enrolment/1/amend"
    opened = nora.get(address)
    refused = nora.post(address, data={**TYPED, "birth_year": "2026", **amendment(opened)})
    assert refused.status_code == 422
    assert "The year of birth 2026 is after the enrolment." in words(refused)
    assert 'value="86,5"' in refused.text


def test_a_patient_is_not_voided(nora: FlaskClient, number: str) -> None:
    assert nora.get(f"/patients/{number}/enrolment/1/void").status_code == 404
