"""An administrator finds a duplicate, looks at both, merges and unmerges them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from registry.database import Database
from registry.domain.actors import Actor
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.treatments import record_treatment
from tests import people
from tests.web.browser import send, words

SignedIn = Callable[[str], FlaskClient]


@pytest.fixture
def duplicate(
    staffed: Database, nurse: Actor, cipher: IdentityCipher, number: str, now: datetime
) -> str:
    """Return a second patient in Berlin, treated on 1 September 2025."""
    assert number
    person = replace(people.ENROLMENT, identity=None)
    treatment = replace(people.TREATMENT, treated_on=date(2025, 9, 1))
    with staffed.transaction(nurse, at=now) as session:
        patient = enrol_patient(session, nurse, person, cipher=cipher, today=people.TODAY)
        record_treatment(
            session,
            nurse,
            patient.study_number,
            treatment,
            today=people.TODAY,
            schedule=people.SCHEDULE,
        )
        return patient.study_number


@pytest.fixture
def anna(signed_in: SignedIn) -> FlaskClient:
    """Return the browser of the administrator."""
    return signed_in("anna")


def test_two_patients_are_seen_side_by_side_before_they_are_merged(
    anna: FlaskClient, number: str, duplicate: str
) -> None:
    page = words(anna.get(f"/patients/{number}/merge?duplicate={duplicate.lower()}"))
    assert f"{number} stays {duplicate} is merged" in page
    assert "Treatments 4 March 2025 1 September 2025" in page


def test_a_duplicate_is_found_and_merged_and_unmerged(
    anna: FlaskClient, number: str, duplicate: str
) -> None:
    why = {"duplicate": duplicate, "reason": "The same insurance number"}
    merged = send(anna, f"/patients/{number}/merge?duplicate={duplicate}", why, follow=True)
    assert f"{duplicate} was merged into {number}." in words(merged)
    assert "1 September 2025" in words(merged)
    assert f"Patient {number}" in words(anna.get(f"/patients/{duplicate}"))
    assert duplicate not in words(anna.get("/patients"))
    found = anna.get(f"/patients?text={duplicate.lower()}")
    assert found.location == f"/patients/{number}"
    undone = send(anna, f"/patients/{duplicate}/unmerge", {"reason": "Twins"}, follow=True)
    assert f"{duplicate} stands alone again." in words(undone)
    assert f"Patient {duplicate}" in words(undone)
    assert "1 September 2025" not in words(anna.get(f"/patients/{number}"))


def test_a_merge_without_a_reason_is_refused(
    anna: FlaskClient, number: str, duplicate: str
) -> None:
    path = f"/patients/{number}/merge?duplicate={duplicate}"
    answer = send(anna, path, {"duplicate": duplicate})
    assert answer.status_code == 422
    assert "Why they are one person : This is needed." in words(answer)


def test_a_number_that_nobody_has_is_said_at_its_field(anna: FlaskClient, number: str) -> None:
    answer = anna.get(f"/patients/{number}/merge?duplicate=BER-9999-X")
    assert answer.status_code == 422
    assert "There is no patient “BER-9999-X” here." in words(answer)


def test_only_an_administrator_sees_and_opens_the_merge(nora: FlaskClient, number: str) -> None:
    assert "Merge a duplicate" not in words(nora.get(f"/patients/{number}"))
    assert nora.get(f"/patients/{number}/merge").status_code == 403
    assert nora.get(f"/patients/{number}/unmerge").status_code == 403
