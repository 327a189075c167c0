"""Patients by the beginning of their study number, few or many."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.worklist import VisitGroup, WorklistSearch
from registry.extracts import study_numbers
from registry.extracts.study_numbers import patients_beginning_with
from registry.extracts.worklist import SiteDay, worklist_page
from registry.services.identities import IdentityCipher
from registry.services.patients import enrol_patient
from registry.services.sites import visible_sites
from registry.services.treatments import record_treatment
from tests.people import ADMINISTRATOR, ENROLMENT, SCHEDULE, TODAY, TREATMENT


@pytest.fixture
def six(session: Session, cipher: IdentityCipher) -> list[str]:
    """Return the study numbers of three patients each of Berlin and Munich, all treated."""
    numbers = []
    for code in ("BER", "MUC"):
        for name in "abc":
            command = replace(ENROLMENT, identity=None, site_code=code, external_id=name)
            patient = enrol_patient(session, ADMINISTRATOR, command, cipher=cipher, today=TODAY)
            numbers.append(patient.study_number)
            treated = replace(TREATMENT, warning_reason="the same day")
            record_treatment(
                session,
                ADMINISTRATOR,
                patient.study_number,
                treated,
                today=TODAY,
                schedule=SCHEDULE,
            )
    return numbers


@pytest.mark.parametrize(
    ("text", "count"),
    [("ber", 3), ("BER-0002", 1), ("b", 3), ("M", 3), ("BER-0009", 0), ("é", 0), ("\ud7ff", 0)],
)
def test_a_number_is_found_by_its_beginning_alone(
    session: Session, six: list[str], text: str, count: int
) -> None:
    assert len(six) == 6
    found = patients_beginning_with(session, text)
    assert found.all_named
    assert sum(map(len, found.by_site.values())) == count


def test_where_too_many_begin_so_the_highest_are_named(
    session: Session, six: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(six) == 6
    monkeypatch.setattr(study_numbers, "MOST_NAMED", 1)
    found = patients_beginning_with(session, "BER")
    assert not found.all_named
    assert [key for keys in found.by_site.values() for key in keys] == [3, 2]


@pytest.mark.parametrize("most", [1, 1000])
@pytest.mark.parametrize(
    ("text", "numbers"),
    [("B", [0, 1, 2]), ("BER-000", [0, 1, 2]), ("muc-0002", [4]), ("X", []), ("0001", [])],
)
def test_the_worklist_is_searched_alike_whether_few_or_many_begin_so(
    session: Session,
    six: list[str],
    monkeypatch: pytest.MonkeyPatch,
    most: int,
    text: str,
    numbers: list[int],
) -> None:
    monkeypatch.setattr(study_numbers, "MOST_NAMED", most)
    desks = [
        SiteDay(site=site, today=date(2026, 3, 10))
        for site in visible_sites(session, ADMINISTRATOR)
    ]
    pages = [
        worklist_page(session, desks, SCHEDULE, group, WorklistSearch(text=text))
        for group in VisitGroup
    ]
    found = {line.study_number for page in pages for line in page.lines}
    assert found == {six[place] for place in numbers}
