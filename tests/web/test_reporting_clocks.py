"""The clock of a serious event at the pages."""

import re

from flask.testing import FlaskClient

from tests.web.browser import send, words

EVENT = {
    "verbatim_term": "Discitis",
    "category": "infection",
    "onset": "18.5.2026",
    "outcome": "recovering",
    "grade": "3",
    "serious": "true",
    "criteria": ["hospitalisation"],
    "related_to_cells": "possible",
    "related_to_injection": "probable",
    "expected": "no",
    "aware_on": "20.5.2026",
}


def test_a_clock_stands_on_the_patient_page_until_the_report_is_recorded(
    nora: FlaskClient, number: str
) -> None:
    page = send(nora, f"/patients/{number}/adverse-events/new", EVENT, follow=True)
    assert "Report “Discitis” to the authority by 4 June 2026: 3 days left." in words(page)
    work = words(nora.get("/worklist"))
    assert "Serious events to report 1 event Due now" in work
    assert f"{number} : report “Discitis” to the authority by 4 June 2026: 3 days left." in work
    assert "Discitis" not in words(nora.get("/worklist?text=BER-0002"))
    found = re.search(r'href="([^"]+)">Record the report', page.text)
    assert found
    report = {"reported_on": "1.6.2026", "authority_reference": "DE-2026-17"}
    after = words(send(nora, found[1], report, follow=True))
    assert "Report of “Discitis” on 1 June 2026 saved." in after
    assert "20 May 2026, reported 1 June 2026, DE-2026-17" in after
    assert "to the authority by" not in after
    assert "Discitis" not in words(nora.get("/worklist"))
