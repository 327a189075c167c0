"""What stands in the way of a quarterly report."""

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.domain.amendment import Amendment
from registry.domain.quarter import Quarter
from registry.extracts.preflight import Preflight, read_preflight
from registry.models import AuditEntry, Site, Treatment
from registry.services.amendments import void_record
from registry.services.locks import set_quarter_lock
from tests.extracts.conftest import Visited
from tests.people import NOW, NURSE, PHYSICIAN, SCHEDULE, TODAY, TWELVE_MONTHS

Q1 = Quarter(2026, 1)


def _preflight(session: Session, cut_off: date = date(2026, 4, 30)) -> Preflight:
    sites = list(session.scalars(select(Site).order_by(Site.code)))
    yesterday = NOW - timedelta(days=1)
    return read_preflight(session, sites, Q1, cut_off, frozen_before=yesterday)


def test_a_site_without_patients_has_nothing_to_do(session: Session) -> None:
    berlin, munich = _preflight(session).sites
    assert (berlin.due, berlin.missed, munich.open_queries) == (0, 0, 0)
    assert _preflight(session).missed == ()


def test_the_visits_missed_last_are_named_first_and_an_answered_one_is_not(
    session: Session, treated: str, visited: Visited
) -> None:
    visited(treated, TWELVE_MONTHS)
    found = _preflight(session)
    berlin = found.sites[0]
    assert (berlin.due, berlin.missed) == (4, 3)
    assert [visit.code for visit in found.missed] == ["m6", "m3", "m1"]
    assert {visit.study_number for visit in found.missed} == {treated}
    assert found.missed_in_all == 3


def test_a_visit_that_closes_after_the_cut_off_is_not_due(session: Session, treated: str) -> None:
    assert treated
    assert _preflight(session, date(2025, 5, 4)).sites[0].due == 1


def test_a_locked_quarter_is_told_from_an_open_one(session: Session) -> None:
    set_quarter_lock(session, PHYSICIAN, "BER", Q1, "Signed off", locked=True, today=TODAY)
    assert [site.locked for site in _preflight(session).sites] == [True, False]


def test_changes_of_clinical_records_since_the_issue_before_are_counted(
    session: Session, treated: str, visited: Visited
) -> None:
    assert treated
    before = _preflight(session).changed
    visited(treated, TWELVE_MONTHS)
    after = _preflight(session).changed
    assert before is not None
    assert after is not None
    assert after > before


def test_only_changes_of_the_sites_and_of_their_clinical_records_count(
    session: Session, treated: str, visited: Visited
) -> None:
    visited(treated, TWELVE_MONTHS)
    berlin, munich = session.scalars(select(Site).order_by(Site.code))
    yesterday = NOW - timedelta(days=1)
    of_berlin, of_munich, since_tomorrow = (
        read_preflight(session, [site], Q1, TODAY, frozen_before=moment).changed
        for site, moment in ((berlin, yesterday), (munich, yesterday), (berlin, NOW))
    )
    tables = Counter(session.scalars(select(AuditEntry.table_name)))
    clinical = ("patient", "treatment", "treated_level", "visit", "score")
    assert (tables["visit"], tables["score"]) == (1, 1)
    assert of_berlin == sum(tables[name] for name in clinical) + tables["consent"]
    assert (of_munich, since_tomorrow) == (0, 0)


def test_a_record_that_was_voided_has_changed(session: Session, treated: str) -> None:
    before = _preflight(session).changed
    assert before is not None
    stored = session.scalars(select(Treatment)).one()
    wrong = Amendment(reason="Entered for another patient", version=stored.version)
    void_record(session, NURSE, Treatment, treated, stored.id, wrong, schedule=SCHEDULE)
    assert _preflight(session).changed == before + 1


def test_nothing_is_counted_where_no_issue_came_before(session: Session) -> None:
    assert read_preflight(session, [], Q1, TODAY, frozen_before=None).changed is None
