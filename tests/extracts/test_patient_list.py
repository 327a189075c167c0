from datetime import date

import pytest
from sqlalchemy.orm import Session

from registry.domain.actors import Actor
from registry.domain.patient_search import PatientSearch
from registry.extracts.patient_list import PatientPage, patient_page
from registry.services.identities import IdentityCipher
from registry.services.visits import record_visit
from registry.settings import Settings
from tests import people


def page_of(session: Session, actor: Actor, search: PatientSearch | None = None) -> PatientPage:
    return patient_page(session, actor, search or PatientSearch(), record_fingerprint=None)


def test_a_line_holds_first_treatment_and_last_visit(
    session: Session, nurse: Actor, treated: str, today: date, settings: Settings
) -> None:
    record_visit(
        session,
        nurse,
        treated,
        people.TWELVE_MONTHS,
        today=today,
        schedule=settings.schedule,
        odi_minimum_answered=settings.odi_minimum_answered,
    )
    (line,) = page_of(session, nurse).lines
    assert (line.study_number, line.site_code) == (treated, "BER")
    assert (line.treated_on, line.visited_on) == (people.TREATED_ON, date(2026, 3, 10))


@pytest.mark.parametrize("site_code", ["MUC", "BER"])
def test_another_sites_patients_are_not_in_the_list(
    session: Session, neighbour: Actor, treated: str, site_code: str
) -> None:
    found = page_of(session, neighbour, PatientSearch(site_code=site_code))
    assert treated
    assert (found.count, found.lines, found.older) == (0, (), None)


def test_every_site_is_seen_where_none_is_named(
    session: Session, administrator: Actor, treated: str
) -> None:
    assert [line.study_number for line in page_of(session, administrator).lines] == [treated]
    other = PatientSearch(site_code="MUC")
    assert page_of(session, administrator, other).count == 0


@pytest.mark.parametrize(
    ("text", "count"), [("ber-0001", 1), ("BER", 1), ("BER-0001-H", 1), ("0001", 0), ("B%", 0)]
)
def test_a_study_number_is_found_by_its_beginning(
    session: Session, nurse: Actor, treated: str, text: str, count: int
) -> None:
    assert treated
    assert page_of(session, nurse, PatientSearch(text=text)).count == count


@pytest.mark.parametrize(("text", "count"), [("MRN 4711", 1), ("mrn4711", 1), ("MRN 471", 0)])
def test_a_record_number_is_found_whole(
    session: Session, nurse: Actor, treated: str, cipher: IdentityCipher, text: str, count: int
) -> None:
    assert treated
    fingerprint = cipher.fingerprint(text)
    search = PatientSearch(text=text)
    assert patient_page(session, nurse, search, record_fingerprint=fingerprint).count == count
