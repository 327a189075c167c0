from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.database import Database
from registry.domain.actors import COMMAND_LINE, Actor
from registry.domain.codes import DataOrigin, Sex
from registry.domain.patient import EnrolPatient
from registry.models import Site
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from tests.web.browser import send, words

SignedIn = Callable[[str], FlaskClient]
PERSON = {
    "site_code": "BER",
    "enrolled_on": "4.5.2026",
    "name": "Grace Hopper",
    "birth_year": "1980",
    "sex": "female",
    "record_number": "A-77",
}


def test_nobody_at_all_is_said_with_how_to_begin(nora: FlaskClient) -> None:
    page = words(nora.get("/patients"))
    assert "Patients no patients" in page
    assert "The patients of your sites will stand here. Enrol the first patient" in page


def test_an_enrolled_patient_is_shown_and_never_named(nora: FlaskClient) -> None:
    page = send(nora, "/patients/enrol", PERSON, follow=True)
    assert "BER-0001-H enrolled." in words(page)
    assert "Female, born 1980" in words(page)
    assert "Hopper" not in page.text
    assert "Hopper" not in nora.get("/patients").text


def test_a_refused_enrolment_keeps_what_was_typed(nora: FlaskClient) -> None:
    answer = send(nora, "/patients/enrol", PERSON | {"enrolled_on": "31.2.2026", "sex": ""})
    assert answer.status_code == 422
    assert 'value="Grace Hopper"' in answer.text
    assert 'value="31.2.2026"' in answer.text
    assert '<a href="#enrolled_on">Enrolled on</a>: “31.2.2026” is not a date.' in answer.text
    assert '<a href="#sex">Sex</a>: This is needed.' in answer.text


def test_a_broken_rule_stands_at_its_field(nora: FlaskClient) -> None:
    send(nora, "/patients/enrol", PERSON)
    answer = send(nora, "/patients/enrol", PERSON)
    assert answer.status_code == 422
    assert "This record number is already enrolled as BER-0001" in words(answer)


def test_somebody_alike_is_asked_about_and_enrolled_with_a_reason(nora: FlaskClient) -> None:
    send(nora, "/patients/enrol", PERSON)
    other = PERSON | {"record_number": "A-78"}
    answer = send(nora, "/patients/enrol", other)
    assert answer.status_code == 422
    asked = "BER-0001-H has this name, sex and year of birth. Open that patient first."
    assert asked in words(answer)
    reason = {"warning_reason": "Her cousin"}
    assert "BER-0002-F enrolled." in words(
        send(nora, "/patients/enrol", other | reason, follow=True)
    )


def test_tomorrow_at_the_site_is_in_the_future(nora: FlaskClient) -> None:
    answer = send(nora, "/patients/enrol", PERSON | {"enrolled_on": "2026-06-02"})
    assert "2 June 2026 lies in the future." in words(answer)


@pytest.mark.parametrize("text", ["ber-00", "MRN 4711", "mrn4711"])
def test_a_patient_is_found_by_study_number_or_whole_record_number(
    nora: FlaskClient, number: str, text: str
) -> None:
    assert number in nora.get("/patients", query_string={"text": text}).text


def test_the_only_patient_who_matches_is_opened(nora: FlaskClient, number: str) -> None:
    found = nora.get("/patients", query_string={"text": "mrn 4711"})
    assert found.location == f"/patients/{number}"
    assert nora.get("/patients").status_code == 200


@pytest.mark.parametrize("text", ["MRN 471", "Lovelace", "%", "_"])
def test_a_patient_is_not_found_by_less(nora: FlaskClient, number: str, text: str) -> None:
    page = nora.get("/patients", query_string={"text": text})
    assert number not in page.text
    assert "No patient matches." in words(page)


def test_a_list_goes_on_by_pages_that_keep_the_search(
    nora: FlaskClient,
    staffed: Database,
    nurse: Actor,
    cipher: IdentityCipher,
    today: date,
    now: datetime,
) -> None:
    with staffed.transaction(nurse, at=now) as session:
        for _ in range(51):
            command = EnrolPatient(
                site_code="BER", enrolled_on=today, birth_year=1980, sex=Sex.MALE, identity=None
            )
            enrol_patient(session, nurse, command, cipher=cipher, today=today)
    first = nora.get("/patients?site_code=BER")
    assert "Patients 51 patients" in words(first)
    assert "/patients?site_code=BER&amp;after=2026-06-01.2" in first.text
    second = nora.get("/patients?site_code=BER&after=2026-06-01.2")
    assert second.text.count("/patients/BER-") == 1
    assert "Newest patients" in words(second)
    assert "Older patients" not in words(second)


def test_the_patient_of_another_site_is_not_there(signed_in: SignedIn, number: str) -> None:
    mia = signed_in("mia")
    assert number not in mia.get("/patients").text
    answer = mia.get(f"/patients/{number}")
    assert answer.status_code == 404
    assert f"There is no patient “{number}” here." in words(answer)
    assert mia.get(f"/patients/{number}/visits/new").status_code == 404


def test_who_issues_reports_reads_and_does_not_record(signed_in: SignedIn, number: str) -> None:
    rita = signed_in("rita")
    page = rita.get(f"/patients/{number}")
    assert page.status_code == 200
    assert "Record a visit" not in words(page)
    for path in ("/patients/enrol", f"/patients/{number}/visits/new"):
        answer = rita.get(path)
        assert answer.status_code == 403
        assert "You may not enter clinical records" in words(answer)


def test_synthetic_data_are_said_on_every_page_about_them(
    nora: FlaskClient, staffed: Database, number: str, now: datetime
) -> None:
    with staffed.transaction(COMMAND_LINE, at=now) as session:
        site = session.scalars(select(Site).where(Site.code == "BER")).one()
        site.data_origin, site.origin_note = DataOrigin.SYNTHETIC, "Synthetic data: nobody’s."
    for path in ("/patients", f"/patients/{number}", f"/patients/{number}/visits/new", "/cohort"):
        assert "Synthetic data: nobody’s." in words(nora.get(path)), path


def test_the_patient_page_shows_course_plan_and_records(nora: FlaskClient, number: str) -> None:
    page = words(nora.get(f"/patients/{number}"))
    assert "Treated 4 March 2025 · L4–L5 · Culture-expanded MSC" in page
    assert "14 months + 28 days ago" in page
    assert "12 months Missed 4 March 2026 18 January 2026 to 18 April 2026" in page
    assert "24 months Upcoming 4 March 2027" in page


def test_the_patient_page_says_first_what_is_due(nora: FlaskClient, number: str) -> None:
    page = f"/patients/{number}"
    assert "Nothing is due. The visit at 24 months opens on 3 January 2027." in words(
        nora.get(page)
    )
    ended = {"kind": "withdrawal", "occurred_on": "1.5.2026"}
    left = send(nora, f"{page}/dispositions/new", ended, follow=True)
    assert "No visit is expected any more." in words(left)


def test_an_overdue_visit_is_said_with_the_end_of_its_window(nora: FlaskClient) -> None:
    enrolled = send(nora, "/patients/enrol", PERSON | {"enrolled_on": "1.11.2025"}).location
    assert "is due" not in words(nora.get(enrolled))
    typed = {
        "treated_on": "25.11.2025",
        "product_type": "expanded_msc",
        "tissue_source": "bone_marrow",
        "donor": "autologous",
        "treated_L4-L5": "true",
    }
    page = words(send(nora, f"{enrolled}/treatments/new", typed, follow=True))
    assert "The visit at 6 months is overdue: its window closes on 9 July 2026." in page


def test_a_wrong_search_in_the_address_shows_the_list(nora: FlaskClient, number: str) -> None:
    page = nora.get("/patients?page=minus&unknown=1")
    assert page.status_code == 200
    assert number in page.text
