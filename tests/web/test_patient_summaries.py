"""The summary of a patient is printed from the patient page, for whoever may open that page."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from registry.database import Database
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import DataOrigin
from registry.models import Site
from registry.services.adverse_events import record_adverse_event
from registry.services.reoperations import record_reoperation
from tests import people
from tests.web.browser import words

SignedIn = Callable[[str], FlaskClient]


@pytest.fixture
def eventful(staffed: Database, number: str, nurse: Actor, today: date, now: datetime) -> str:
    """Return the study number of a patient with an adverse event and an operation."""
    with staffed.transaction(nurse, at=now) as session:
        record_adverse_event(session, nurse, number, people.FLARE, today=today)
        record_reoperation(session, nurse, number, people.FUSION, today=today)
    return number


def printed(client: FlaskClient, number: str) -> str:
    answer = client.get(f"/patients/{number}/summary.pdf")
    assert answer.mimetype == "application/pdf"
    (page,) = PdfReader(BytesIO(answer.data)).pages
    return " ".join(page.extract_text().replace("\u00a0", " ").split())


def test_the_patient_page_leads_to_the_summary(nora: FlaskClient, number: str) -> None:
    page = nora.get(f"/patients/{number}")
    assert "Summary (PDF)" in words(page)
    assert f'href="/patients/{number}/summary.pdf"' in page.text


def test_it_tells_treatment_and_next_visit_and_no_identity(nora: FlaskClient, number: str) -> None:
    page = printed(nora, number)
    assert f"{number} · Spine Centre BER" in page
    assert "Treated 4 March 2025" in page
    assert "Next visit: 24 months after treatment: planned for 4 March 2027" in page
    for identity in ("Lovelace", "1970", "Female", "MRN 4711"):
        assert identity not in page


def test_events_are_told_by_category_and_not_as_typed(nora: FlaskClient, eventful: str) -> None:
    page = printed(nora, eventful)
    assert people.FLARE.verbatim_term not in page
    assert f"Adverse event: {people.FLARE.category.label.lower()}" in page
    assert f"Operation: {people.FUSION.procedure.label.lower()}" in page


def test_whoever_may_read_the_patient_may_print_the_summary(
    signed_in: SignedIn, number: str
) -> None:
    assert number in printed(signed_in("rita"), number)


def test_another_site_prints_no_summary(signed_in: SignedIn, number: str) -> None:
    assert signed_in("mia").get(f"/patients/{number}/summary.pdf").status_code == 404


def test_who_is_not_signed_in_prints_no_summary(client: FlaskClient, number: str) -> None:
    answer = client.get(f"/patients/{number}/summary.pdf")
    assert answer.status_code == 302
    assert "/sign-in" in answer.headers["Location"]


def test_synthetic_patients_are_called_so(
    staffed: Database, nora: FlaskClient, number: str, now: datetime
) -> None:
    assert "Synthetic data" not in printed(nora, number)
    with staffed.transaction(COMMAND_LINE, at=now) as session:
        site = session.scalars(select(Site).where(Site.code == "BER")).one()
        site.data_origin = DataOrigin.SYNTHETIC
    assert "BER: Synthetic data" in printed(nora, number)


def test_the_same_records_give_the_same_bytes(nora: FlaskClient, eventful: str) -> None:
    path = f"/patients/{eventful}/summary.pdf"
    assert nora.get(path).data == nora.get(path).data
