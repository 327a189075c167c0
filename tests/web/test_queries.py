"""Queries at the pages: opened by rules and by people, answered, closed, found again."""

import re

from flask.testing import FlaskClient

from tests.web.browser import send, words
from tests.web.conftest import SignedIn

LOT = "The lot of the product is missing. Enter it."
TREATED_AGAIN = {
    "treated_on": "1.6.2026",
    "product_type": "expanded_msc",
    "tissue_source": "bone_marrow",
    "donor": "autologous",
    "treated_L4-L5": "true",
}


def key_of(client: FlaskClient, question: str, address: str = "/queries") -> int:
    found = re.search(rf'/queries/(\d+)">{re.escape(question)}', client.get(address).text)
    assert found
    return int(found[1])


def test_saving_opens_the_queries_of_broken_rules(nora: FlaskClient, number: str) -> None:
    assert "Queries no queries" in words(nora.get("/queries"))
    send(nora, f"/patients/{number}/treatments/new", TREATED_AGAIN)
    listed = words(nora.get("/queries?rule=lot_missing"))
    assert "2 queries" in listed
    assert f"{LOT} {number} Lot number Open 1 June 2026" in listed
    assert f"{LOT} Treatment of 1 June 2026 Lot number Open" in words(
        nora.get(f"/patients/{number}")
    )


def test_a_query_of_a_rule_closes_itself_when_the_operation_is_recorded(
    nora: FlaskClient, number: str
) -> None:
    visit = {
        "visited_on": "10.3.2026",
        "vas_back_0_100": "31",
        "surgery_since_last_contact": "yes",
    }
    send(nora, f"/patients/{number}/visits/new", visit)
    asked = "Surgery was answered with yes and no operation is recorded since the visit before."
    key = key_of(nora, f"{asked} Add it.")
    operation = {
        "performed_on": "20.11.2025",
        "procedure": "fusion",
        "levels": ["L4-L5"],
        "indication": "persistent_pain",
    }
    send(nora, f"/patients/{number}/reoperations/new", operation)
    page = words(nora.get(f"/queries/{key}"))
    assert "Closed · Data-quality rule" in page
    assert "Closed by the rule: the data are right now." in page
    assert f"/queries/{key}" not in nora.get("/queries").text
    assert f"/queries/{key}" in nora.get("/queries?state=closed").text


def test_a_person_asks_another_answers_and_who_asked_closes(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    anna = signed_in("anna")
    choice = anna.get(f"/patients/{number}/queries/new")
    assert "Treatment of 4 March 2025" in words(choice)
    address = f"/patients/{number}/queries/new?table=treatment&record=1"
    question = {"field": "donor", "words": "Autologous & <really>?"}
    page = send(anna, address, question, follow=True)
    assert "Query on “Donor” Open" in words(page)
    assert question["words"] in words(page)
    key = int(page.request.path.rsplit("/", 1)[1])
    assert ">Close</button>" not in nora.get(f"/queries/{key}").text
    refused = send(nora, f"/queries/{key}", {"state": "closed", "words": "Done."})
    assert refused.status_code == 403
    told = send(nora, f"/queries/{key}", {"state": "answered", "words": "Yes."}, follow=True)
    assert "Answered · nora@example.org" in words(told)
    again = send(nora, f"/queries/{key}", {"state": "answered", "words": "Yes."})
    assert "This query is answered already. Look at it again." in words(again)
    closed = send(anna, f"/queries/{key}", {"state": "closed", "words": "Thanks."}, follow=True)
    assert "Closed · anna@example.org" in words(closed)
    opened = send(nora, f"/queries/{key}", {"state": "open", "words": "No: a sister."}, follow=True)
    assert "Query on “Donor” Open" in words(opened)


def test_a_question_without_words_is_refused(nora: FlaskClient, number: str) -> None:
    address = f"/patients/{number}/queries/new?table=treatment&record=1"
    answer = send(nora, address, {"field": "donor", "words": " "})
    assert answer.status_code == 422
    assert send(nora, address, {"field": "name", "words": "Who?"}).status_code == 422


def test_another_sites_queries_do_not_exist(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    send(nora, f"/patients/{number}/treatments/new", TREATED_AGAIN)
    key = key_of(nora, LOT)
    mia = signed_in("mia")
    assert mia.get(f"/queries/{key}").status_code == 404
    assert mia.get(f"/patients/{number}/queries/new").status_code == 404
    assert number not in words(mia.get("/queries"))
    assert mia.get("/quality?site_code=BER").status_code == 404


def test_a_report_issuer_reads_queries_and_says_nothing(
    nora: FlaskClient, signed_in: SignedIn, number: str
) -> None:
    send(nora, f"/patients/{number}/treatments/new", TREATED_AGAIN)
    key = key_of(nora, LOT)
    page = signed_in("rita").get(f"/queries/{key}")
    assert page.status_code == 200
    assert "<textarea" not in page.text


def test_a_record_that_the_patient_does_not_have_cannot_be_asked_about(
    nora: FlaskClient, number: str
) -> None:
    address = f"/patients/{number}/queries/new?table=visit&record=99"
    assert nora.get(address).status_code == 404


def test_the_page_of_rules_counts_what_a_run_finds_and_leads_to_it(
    nora: FlaskClient, number: str
) -> None:
    before = nora.get("/quality")
    assert f"{LOT} Lot number 0" in words(before)
    done = send(nora, "/quality", {"site_code": "BER"}, follow=True)
    assert "Rules run over 1 patients of BER." in words(done)
    assert f"{LOT} Lot number 1" in words(done)
    assert number in words(nora.get("/queries?rule=lot_missing&site_code=BER"))


def test_an_explained_warning_stands_on_the_page_of_the_patient(
    nora: FlaskClient, number: str
) -> None:
    early = {"visited_on": "5.1.2026", "vas_back_0_100": "31", "warning_reason": "She <moves>."}
    page = send(nora, f"/patients/{number}/visits/new", early, follow=True)
    said = "Visit of 5 January 2026: 5 January 2026 lies in no collection window. She <moves>."
    assert said in words(page)


def test_the_worklist_names_the_open_queries(nora: FlaskClient, number: str) -> None:
    assert "Open queries" not in words(nora.get("/worklist"))
    send(nora, f"/patients/{number}/treatments/new", TREATED_AGAIN)
    listed = nora.get("/worklist")
    assert f"{LOT} {number}" in words(listed)
    assert 'href="/queries?state=open"' in listed.text
