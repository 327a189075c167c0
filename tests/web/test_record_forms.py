import re

import pytest
from flask.testing import FlaskClient

from registry.domain.instruments.odi import OdiSection
from tests.web.browser import send, words

TREATMENT = {
    "treated_on": "1.6.2026",
    "product_type": "expanded_msc",
    "tissue_source": "bone_marrow",
    "donor": "autologous",
    "treated_L4-L5": "true",
    "pfirrmann_L4-L5": "4",
}
VISIT = {"visited_on": "10.3.2026", "vas_back_0_100": "31"}
EVENT = {
    "verbatim_term": "Fever & <chills>",
    "category": "infection",
    "onset": "4.2025",
    "outcome": "recovered",
    "grade": "2",
    "serious": "true",
    "criteria": ["hospitalisation", "medically_important"],
    "related_to_cells": "possible",
    "related_to_injection": "probable",
    "expected": "no",
    "aware_on": "1.5.2025",
}
OPERATION = {
    "performed_on": "20.11.2025",
    "procedure": "fusion",
    "levels": ["L4-L5", "L5-S1"],
    "indication": "persistent_pain",
}
ENDING = {"kind": "lost", "occurred_on": "1.5.2026", "reason": "Moved away"}
CONTACT = {
    "contacted_on": "1.9.2025",
    "mode": "phone",
    "result": "reached",
    "surgery_since_last_contact": "no",
}
FORMS = [
    ("treatments", TREATMENT, "Treatment of 1 June 2026 saved for", "1 June 2026 L4–L5"),
    ("visits", VISIT, "Visit of 10 March 2026 saved for", "10 March 2026 12 months – – 31.0"),
    (
        "adverse-events",
        EVENT,
        "Adverse event “Fever & <chills>” saved for",
        (
            "April 2025 after treatment 2 – moderate "
            "Serious: hospitalisation, new or prolonged; medically important "
            "Cells possible, injection probable"
        ),
    ),
    ("reoperations", OPERATION, "Fusion of 20 November 2025 saved for", "L4–L5, L5–S1"),
    ("dispositions", ENDING, "Lost to follow-up on 1 May 2026, saved for", "Moved away"),
    (
        "contacts",
        CONTACT,
        "Attempt of 1 September 2025 saved for",
        "Reached; operation since the last contact: no",
    ),
]


@pytest.mark.parametrize(("noun", "typed", "said", "shown"), FORMS)
def test_a_saved_record_is_named_and_shown(
    nora: FlaskClient, number: str, noun: str, typed: dict[str, str], said: str, shown: str
) -> None:
    page = send(nora, f"/patients/{number}/{noun}/new", typed, follow=True)
    assert page.status_code == 200
    assert page.request.path == f"/patients/{number}"
    assert f"{said} {number}." in words(page)
    assert shown in words(page)


@pytest.mark.parametrize(("noun", "typed", "said", "shown"), FORMS)
def test_the_same_record_sent_twice_is_stored_once(
    nora: FlaskClient, number: str, noun: str, typed: dict[str, str], said: str, shown: str
) -> None:
    path = f"/patients/{number}/{noun}/new"
    assert send(nora, path, typed).status_code == 302
    assert send(nora, path, typed).status_code == 422
    assert said not in words(nora.get(path))
    assert words(nora.get(f"/patients/{number}")).count(shown) == 1


@pytest.mark.parametrize(("noun", "typed", "said", "shown"), FORMS)
def test_a_refused_record_keeps_what_was_typed(
    nora: FlaskClient, number: str, noun: str, typed: dict[str, str], said: str, shown: str
) -> None:
    day = next(name for name in typed if name.endswith("_on"))
    answer = send(nora, f"/patients/{number}/{noun}/new", typed | {day: "some day"})
    assert answer.status_code == 422
    assert said not in words(answer)
    assert shown not in words(nora.get(f"/patients/{number}"))
    assert 'value="some day"' in answer.text
    assert f'<a href="#{day}">' in answer.text
    assert answer.text.count(" checked") + answer.text.count(" selected") >= 1


def test_a_pain_line_that_was_not_touched_is_not_asked(nora: FlaskClient, number: str) -> None:
    page = send(nora, f"/patients/{number}/visits/new", VISIT | {"vas_leg_0_100": ""}, follow=True)
    assert "31.0 – –" in words(page)
    assert "VAS leg" not in words(page).split("Record")[0]


def test_a_pain_line_that_was_not_answered_says_so(nora: FlaskClient, number: str) -> None:
    typed = VISIT | {"vas_leg_0_100": "", "vas_leg_not_answered": "true"}
    page = send(nora, f"/patients/{number}/visits/new", typed, follow=True)
    assert "31.0 not answered –" in words(page)


def test_a_refused_form_keeps_zero_not_answered_and_not_asked_apart(
    nora: FlaskClient, number: str
) -> None:
    answers = {"walking": "0", "lifting": "not_answered", "vas_leg_not_answered": "true"}
    typed = VISIT | {"visited_on": "some day"} | answers
    page = send(nora, f"/patients/{number}/visits/new", typed).text
    assert 'name="walking" value="0" checked' in page
    assert 'name="lifting" value="not_answered" checked' in page
    assert 'name="sitting" value="0" checked' not in page
    assert re.search('name="vas_leg_not_answered" value="true"[^>]* checked', page)
    assert not re.search('name="vas_back_not_answered" value="true"[^>]* checked', page)


def test_sections_are_scored_and_too_few_are_said(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/visits/new"
    answers = dict.fromkeys((section.value for section in OdiSection), "2")
    full = send(nora, path, {"visited_on": "3.3.2025", **answers}, follow=True)
    assert "3 March 2025 Baseline – – – – 40.0" in words(full)
    few = dict(list(answers.items())[:8]) | {"travelling": "not_answered"}
    page = send(nora, path, {"visited_on": "10.3.2026", **few}, follow=True)
    assert "10 March 2026 12 months – – – – not scorable" in words(page)
    sentence = (
        "ODI needs at least nine answered sections: eight are filled; "
        "it was stored without a score."
    )
    assert sentence in words(page)
    assert "ODI needs" not in words(full)


def test_further_answers_are_shown_with_what_was_not_answered(
    nora: FlaskClient, number: str
) -> None:
    further = {"work_status": "working", "opioid_use": "no", "global_change": "not_answered"}
    page = send(nora, f"/patients/{number}/visits/new", VISIT | further, follow=True)
    assert "Work: working; opioids: no; change: asked, not answered" in words(page)
    assert "satisfaction" not in words(page)


def test_surgery_at_a_visit_asks_for_the_operation(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/visits/new"
    asked = "Surgery was reported: record the operation as well."
    told = send(nora, path, VISIT | {"surgery_since_last_contact": "yes"}, follow=True)
    assert asked in words(told)
    assert "12 months – Yes 31.0" in words(told)
    none = {"visited_on": "11.3.2026", "surgery_since_last_contact": "no", "vas_leg_0_100": "1"}
    assert asked not in words(send(nora, path, none, follow=True))


@pytest.mark.parametrize(
    ("levels", "relation"),
    [
        (["L3-L4", "L4-L5"], "At a treated level"),
        (["L5-S1"], "Next to a treated level"),
        (["L1-L2"], "At another level"),
    ],
)
def test_an_operation_is_shown_with_its_relation_to_the_treated_disc(
    nora: FlaskClient, number: str, levels: list[str], relation: str
) -> None:
    typed = OPERATION | {"levels": levels}
    page = send(nora, f"/patients/{number}/reoperations/new", typed, follow=True)
    assert f"{relation} Persistent pain" in words(page)


def test_a_visit_may_answer_another_planned_visit_than_its_date_says(
    nora: FlaskClient, number: str
) -> None:
    path = f"/patients/{number}/visits/new"
    chosen = VISIT | {"planned_visit": "m24", "warning_reason": "Two years since the injection."}
    page = send(nora, path, chosen, follow=True)
    assert "10 March 2026 24 months – – 31.0" in words(page)
    refused = send(nora, path, VISIT | {"planned_visit": "baseline"})
    assert '<details class="group" open>' in refused.text


@pytest.mark.parametrize(
    ("onset", "since"),
    [
        ("4.3.2025", "4 March 2025 day of treatment"),
        ("5.4.2025", "5 April 2025 1 month + 1 day"),
        ("3.3.2025", "3 March 2025 before treatment"),
        ("3.2025", "March 2025 after treatment"),
        ("2.2025", "February 2025 before treatment"),
        ("2025", "2025 after treatment"),
    ],
)
def test_an_event_is_shown_with_its_time_since_treatment(
    nora: FlaskClient, number: str, onset: str, since: str
) -> None:
    path = f"/patients/{number}/adverse-events/new"
    assert f"{since} 2 – moderate" in words(send(nora, path, EVENT | {"onset": onset}, follow=True))


def test_a_field_that_the_form_does_not_have_is_refused(nora: FlaskClient, number: str) -> None:
    answer = send(nora, f"/patients/{number}/contacts/new", CONTACT | {"site_id": "2"})
    assert answer.status_code == 422
    assert "The form has no such field." in words(answer)


def test_the_banner_says_how_the_scores_changed(nora: FlaskClient, number: str) -> None:
    path = f"/patients/{number}/visits/new"
    send(nora, path, {"visited_on": "3.3.2025", "vas_back_0_100": "72"})
    page = words(send(nora, path, VISIT, follow=True))
    assert "VAS back 31.0 mm 41.0 better" in page
    assert "10 March 2026 12 months + 6 days VAS back 31.0 41.0 better" in page
    assert "Change = baseline − follow-up: positive = improvement." in page


def test_a_warning_asks_for_a_reason_and_keeps_what_was_typed(
    nora: FlaskClient, number: str
) -> None:
    path = f"/patients/{number}/visits/new"
    early = VISIT | {"visited_on": "5.1.2026"}
    asked = send(nora, path, early)
    assert asked.status_code == 422
    assert "Not saved yet: is this right?" in words(asked)
    assert "5 January 2026 lies in no collection window." in words(asked)
    assert 'value="5.1.2026"' in asked.text
    told = send(nora, path, early | {"warning_reason": "She moves <abroad>."}, follow=True)
    assert f"Visit of 5 January 2026 saved for {number}." in words(told)


def test_a_refused_visit_keeps_the_reason_that_was_typed(nora: FlaskClient, number: str) -> None:
    typed = VISIT | {"visited_on": "soon", "warning_reason": "She moves abroad."}
    answer = send(nora, f"/patients/{number}/visits/new", typed)
    assert answer.status_code == 422
    assert "She moves abroad.</textarea>" in answer.text
