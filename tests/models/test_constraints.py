"""The database itself refuses what the rules refuse, whoever writes."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from registry.models import Base

Row = Mapping[str, object]

PATIENT: Row = {
    "site_id": 1,
    "study_number": "BER-0002-F",
    "sequence": 2,
    "enrolled_on": "2025-02-03",
    "birth_year": 1970,
    "sex": "female",
}
TREATMENT: Row = {
    "patient_id": 1,
    "treated_on": "2025-03-05",
    "product_type": "expanded_msc",
    "tissue_source": "adipose",
}
LEVEL: Row = {"treatment_id": 1, "level": "L5-S1"}
VISIT: Row = {"patient_id": 1, "visited_on": "2025-03-05"}
EVENT: Row = {
    "patient_id": 1,
    "verbatim_term": "Back pain",
    "category": "back_pain_flare",
    "grade": "2",
    "serious": False,
    "related_to_cells": "possible",
    "related_to_injection": "possible",
    "expected": "yes",
    "onset_on": "2025-03-05",
    "onset_precision": "day",
    "outcome": "recovered",
    "aware_on": "2025-03-05",
}
OPERATION: Row = {
    "patient_id": 1,
    "performed_on": "2025-03-05",
    "procedure": "fusion",
    "indication": "herniation",
}
DISPOSITION: Row = {"patient_id": 1, "kind": "death", "occurred_on": "2025-03-05"}
CONTACT: Row = {
    "patient_id": 1,
    "contacted_on": "2025-03-05",
    "mode": "phone",
    "surgery_since_last_contact": "no",
}
COMPLETE: dict[str, Row] = {
    "patient": PATIENT,
    "treatment": TREATMENT,
    "treated_level": LEVEL,
    "visit": VISIT,
    "adverse_event": EVENT,
    "reoperation": OPERATION,
    "disposition": DISPOSITION,
    "contact": CONTACT,
}
CONSENT: Row = {
    "patient_id": 1,
    "form_version": "2.0",
    "consented_on": "2025-02-03",
    "to_registry": True,
    "to_contact": True,
    "to_sharing": False,
}
PLANNED: Row = {
    "patient_id": 1,
    "site_id": 1,
    "code": "m99",
    "target_on": "2033-06-04",
    "opens_on": "2033-05-04",
    "closes_on": "2033-07-04",
    "expected": True,
}
QUERY: Row = {
    "site_id": 1,
    "patient_id": 1,
    "table_name": "visit",
    "record_id": 1,
    "field": "visited_on",
    "rule": "a_rule",
    "state": "open",
    "opened_at": "2025-03-05 10:00:00",
}
QUARTER: Row = {
    "site_id": 1,
    "year": 2025,
    "quarter": 1,
    "locked": True,
    "changed_at": "2025-04-05 10:00:00",
    "changed_by": "Paul Physician",
    "reason": "Signed off",
}
COMPLETE |= {
    "consent": CONSENT,
    "planned_visit": PLANNED,
    "query": QUERY,
    "quarter_lock": QUARTER,
}
ONCE = [name for name in COMPLETE if name not in {"patient", "contact"}]
OPTIONAL = {("contact", "surgery_since_last_contact"), ("query", "rule")}
REQUIRED = [
    (table, column)
    for table, row in COMPLETE.items()
    for column in row
    if (table, column) not in OPTIONAL
]
WRONG: list[tuple[str, Row]] = [
    ("patient", {"site_id": 99}),
    ("patient", {"birth_year": 1899}),
    ("patient", {"sex": "x"}),
    ("patient", {"height_cm": 99}),
    ("patient", {"weight_kg": 351}),
    ("patient", {"symptom_duration_months": -1}),
    ("patient", {"smoking": "sometimes"}),
    ("patient", {"sequence": 1}),
    ("patient", {"study_number": "BER-0001-H"}),
    ("quarter_lock", {"site_id": 99}),
    ("quarter_lock", {"quarter": 5}),
    ("treatment", {"patient_id": 99}),
    ("treatment", {"treated_on": "2025-03-04"}),
    ("treatment", {"product_type": "aspirin"}),
    ("treatment", {"donor": "x"}),
    ("treatment", {"viability_percent": 100.1}),
    ("treatment", {"viable_cells_million": -1}),
    ("treatment", {"volume_ml": 101}),
    ("treatment", {"passage": 31}),
    ("treated_level", {"level": "L6-S1"}),
    ("treated_level", {"level": "L4-L5"}),
    ("treated_level", {"pfirrmann": "6"}),
    ("treated_level", {"modic": "4"}),
    ("visit", {"mode": "dream"}),
    ("visit", {"surgery_since_last_contact": "maybe"}),
    ("visit", {"entered_by": 99}),
    ("adverse_event", {"grade": "6"}),
    ("adverse_event", {"grade": "5"}),
    ("adverse_event", {"outcome": "fatal"}),
    ("adverse_event", {"aware_on": "2025-03-04"}),
    ("adverse_event", {"ended_on": "2025-03-06"}),
    ("adverse_event", {"reported_on": "2025-03-04"}),
    ("adverse_event", {"end_precision": "day"}),
    ("adverse_event", {"ended_on": "2025-03-04", "end_precision": "day"}),
    ("adverse_event", {"related_to_harvest": "surely"}),
    ("reoperation", {"procedure": "prayer"}),
    ("reoperation", {"indication": "x"}),
    ("disposition", {"kind": "bored"}),
    ("contact", {"mode": "dream"}),
    ("contact", {"result": "perhaps"}),
    ("consent", {"contact_withdrawn_on": "2025-02-02"}),
    ("consent", {"sharing_withdrawn_on": "2025-02-04"}),
    ("planned_visit", {"visit_id": 99}),
    ("query", {"state": "asleep"}),
]


def write(session: Session, table: str, row: Row) -> None:
    """Write past the services, and past what the models check in Python."""
    marks = ", ".join(f":{column}" for column in row)
    statement = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"  # noqa: S608 - fixed names
    session.connection().execute(text(statement), row)


def check_refused(session: Session, table: str, row: Row) -> None:
    with pytest.raises((IntegrityError, DataError)):
        write(session, table, row)
    session.rollback()


@pytest.mark.parametrize("table", COMPLETE)
def test_a_complete_row_is_taken(session: Session, treated: str, table: str) -> None:
    assert treated
    write(session, table, COMPLETE[table])
    count = session.connection().execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - the same
    assert count.scalar_one() >= 1


@pytest.mark.parametrize(("table", "wrong"), WRONG, ids=str)
def test_a_wrong_value_is_refused(session: Session, treated: str, table: str, wrong: Row) -> None:
    assert treated
    check_refused(session, table, {**COMPLETE[table], **wrong})


@pytest.mark.parametrize(("table", "column"), REQUIRED)
def test_a_missing_value_is_refused(
    session: Session, treated: str, table: str, column: str
) -> None:
    assert treated
    rest = {name: value for name, value in COMPLETE[table].items() if name != column}
    check_refused(session, table, rest)


@pytest.mark.parametrize("table", ONCE)
def test_the_same_row_twice_is_refused(session: Session, treated: str, table: str) -> None:
    assert treated
    write(session, table, COMPLETE[table])
    check_refused(session, table, COMPLETE[table])


@pytest.mark.parametrize(
    "wrong",
    [
        {"value_0_100": 100.5},
        {"value_0_100": -1},
        {"instrument": "nrs"},
        {"conversion": "guess"},
        {"visit_id": 99},
    ],
    ids=str,
)
def test_a_wrong_score_is_refused(session: Session, treated: str, wrong: Row) -> None:
    assert treated
    write(session, "visit", VISIT)
    score: Row = {"visit_id": 1, "instrument": "odi", "value_0_100": 20.5, "conversion": "none"}
    check_refused(session, "score", {**score, **wrong})


def test_an_odi_answer_above_5_is_refused(session: Session, treated: str) -> None:
    assert treated
    write(session, "visit", VISIT)
    write(session, "score", {"visit_id": 1, "instrument": "odi", "conversion": "none"})
    check_refused(session, "odi_answers", {"score_id": 1, "walking": 6})


def test_an_odi_section_may_be_asked_and_not_answered(session: Session, treated: str) -> None:
    assert treated
    write(session, "visit", VISIT)
    write(session, "score", {"visit_id": 1, "instrument": "odi", "conversion": "none"})
    write(session, "odi_answers", {"score_id": 1, "walking": 9})


def test_the_versions_of_an_event_are_numbered_once(session: Session, treated: str) -> None:
    assert treated
    write(session, "adverse_event", EVENT)
    first: Row = {
        "adverse_event_id": 1,
        "sequence": 0,
        "known_on": "2025-03-05",
        "content": "{}",
    }
    write(session, "earlier_version", first)
    check_refused(session, "earlier_version", first)


@pytest.mark.parametrize(
    "wrong", [{"state": "guessed"}, {"visit_id": 99}, {"state": "verified"}], ids=str
)
def test_a_wrong_second_typing_is_refused(session: Session, treated: str, wrong: Row) -> None:
    assert treated
    write(session, "visit", VISIT)
    waiting: Row = {"visit_id": 1, "first_by": 1, "state": "waiting"}
    check_refused(session, "second_typing", {**waiting, **wrong})


def test_every_table_of_the_record_has_its_complete_row() -> None:
    children = {"score", "odi_answers", "seriousness", "reoperated_level", "identity"}
    children |= {"earlier_version", "second_typing"}
    people_and_places = {"site", "account", "account_site", "audit_entry"}
    typing = {"draft", "submission", "query_message", "accepted_warning", "moved_record"}
    issued = {"report_run", "report_file", "report_making", "report_subscription"}
    others = children | people_and_places | typing | issued
    assert set(Base.metadata.tables) - others == set(COMPLETE)
