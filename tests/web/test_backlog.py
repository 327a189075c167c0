from flask.testing import FlaskClient
from sqlalchemy import select

from registry.database import Database
from registry.models import Score, Visit
from tests.web.browser import words
from tests.web.test_store_once import hidden_fields

ROWS = {
    "visited_on-1": "4.6.2025",
    "vas_back_0_100-1": "50",
    "odi_sections-1": "22222 2222x",
    "visited_on-3": "3.3.2026",
    "surgery_since_last_contact-3": "no",
    "vas_back_0_100-3": "31",
    "odi_total-3": "24",
    "visited_on-4": "",
}


def send_rows(
    client: FlaskClient, number: str, rows: dict[str, str], *, follow: bool = True
) -> str:
    path = f"/patients/{number}/backlog"
    sent = {**rows, **hidden_fields(client.get(path))}
    answer = client.post(path, data=sent, follow_redirects=follow)
    return words(answer) + answer.text


def visits(database: Database) -> list[str]:
    with database.reading() as session:
        return [str(day) for day in session.scalars(select(Visit.visited_on).order_by(Visit.id))]


def test_filled_rows_become_visits_and_empty_rows_nothing(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    assert f"2 visits saved for {number}." in send_rows(nora, number, ROWS)
    assert visits(staffed) == ["2025-06-04", "2026-03-03"]
    with staffed.reading() as session:
        scores = session.scalars(select(Score.value_0_100).order_by(Score.id)).all()
    assert scores == [50, 40, 31, 24]


def test_one_wrong_row_keeps_all_rows_from_being_saved_and_what_was_typed(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    page = send_rows(nora, number, ROWS | {"vas_back_0_100-3": "310", "odi_sections-1": "22"})
    assert "Visit 3, Back pain (VAS) : Enter a whole number from 0 to 100." in page
    assert "Visit 1, ODI sections 1–10 : Enter ten characters: 0 to 5, or x for" in page
    assert 'value="310"' in page
    assert visits(staffed) == []


def test_a_rule_is_said_at_its_row(nora: FlaskClient, number: str, staffed: Database) -> None:
    page = send_rows(nora, number, ROWS | {"visited_on-3": "4.6.2025", "visited_on-1": "5.6.2030"})
    assert "Visit 1, Date of the visit : 5 June 2030 lies in the future." in page
    assert "Visit 3, Date of the visit" not in page
    page = send_rows(nora, number, ROWS | {"visited_on-3": "4.6.2025"})
    assert "Visit 3, Date of the visit : A visit on 4 June 2025 is already recorded." in page
    assert visits(staffed) == []


def test_a_warning_asks_for_its_reason_in_the_row(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    unusual = ROWS | {"vas_back_0_100-3": "0", "vas_back_0_100-1": "90", "odi_total-3": "70"}
    page = send_rows(nora, number, unusual)
    assert 'id="warning_reason-3"' in page
    assert visits(staffed) == []
    explained = unusual | {"warning_reason-3": "She is free of pain."}
    assert "2 visits saved" in send_rows(nora, number, explained)


def test_no_row_at_all_is_refused(nora: FlaskClient, number: str) -> None:
    assert "Enter at least one visit." in send_rows(nora, number, {})


def test_more_rows_keep_what_was_typed(nora: FlaskClient, number: str) -> None:
    page = send_rows(nora, number, ROWS | {"more_rows": "1"})
    assert 'id="visited_on-10"' in page
    assert 'id="visited_on-11"' not in page
    assert 'value="22222 2222x"' in page


def test_typed_rows_are_a_draft_like_any_form(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/backlog"
    sent = ROWS | {"visited_on-7": "4.9.2025"} | hidden_fields(nora.get(path))
    nora.post(f"/drafts?address={path}", data=sent)
    page = nora.get(path)
    assert "restored" in words(page)
    assert 'id="visited_on-7" name="visited_on-7" class="kind-date" value="4.9.2025"' in page.text


def test_not_asked_not_answered_and_none_are_three_answers_in_a_row(
    nora: FlaskClient, number: str, staffed: Database
) -> None:
    rows = {
        "visited_on-1": "4.6.2025",
        "vas_back_0_100-1": "x",
        "vas_leg_0_100-1": "30",
        "visited_on-2": "3.3.2026",
        "vas_back_0_100-2": "0",
        "vas_leg_0_100-2": "–",
    }
    assert f"2 visits saved for {number}." in send_rows(nora, number, rows)
    with staffed.reading() as session:
        found = session.execute(
            select(Score.visit_id, Score.instrument, Score.value_0_100).order_by(Score.id)
        ).all()
    assert [tuple(row) for row in found] == [
        (1, "vas_back", None),
        (1, "vas_leg", 30),
        (2, "vas_back", 0),
        (2, "vas_leg", None),
    ]


def test_an_x_stays_as_it_was_typed_where_another_field_is_wrong(
    nora: FlaskClient, number: str
) -> None:
    page = send_rows(nora, number, {"visited_on-1": "soon", "vas_back_0_100-1": "x"})
    assert "is not a date" in page
    assert 'value="x"' in page
